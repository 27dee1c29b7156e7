using System.Collections.Immutable;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>What a run printed into its log file.</summary>
/// <param name="Id">The run.</param>
/// <param name="Lines">All of it.</param>
internal sealed record PrintedLog(string Id, ImmutableArray<string> Lines);

/// <summary>A log in lines of a width, kept so that a long one is not broken into lines for every frame.</summary>
/// <param name="Source">What was said.</param>
/// <param name="Width">How wide the lines may be.</param>
/// <param name="Lines">The lines.</param>
internal sealed record WrappedLog(ImmutableArray<string> Source, int Width, IReadOnlyList<Line> Lines)
{
    public static WrappedLog None { get; } = new([], 0, []);

    /// <summary>
    /// The log of the chosen run: all that it printed where that is kept, else the last lines that it told.
    /// </summary>
    public static ImmutableArray<string> SourceOf(RunsScreen screen)
    {
        if (screen.Chosen is not { } run)
        {
            return screen.Unborn;
        }

        return screen.Printed is { Lines.IsEmpty: false } printed && printed.Id == run.Id
            ? printed.Lines
            : run.Live?.Log ?? [];
    }

    /// <summary>The same, of the run that is chosen now.</summary>
    public WrappedLog Of(RunsScreen screen)
    {
        var (source, width) = (SourceOf(screen), screen.Size.Width);
        return source == Source && width == Width
            ? this
            : new WrappedLog(source, width, [.. source.SelectMany(line => RunFailures.Wrap(line, width, Tone.Text))]);
    }
}
