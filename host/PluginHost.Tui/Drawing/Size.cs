namespace PluginHost.Tui.Drawing;

/// <summary>So many columns and lines.</summary>
public readonly record struct Size(int Width, int Height);
