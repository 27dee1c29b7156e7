using System.Collections.Immutable;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Results;

/// <summary>What a command said, such as why a cell would be run again.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Said">Its lines.</param>
internal sealed record ReportPane(string Name, ImmutableArray<string> Said) : LinesPane
{
    public override string Title => Name;

    public override IReadOnlyList<Line> Lines(int width, Symbols symbols) =>
        [.. Said.SelectMany(line => Wrapped.Of(line, width))];

    public override string Export(string format) =>
        new Sheet(["line"], [.. Said.Select(line => ImmutableArray.Create(line))]).Write(format);

    public override IEnumerable<string> Linear() => Said.Prepend(Name);
}
