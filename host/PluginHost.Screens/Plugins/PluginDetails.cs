using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Plugins;

/// <summary>What a plugin declares, and where it lies.</summary>
internal static class PluginDetails
{
    private const int Indent = 4, LeastHelp = 8;

    public static IReadOnlyList<Line> Of(PluginEntry plugin, int width)
    {
        var path = Wrapped.Of(Shown.Path(plugin.Report.File), width, Tone.Dim);
        return plugin.Info is { } info ? [.. Declared(info, width), Line.Empty, .. path] : [Line.Empty, .. path];
    }

    private static IEnumerable<Line> Declared(PluginInfo info, int width) =>
    [
        .. info.Summary.Length > 0 ? Wrapped.Of(info.Summary, width) : [],
        .. info.Source.Length > 0 ? Wrapped.Of(info.Source, width, Tone.Dim) : [],
        Line.Empty,
        .. info.Options.Count == 0 ? [Line.Of("no options", Tone.Dim)] : Array.Empty<Line>(),
        .. info.Options.SelectMany(option => Option(option, width)),
    ];

    /// <summary>Its name, symbol, default and range, and below them what it does.</summary>
    private static IEnumerable<Line> Option(OptionInfo option, int width)
    {
        string symbol = option.Symbol.Length > 0 ? $" ({option.Symbol})" : "";
        string unit = option.Unit.Length > 0 ? $", in {option.Unit}" : "";
        var line = Line.Of(option.Name, Tone.Accent) + Line.Of(symbol, Tone.Dim) + " = "
            + Line.Of(OptionText.Default(option), Tone.Strong)
            + Line.Of($"   {OptionText.Range(option)}{unit}", Tone.Dim);
        var help = Wrapped.Of(option.Help, Math.Max(LeastHelp, width - Indent));
        return [.. Wrapped.Hanging(line, width), .. help.Select(text => new string(' ', Indent) + text)];
    }
}
