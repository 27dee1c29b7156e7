namespace PluginHost.Screens.Drawing;

/// <summary>How things stand; always shown as sign and word.</summary>
internal enum Status
{
    Ok,
    Failed,
    Running,
    Waiting,
    Stopped,
    Warning,
}
