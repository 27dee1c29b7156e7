using System.Globalization;
using System.Text.RegularExpressions;
using PluginHost.Engine.Running;

namespace PluginHost.Recipes.Tests.Guards;

/// <summary>One run of good cells among bad ones: a bad plugin harms its own cell alone, and is named.</summary>
public sealed partial class BadPluginsTests
{
    /// <summary>Cells that fail.</summary>
    private static readonly CellSpec[] s_failing =
    [
        .. ((string[])
        [
            "loud", "boundless", "not-a-number", "misshapen", "silent", "half", "elsewhere", "throwing",
            "throwing-late", "unspeakable", "giving-up", "relabelling", "closing", "painting",
        ]).Select(BadPlugins.Noise),
        .. ((string[])
        [
            "absent", "narrow", "infinite", "deciding", "unteachable", "overwriting", "stumbling", "mismatched",
        ]).Select(BadPlugins.Model),
        .. ((string[])["cropping", "glaring", "dividing", "flat"]).Select(BadPlugins.Augmentation),
        .. ((string[])["floating", "shrinking", "empty-handed", "threading"]).Select(BadPlugins.Filter),
    ];

    /// <summary>Cells that come to their end in spite of a fault, which notices tell.</summary>
    private static readonly CellSpec[] s_noticed =
        [BadPlugins.Noise("meddling"), BadPlugins.Noise("leaking"), BadPlugins.Augmentation("hoarding")];

    [Fact]
    public void Bad_plugins_fail_their_own_cells_by_name_and_change_no_number_of_the_good_ones()
    {
        using var clean = new TempFolder();
        using var mixed = new TempFolder();
        var expected = BadPlugins.Run(clean, BadPlugins.Good);

        var ran = BadPlugins.Run(mixed, Mixed());

        Assert.Empty(expected.Faults);
        Assert.All(BadPlugins.Good, cell => Assert.Equal(Numbers(expected, cell), Numbers(ran, cell)));
        Assert.All(BadPlugins.Good, cell => Assert.Equal(Weights(clean, cell), Weights(mixed, cell)));
        Assert.Equal(BadPlugins.Good.Concat(s_noticed).ToHashSet(), ran.Finished.Keys.ToHashSet());
        Assert.All(s_failing, cell => Assert.IsType<PluginException>(ran.Faults[cell]));
        Snapshot.Match(Lines(s_failing.Select(cell => ran.Faults[cell].Message)), "faults");
        Snapshot.Match(Lines(ran.Notices), "notices");
    }

    [Fact]
    public void What_a_bad_plugin_changed_for_the_process_is_put_back()
    {
        using var store = new TempFolder();
        var before = Settings();

        BadPlugins.Run(store, [BadPlugins.Noise("meddling"), BadPlugins.Model("unteachable")]);

        Assert.Equal(before, Settings());
        Assert.Null(Autocast.Innermost);
    }

    [Fact]
    public void The_details_of_a_fault_can_be_told_even_when_the_thrown_exception_cannot()
    {
        using var store = new TempFolder();
        var cell = BadPlugins.Noise("unspeakable");

        string details = $"{BadPlugins.Run(store, [cell]).Faults[cell]}";

        Assert.Contains("noise unspeakable 1.2.0 throws UnspeakableException", details, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constructor_that_fails_is_told_with_its_place()
    {
        var use = new PluginUse("fragile").With("weight", 0);

        var error = Assert.Throws<PluginUseException>(() => BadPlugins.Catalogue.Resolve(PluginKind.Filter, use));

        Assert.Matches(
            @"^filter fragile 1\.2\.0 throws DivideByZeroException: .* \(BadImages\.cs:\d+\)$", error.Message);
    }

    /// <summary>The good cells among the others, so that each has bad ones before it.</summary>
    private static IEnumerable<CellSpec> Mixed()
    {
        CellSpec[] bad = [.. s_noticed, .. s_failing];
        int share = (bad.Length + BadPlugins.Good.Count - 1) / BadPlugins.Good.Count;
        return bad.Chunk(share).Zip(BadPlugins.Good, (before, good) => before.Append(good)).SelectMany(cells => cells);
    }

    private static string Numbers(BadPlugins.Ran ran, CellSpec cell)
    {
        var finished = ran.Finished[cell];
        var metrics = finished.Metrics.Where(metric => !metric.Key.EndsWith("seconds", StringComparison.Ordinal));
        var curves = finished.Curves
            .SelectMany(curve => curve.Value.Values, (curve, value) => KeyValuePair.Create(curve.Key, value));
        return string.Join('\n', metrics.Concat(curves).Select(number => $"{number.Key} {number.Value:R}"));
    }

    private static byte[] Weights(TempFolder store, CellSpec cell) =>
        File.ReadAllBytes(Worker.ModelFile(store.Path, BadPlugins.Planned(cell).Key));

    private static object Settings() => (
        get_num_threads(), is_grad_enabled(), get_default_dtype(), CultureInfo.CurrentCulture,
        Directory.GetCurrentDirectory(), Console.Out);

    /// <summary>A line each, and none has more; the numbers of source lines stay out.</summary>
    private static string Lines(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        Assert.All(all, line => Assert.DoesNotContain('\n', line));
        return string.Join('\n', all.Select(line => SourceLine().Replace(line, ".cs:LINE)")));
    }

    [GeneratedRegex(@"\.cs:\d+\)")]
    private static partial Regex SourceLine();
}
