using PluginHost.Recipes.LiveConsole;

namespace PluginHost.Screens.Tests.LiveConsole;

public sealed class ConsoleSessionTest
{
    private static readonly ConsoleSession Session =
        new(new ConsoleHost("/nowhere", () => throw new InvalidOperationException("no plugins in tests")));

    [Theory]
    [InlineData("var x = 3", "var x = 3;")]
    [InlineData("1 + 2", "1 + 2")]
    [InlineData("for (int i = 0; i < 3; i++)", null)]
    [InlineData("if (true) {", null)]
    public void A_missing_semicolon_is_forgiven_and_an_open_brace_is_not(string typed, string? whole) =>
        Assert.Equal(whole, ConsoleSession.Whole(typed));

    [Fact]
    public void What_a_line_declares_is_there_for_the_next_one()
    {
        Assert.Empty(Session.Run("var kept = new List<int> { 3, 4 };", CancellationToken.None).Lines);

        Assert.Equal(["7"], Session.Run("kept.Sum()", CancellationToken.None).Lines);
        Assert.Equal(["[0] 3", "[1] 4"], Session.Run("kept", CancellationToken.None).Lines);
        Assert.Equal(["Sum"], Session.Complete("kept.Su").Names.Where(name => name == "Sum"));
        Assert.Contains("kept", Session.Complete("ke").Names);
        Assert.Contains("Results", Session.Complete("Res").Names);
    }

    [Theory]
    [InlineData("nothing.here", "CS0103")]
    [InlineData("int.Parse(\"x\")", "FormatException")]
    [InlineData("1 +", "CS1733")]
    public void What_is_wrong_is_told_in_one_line(string code, string told)
    {
        var answer = Session.Run(code, CancellationToken.None);

        Assert.True(answer.IsError);
        Assert.StartsWith(told, Assert.Single(answer.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_never_ends_is_ended()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.ThrowsAny<OperationCanceledException>(() => Session.Run("while (true) { }", stop.Token));
        Assert.Equal(["2"], Session.Run("1 + 1", CancellationToken.None).Lines);
    }

    [Fact]
    public void Small_tensors_are_printed_with_their_values() => Assert.Equal(
        ["[2x2], type = Float32, device = cpu", "  0 0", "  0 0"],
        Session.Run("zeros(2, 2)", CancellationToken.None).Lines);
}
