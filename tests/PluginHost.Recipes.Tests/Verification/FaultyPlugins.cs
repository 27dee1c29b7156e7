namespace PluginHost.Recipes.Tests;

public enum Fault
{
    None,
    BeyondBound,
    Unseeded,
    Leak,
    DeafToStop,
    ForgetfulAfterStop,
    Silent,
    Throws,
}

/// <summary>Random noise in three steps whose sum is the noise, with one fault.</summary>
internal sealed class FaultyNoise(Fault fault) : INoiseMethod
{
    public Radius Bound => Radius.Per255(fault == Fault.BeyondBound ? 2 : 9);

    public bool NeedsSurrogate => false;

    public void Make(NoiseContext context)
    {
        using var scope = NewDisposeScope();
        if (fault == Fault.Throws)
        {
            throw new InvalidOperationException("no noise today");
        }

        var shape = context.Images.Shape;
        long[] size = [context.Images.Count, shape.Channels, shape.Height, shape.Width];
        long[] all = [.. Enumerable.Range(0, context.Images.Count)];
        var saved = fault == Fault.ForgetfulAfterStop ? null : context.Checkpoint.Load();
        var sum = saved?.Tensors["sum"] ?? zeros(size);
        for (int step = saved?.Step ?? 0; step < 3; step++)
        {
            if (fault != Fault.DeafToStop)
            {
                SaveIfDue(context, step, sum);
            }

            if (fault != Fault.Unseeded)
            {
                context.Random.Begin("noise", step + (fault == Fault.ForgetfulAfterStop && context.Checkpoint.Load() is not null ? 10 : 0));
            }

            sum = sum + randint(-3, 4, size, ScalarType.Float32);
            context.Progress.Report(new StepReport("noise", step + 1, 3));
        }

        context.Noise.Write(all, fault == Fault.Silent ? zeros(size) : sum / 255);
        if (fault == Fault.Leak)
        {
            sum.DetachFromDisposeScope();
        }
    }

    private static void SaveIfDue(NoiseContext context, int step, Tensor sum)
    {
        if (context.Checkpoint.Due)
        {
            context.Checkpoint.Save(new CheckpointState(step, new Dictionary<string, Tensor> { ["sum"] = sum }));
        }

        context.Cancellation.ThrowIfCancellationRequested();
    }
}

/// <summary>A linear layer that subtracts the batch's mean, in every mode.</summary>
internal sealed class MixingModel : IModelArchitecture
{
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => new Network(input.Size, classes);

    private sealed class Network : Module<Tensor, Tensor>
    {
        private readonly Linear linear;

        public Network(int size, int classes) : base("mixing")
        {
            linear = nn.Linear(size, classes);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => linear.forward((input - input.mean([0], keepdim: true)).flatten(1));
    }
}

internal sealed class DetachedAugmentation : IAugmentation
{
    public Tensor Apply(Tensor images) => images.detach().clone();
}

/// <summary>Darkens every batch a little more than the last one.</summary>
internal sealed class CountingAugmentation : IAugmentation
{
    private int _batches;

    public Tensor Apply(Tensor images) => images * (1.0 / ++_batches);
}

internal sealed class InPlaceFilter : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.zero_();
}

internal sealed class FloatFilter : ILowPassFilter
{
    public Tensor Apply(Tensor images) => images.to(ScalarType.Float32);
}
