using System.Text;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;
using PluginHost.TestKit.Fuzzing;

namespace PluginHost.Recipes.Tests;

/// <summary>What people type behind <c>--set</c> and give to plugins, with changes.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Values_of_set()
    {
        using var recipe = _bench.Open("""
            var width = Parameter("width", 16);
            var name = Parameter("name", "a");
            Experiment("x").Data("shapes").Noise(Em(8, steps: 3), Rem(8))
                .Train(Models.ResnetMini(width: width), Plain, AdversarialTraining(LInf, 4));
            """);
        string[] names =
        [
            "train-images", "test-images", "surrogate", "stand-in", "augmentation",
            "noise-iterations", "train-iterations", "batch-size",
            "learning-rate", "momentum", "weight-decay", "drop-at", "warm-up", "cool-down",
            "attack-steps", "attack-step-share", "test-every",
            "width", "name", "em.steps", "noise.step-size", "rem.note", "rem.radius",
        ];
        string[] values = ["7", "0.5", "all", "none", "resnet-mini", "cifar", "0.4,0.8", "8/255", "text", "true"];
        var samples = FuzzedParser.Texts(names.SelectMany(name => values, (name, value) => $"{name}={value}"));
        Check(new FuzzedParser("--set", samples, input =>
        {
            var set = Set(Encoding.UTF8.GetString(input));
            foreach (var plan in recipe.Expand(new RecipeInputs { Sets = [set] }))
            {
                _ = string.Join('\n', plan.Cells);
            }
        },
        typeof(RecipeException))
        {
            IsTyped = true,
            Tokens = FuzzedParser.Texts([.. names, .. values, "=", ",", "-", "e", "%", "∞"]),
        });
    }

    [Fact]
    public void Options_of_plugins()
    {
        var plugins = DeclaredPlugins.Real.Plugins.Where(plugin => plugin.Options.Count > 0).ToList();
        var samples = FuzzedParser.Texts(plugins.SelectMany(
            plugin => plugin.Options,
            (plugin, option) => $"{plugin.Identity.Kind}\n{plugin.Identity.Id}\n{option.Name}\n{option.Default}"));
        Check(new FuzzedParser("options", samples, input =>
        {
            string[] parts = [.. Encoding.UTF8.GetString(input).Split('\n'), "", "", ""];
            bool isKind = Enum.TryParse(parts[0], out PluginKind told) && Enum.IsDefined(told);
            var kind = isKind ? told : PluginKind.Noise;
            var use = new PluginUse(parts[1]);
            DeclaredPlugins.Real.Resolve(kind, use.With(parts[2], OptionValue.ParseNumber(parts[3])));
            DeclaredPlugins.Real.Resolve(kind, use.With(parts[2], parts[3]));
        },
        typeof(PluginUseException))
        {
            IsTyped = true,
            Tokens = FuzzedParser.Texts("\n", "-1", "0", "1e9", "1e308", "true", "8/255", "0.0001", "none"),
        });
    }

    /// <summary>What a text sets: the name before its first sign of equality, or else the width.</summary>
    private static KeyValuePair<string, string> Set(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
            : KeyValuePair.Create("width", text);
    }

    private void Check(FuzzedParser parser)
    {
        var result = parser.Check();
        output.WriteLine($"{result}");
        Assert.InRange(result.Refused, 1, result.Inputs - 1);
    }
}
