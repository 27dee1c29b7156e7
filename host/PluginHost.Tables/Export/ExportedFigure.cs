namespace PluginHost.Tables.Export;

/// <summary>A drawn figure that is exported with an experiment.</summary>
/// <param name="Title">What stands for it where it cannot be seen.</param>
/// <param name="Png">Its PNG file.</param>
/// <param name="Svg">Its SVG file.</param>
public sealed record ExportedFigure(string Title, string Png, string Svg)
{
    internal IEnumerable<string> Files => [Png, Svg];
}
