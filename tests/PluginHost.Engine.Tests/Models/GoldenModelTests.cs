using System.Text.Json;
using global::Models.DenseNet;
using global::Models.ResNet;
using global::Models.Vgg;

namespace PluginHost.Engine.Tests.Models;

/// <summary>The architectures against the reference implementation's.</summary>
public sealed class GoldenModelTests
{
    public static TheoryData<string> Names => ["resnet18", "resnet50", "wrn34-10", "vgg16", "densenet121"];

    [Theory]
    [MemberData(nameof(Names))]
    public void State_dicts_have_the_references_names_and_shapes(string name)
    {
        using var network = Build(name);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(
            Repository.Root, "tests", "PluginHost.Engine.Tests", "Fixtures", "models.json")));
        var expected = json.RootElement.GetProperty(name);

        Assert.Equal(
            expected.GetProperty("state").EnumerateArray().Select(entry => $"{entry[0].GetString()} {Text(entry[1].EnumerateArray().Select(n => n.GetInt64()))}"),
            FormulaWeights.Entries(network).Select(entry => $"{entry.Key} {Text(entry.Value.shape)}"));
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), network.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData("resnet18", false)]
    [InlineData("resnet18", true)]
    [InlineData("vgg16", true)]
    public void Logits_loss_and_image_gradient_are_the_references(string name, bool channelsLast)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Load(name + ".safetensors");
        using var network = Build(name);
        FormulaWeights.Fill(network);
        network.eval();
        network.requires_grad_(false);
        network.to(channelsLast ? memory_format.channels_last : memory_format.contiguous_format);
        var input = golden["input"].requires_grad_();

        var logits = network.call(input + 0.5);
        var loss = functional.cross_entropy(logits, tensor(new long[] { 3, 7 }));
        loss.backward();

        Close(golden["logits"], logits.detach());
        Close(golden["loss"], loss.detach().reshape(1));
        Close(golden["input_gradient"], input.grad!);
    }

    [Fact]
    public void The_small_networks_have_as_many_weights_as_their_card_says()
    {
        using var residual = ResidualNetwork.Mini(3, 10, 16);
        using var plain = new PlainConvNetwork(3, 10, 16);

        Assert.Equal(78_042, residual.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(61_338, plain.parameters().Sum(parameter => parameter.numel()));
    }

    private static Module<Tensor, Tensor> Build(string name) => name switch
    {
        "resnet18" => ResidualNetwork.ResNet18(3, 10),
        "resnet50" => ResidualNetwork.ResNet50(3, 10),
        "vgg16" => new VggNetwork(3, 10),
        "densenet121" => new DenseNetwork(3, 10, Stem.Imagenet),
        _ => ResidualNetwork.WideResNet34x10(3, 10),
    };

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    private static void Close(Tensor expected, Tensor actual)
    {
        double error = ((expected - actual).norm() / expected.norm()).ToDouble();
        Assert.True(error <= 1e-4, $"relative error {error:g3}");
    }
}
