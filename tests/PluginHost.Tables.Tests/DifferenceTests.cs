using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Differences;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Tests;

public sealed class DifferenceTests
{
    [Fact]
    public void Only_what_differs_is_told_of_two_specs()
    {
        var first = Samples.Spec("REM 8-4", 4);
        var second = Samples.Spec("REM 8-2", 4, seed: 1);

        var differences = SpecDifference.Between(first, second);

        Assert.Equal(
            [new Difference("noise", "REM 8-4", "REM 8-2"), new Difference("noise.adversarial-radius", 4, 2), new Difference("seed", 0, 1)],
            differences);
        Assert.Empty(SpecDifference.Between(first, first));
        Assert.All(SpecDifference.All(first, first), d => Assert.True(d.IsSame));
    }

    [Fact]
    public void Settings_that_are_no_fields_are_told_too()
    {
        var spec = Samples.Spec();
        var other = spec with { Training = spec.Training with { Schedule = spec.Training.Schedule with { WeightDecay = 0, DropAt = [50] } } };

        Assert.Equal(
            [new Difference("training.schedule.dropAt", "[40,80]", "[50]"), new Difference("training.schedule.weightDecay", 5e-4, 0)],
            SpecDifference.Between(spec, other));
    }

    [Fact]
    public void A_field_that_one_spec_lacks_is_none_there() => Assert.Contains(
        new Difference("filter", null, "mean"), SpecDifference.Between(Samples.Spec(), Samples.Spec(filter: "mean")));

    [Fact]
    public void Results_differ_in_numbers_and_in_where_they_come_from()
    {
        var first = Samples.Row(Samples.Spec(), 0.5);
        var second = Samples.Row(Samples.Spec(), 0.6, hash: "bbbbbbbbbbbb") with { Device = "cuda:0" };

        var difference = ResultDifference.Of(first, second).Differing();

        Assert.Empty(difference.Spec);
        Assert.Equal([new Difference("test-accuracy", 0.5, 0.6)], difference.Metrics);
        Assert.Equal(
            [new Difference("plugin model resnet18", "1.0.0 aaaaaaaaaaaa", "1.0.0 bbbbbbbbbbbb"), new Difference("device", "cpu", "cuda:0")],
            difference.Origins);
    }

    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", " a b c")]
    [InlineData("a\nb\nc", "a\nx\nc", " a-b+x c")]
    [InlineData("a\nb", "a\nb\nc\n", " a b+c")]
    [InlineData("a\nb\nc\nd", "b\nd", "-a b-c d")]
    [InlineData("", "a", "+a")]
    [InlineData("a\r\nb", "a\nb", " a b")]
    public void Texts_are_compared_line_by_line(string first, string second, string lines) =>
        Assert.Equal(lines, string.Concat(LineDifference.Of(first, second).Select(line => $"{line.Sign}{line.Text}")));

    [Fact]
    public void Compared_lines_give_both_texts_back()
    {
        var random = new Random(5);
        for (int i = 0; i < 200; i++)
        {
            string[] first = Lines(random), second = Lines(random);

            var compared = LineDifference.Of(string.Join('\n', first), string.Join('\n', second));

            Assert.Equal(first, compared.Where(line => line.Sign != '+').Select(line => line.Text));
            Assert.Equal(second, compared.Where(line => line.Sign != '-').Select(line => line.Text));
            Assert.Equal(Enumerable.Range(1, first.Length), compared.Where(line => line.First > 0).Select(line => line.First));
            Assert.Equal(Enumerable.Range(1, second.Length), compared.Where(line => line.Second > 0).Select(line => line.Second));
        }

        static string[] Lines(Random random) => [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "abc"[random.Next(3)].ToString())];
    }

    [Fact]
    public void Runs_are_compared_cell_by_cell_where_their_specs_are_not_the_same()
    {
        using var folder = new TempFolder();
        Samples.WriteRun(folder.Path, [Samples.Spec(), Samples.Spec("EM 8"), Samples.Spec(seed: 5)]);
        Samples.WriteRun(folder.Path, [Samples.Spec(iterations: 200), Samples.Spec("EM 8")], "20260201T000000-bbbbbb", "other");
        using var store = ResultStore.Open(folder.Path, notice => Assert.Fail(notice));

        var difference = RunDifference.Of(Whole(Samples.RunName), Whole("20260201T000000-bbbbbb"));

        Assert.Contains(new Difference("experiment", "quick", "other"), difference.About);
        Assert.All(difference.Environment, d => Assert.True(d.IsSame));
        Assert.All(difference.Recipe, line => Assert.Equal(' ', line.Sign));
        Assert.Equal([(true, true), (true, true), (true, false)], difference.Cells.Select(c => (c.First is not null, c.Second is not null)));
        Assert.Equal([false, true, false], difference.Cells.Select(c => c.IsSame));

        (RunRecord Run, IReadOnlyList<ResultRow> Results) Whole(string run) => (store.Run(run), store.Results(new ResultQuery { Run = run }));
    }
}
