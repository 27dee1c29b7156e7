using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Tests;

public sealed class FilterCompletionTests
{
    private static readonly string[] Names = ["noise", "noise.method", "noise.radius", "train.radius", "seed", "test-accuracy", "tags", "filter"];

    // The cursor stands at |.
    [Theory]
    [InlineData("|", 0, CompletionKind.Name, "accuracy filter noise noise.method noise.radius seed tags test-accuracy train.radius")]
    [InlineData("no|", 0, CompletionKind.Name, "noise noise.method noise.radius")]
    [InlineData("radi|", 0, CompletionKind.Name, "noise.radius train.radius")]
    [InlineData("acc|", 0, CompletionKind.Name, "accuracy test-accuracy")]
    [InlineData("xyz|", 0, CompletionKind.Name, "")]
    [InlineData("seed |", 5, CompletionKind.Operator, "== != < <= > >= ~ in")]
    [InlineData("noise |", 6, CompletionKind.Operator, "== != ~ in")]
    [InlineData("seed <|", 6, CompletionKind.Value, "0 1 2")]
    [InlineData("seed =|", 5, CompletionKind.Operator, "==")]
    [InlineData("seed i|", 5, CompletionKind.Operator, "in")]
    [InlineData("noise == |", 9, CompletionKind.Value, "\"REM 8-4\" clean rem")]
    [InlineData("noise == r|", 9, CompletionKind.Value, "\"REM 8-4\" rem")]
    [InlineData("noise == \"RE|", 9, CompletionKind.Value, "\"REM 8-4\" rem")]
    [InlineData("noise==|", 7, CompletionKind.Value, "\"REM 8-4\" clean rem")]
    [InlineData("accuracy > |", 11, CompletionKind.Value, "12.50 80.00")]
    [InlineData("seed in |", 8, CompletionKind.Operator, "(")]
    [InlineData("seed in (|", 9, CompletionKind.Value, "0 1 2")]
    [InlineData("seed in (0, |", 12, CompletionKind.Value, "0 1 2")]
    [InlineData("seed in (0, 1) |", 15, CompletionKind.Operator, "&& ||")]
    [InlineData("seed == 1 |", 10, CompletionKind.Operator, "&& ||")]
    [InlineData("seed == 1 &|", 10, CompletionKind.Operator, "&&")]
    [InlineData("seed == 1 && no|", 13, CompletionKind.Name, "noise noise.method noise.radius")]
    [InlineData("!(seed == 1 or fi|", 15, CompletionKind.Name, "filter")]
    [InlineData("no|ise == rem", 0, CompletionKind.Name, "noise noise.method noise.radius")]
    [InlineData("filter == |", 10, CompletionKind.Value, "")]
    public void Words_fit_the_place_of_the_cursor(string marked, int from, CompletionKind kind, string words)
    {
        int cursor = marked.IndexOf('|', StringComparison.Ordinal);

        var completion = FilterCompletion.At(marked.Remove(cursor, 1), cursor, Names, ValuesOf);

        Assert.Equal((from, cursor - from, kind), (completion.From, completion.Length, completion.Kind));
        Assert.Equal(words, string.Join(' ', completion.Words));
    }

    [Fact]
    public void Every_place_of_every_filter_has_an_answer()
    {
        const string filter = "!(noise == \"REM 8-4\" && seed in (0, 1)) || test-accuracy >= 50% and # tags";

        for (int i = 0; i <= filter.Length; i++)
        {
            var completion = FilterCompletion.At(filter, i, Names, ValuesOf);
            Assert.Equal(i, completion.From + completion.Length);
        }
    }

    private static IEnumerable<OptionValue> ValuesOf(string name) => name switch
    {
        "noise" => ["REM 8-4", "clean"],
        "noise.method" => ["rem", "clean"],
        "seed" => [2, 0, 1],
        "test-accuracy" => [0.8, 0.125],
        _ => [],
    };
}
