using PluginHost.TestKit.Fuzzing;

namespace PluginHost.Store.Tests;

/// <summary>What gives parsers changed inputs finds what it is there to find.</summary>
public sealed class FuzzedParserTests
{
    private static readonly IReadOnlyList<byte[]> s_samples = FuzzedParser.Texts("number=12 name=abc", "number=7");

    [Fact]
    public void An_exception_that_is_not_declared_is_told_with_its_input()
    {
        var parser = new FuzzedParser(
            "breaks", s_samples, input => _ = 1 / (input.Length % 50), typeof(FormatException));

        var error = Assert.Throws<FuzzException>(() => parser.Check(2_000));

        Assert.Contains(
            "no exception that the parser declares: DivideByZeroException; it is ",
            error.Message, StringComparison.Ordinal);
        Assert.IsType<DivideByZeroException>(error.InnerException);
    }

    [Fact]
    public void Memory_without_end_is_told()
    {
        var parser = new FuzzedParser("takes", s_samples, Take, typeof(FormatException));

        var error = Assert.Throws<FuzzException>(() => parser.Check(2_000));

        Assert.Contains("it asked for 512 MB", error.Message, StringComparison.Ordinal);

        static void Take(byte[] input)
        {
            byte[] taken = input.Length == 30 ? new byte[Bounded.MostBytes] : [];
            GC.KeepAlive(taken);
        }
    }

    [Fact]
    public void Control_characters_in_an_error_are_told()
    {
        var parser = new FuzzedParser(
            "speaks", s_samples, _ => throw new FormatException("\e[2J"), typeof(FormatException));

        var error = Assert.Throws<FuzzException>(() => parser.Check(1));

        Assert.Contains("control characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_inputs_are_the_same_every_time_the_samples_are_among_them_and_most_are_changed()
    {
        List<string> first = [], second = [];
        new FuzzedParser("same", s_samples, input => first.Add(Convert.ToHexString(input))).Check(500);
        new FuzzedParser("same", s_samples, input => second.Add(Convert.ToHexString(input))).Check(500);

        Assert.Equal(first, second);
        Assert.Equal(s_samples.Select(Convert.ToHexString), first[..2]);
        Assert.InRange(first.Distinct().Count(), 300, 500);
    }
}
