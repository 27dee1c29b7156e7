using PluginHost.Engine.Training;

namespace PluginHost.Engine.Tests.Training;

public sealed class WeightsFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weights_come_back_from_a_file_with_and_without_batch_counters(bool counters)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        using SmallNet from = Seeded(1), to = Seeded(2);
        string file = Save(folder, from, entry => counters || !entry.EndsWith("num_batches_tracked", StringComparison.Ordinal));

        WeightsFile.Load(to, WeightsFile.Of(file), "small");

        Assert.All(from.parameters().Zip(to.parameters()), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
    }

    [Fact]
    public void Wrong_names_and_shapes_are_told_with_the_file_and_the_model()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        using var net = Seeded(1);
        string lacking = Save(folder, net, entry => entry != "linear.bias");
        string Error(string file) => Assert.Throws<EngineException>(() => WeightsFile.Load(net, WeightsFile.Of(file), "small")).Message;

        Assert.StartsWith($"the weights {lacking} do not fit the model small: it lacks linear.bias;", Error(lacking), StringComparison.Ordinal);
        string foreign = folder["foreign.safetensors"];
        Safetensors.Save(foreign, new Dictionary<string, Tensor>(net.state_dict()) { ["extra"] = zeros(1) });
        Assert.Contains("it has, and the model has not, extra;", Error(foreign), StringComparison.Ordinal);
        string wide = folder["wide.safetensors"];
        Safetensors.Save(wide, new Dictionary<string, Tensor>(net.state_dict()) { ["linear.bias"] = zeros(100) });
        Assert.Contains("shapes differ: linear.bias (100) for (10);", Error(wide), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_damaged_or_changed_is_refused()
    {
        using var folder = new TempFolder();
        using var net = Seeded(1);
        string file = folder.Write("weights.safetensors", "this is no tensor");
        var planned = WeightsFile.Of(file);

        Assert.Contains("cannot be read", Assert.Throws<EngineException>(() => WeightsFile.Load(net, planned, "small")).Message, StringComparison.Ordinal);
        File.AppendAllText(file, ".");
        Assert.Contains("changed after", Assert.Throws<EngineException>(() => WeightsFile.Load(net, planned, "small")).Message, StringComparison.Ordinal);
        Assert.Contains("nothing.safetensors cannot be read", Assert.Throws<EngineException>(() => WeightsFile.Of(folder["nothing.safetensors"])).Message, StringComparison.Ordinal);
    }

    private static SmallNet Seeded(long seed)
    {
        manual_seed(seed);
        return new SmallNet();
    }

    private static string Save(TempFolder folder, SmallNet net, Func<string, bool> keep)
    {
        string file = folder[$"{Guid.NewGuid():N}.safetensors"];
        Safetensors.Save(file, net.state_dict().Where(entry => keep(entry.Key)).ToDictionary());
        return file;
    }
}
