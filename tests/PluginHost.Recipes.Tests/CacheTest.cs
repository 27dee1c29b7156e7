using System.Diagnostics;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

public sealed class CacheTest : IDisposable
{
    private const string Child = "PLUGINHOST_TEST_KEPT_RECIPE";
    private const string Text = "#load \"part.csx\"\nPrint(value); Experiment(\"x\").Data(\"shapes\").Train(\"conv-mini\", Plain);";
    private readonly RecipeBench _bench = new();

    public CacheTest() => _bench.Write("part.csx", "int value = 1;");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_unchanged_recipe_is_compiled_once()
    {
        using var first = _bench.Open(Text);
        using var second = _bench.Reopen(first.File);

        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.Equal(first.Expand(new RecipeInputs())[0].Cells, second.Expand(new RecipeInputs())[0].Cells);
        Assert.Equal(first.SourceSha256, second.SourceSha256);
    }

    [Fact]
    public void A_changed_text_or_a_changed_loaded_file_is_compiled_again()
    {
        using var first = _bench.Open(Text);
        using var changed = _bench.Open(Text + "\n// more");
        _bench.Write("part.csx", "int value = 2;");
        using var loaded = _bench.Reopen(first.File);

        loaded.Expand(new RecipeInputs { Output = _bench.Output });

        Assert.Equal((false, false), (changed.FromCache, loaded.FromCache));
        Assert.Equal("2" + Environment.NewLine, _bench.Output.ToString());
    }

    [Fact]
    public void Other_plugin_functions_are_compiled_again()
    {
        using var first = _bench.Open(Text);
        var fewer = new DeclaredPlugins([typeof(ConvModel), typeof(LargeModel), typeof(Mirror)]);
        using var second = new RecipeCompiler(_bench.Cache, fewer).Open(first.File);

        Assert.False(second.FromCache);
    }

    [Fact]
    public void A_damaged_file_of_the_cache_is_compiled_again()
    {
        using var first = _bench.Open(Text);
        string kept = Assert.Single(Directory.GetFiles(_bench.Cache));
        byte[] bytes = File.ReadAllBytes(kept);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(kept, bytes);
        using var second = _bench.Reopen(first.File);
        File.WriteAllBytes(kept, bytes[..10]);
        using var third = _bench.Reopen(first.File);
        using var fourth = _bench.Reopen(first.File);

        Assert.Equal((false, false, true), (second.FromCache, third.FromCache, fourth.FromCache));
    }

    [Fact]
    public void Errors_of_a_kept_recipe_still_have_their_line()
    {
        using var first = _bench.Open("\nvar x = int.Parse(\"x\");");
        using var second = _bench.Reopen(first.File);

        Assert.True(second.FromCache);
        Assert.Contains("recipe.csx(2,9)", Assert.Throws<RecipeException>(() => second.Expand(new RecipeInputs())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_recipe_runs_without_the_compiler()
    {
        if (Environment.GetEnvironmentVariable(Child) is { } file)
        {
            using var kept = new RecipeCompiler(Path.Combine(Path.GetDirectoryName(file) ?? "", "cache"), DeclaredPlugins.Small).Open(file);
            Assert.True(kept.FromCache);
            Assert.Single(kept.Expand(new RecipeInputs()));
            Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true);
            return;
        }

        using var first = _bench.Open(Text);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(CacheTest).Assembly.Location, "-noColor", "-method", "*." + nameof(A_kept_recipe_runs_without_the_compiler) },
            Environment = { [Child] = first.File },
            RedirectStandardOutput = true,
        };
        using var child = Process.Start(start) ?? throw new InvalidOperationException("no child process");
        string said = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(child.ExitCode == 0, said);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", said, StringComparison.Ordinal);
    }
}
