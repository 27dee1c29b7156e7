using System.Collections.Immutable;
using Augmentations.Cifar;
using Models.ResNet;
using Noise.ErrorMinimizing;
using Noise.RobustErrorMinimizing;

namespace PluginHost.Engine.Tests.Running;

/// <summary>A catalogue of the real plugin classes, made without a loader.</summary>
internal sealed class FewPlugins : IPluginCatalogue
{
    public IReadOnlyList<PluginInfo> Plugins => [];

    public INoiseMethod Noise(PluginUse use) => use.Id switch
    {
        "em" => new ErrorMinimizing(new ErrorMinimizingOptions { Steps = 2, View = View.Expected, EotSamples = 1 }),
        "rem" => new RobustErrorMinimizing(new RobustErrorMinimizingOptions { Steps = 2, EotSamples = 1, AdversarialSteps = 1 }),
        "too-loud" => new TooLoud(),
        _ => throw new PluginUseException($"no noise {use.Id}"),
    };

    public IModelArchitecture Model(PluginUse use) =>
        use.Id == "conv-mini" ? new ConvMini(new MiniOptions { Width = 4 }) : new SmallNetArchitecture();

    public IAugmentation Augmentation(PluginUse use) => new CifarAugmentation(new CifarOptions());

    public ILowPassFilter Filter(PluginUse use) => throw new PluginUseException($"no filter {use.Id}");

    public PluginUse Resolve(PluginKind kind, PluginUse use) => use;

    public PluginIdentity Identify(PluginKind kind, string id) => new(kind, id, "1.0.0", "0");

    private sealed class SmallNetArchitecture : IModelArchitecture
    {
        public Module<Tensor, Tensor> Build(ImageShape input, int classes) => new SmallNet();
    }

    /// <summary>Writes noise of 9/255 though it promises 8/255.</summary>
    private sealed class TooLoud : INoiseMethod
    {
        public Radius Bound => Radius.Per255(8);

        public bool NeedsSurrogate => false;

        public void Make(NoiseContext context)
        {
            using var scope = NewDisposeScope();
            context.Noise.Write([0], full([1, 3, 32, 32], 9f / 255));
        }
    }
}

/// <summary>Keeps events in memory.</summary>
internal sealed class ListJournal : IJournal
{
    public List<RunEvent> Events { get; } = [];

    public void Append(RunEvent entry) => Events.Add(entry);
}
