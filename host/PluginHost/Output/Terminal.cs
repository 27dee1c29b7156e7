using PluginHost.CommandLine;

namespace PluginHost.Output;

/// <summary>Decides what the standard output may be sent.</summary>
internal static class Terminal
{
    /// <summary>
    /// Whether lines may be drawn over and coloured: only on a terminal that can, and when nobody asked for plain text.
    /// </summary>
    public static bool IsLive(Settings settings) =>
        !settings.Plain
        && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>The terminal's width, or another where the output is none or does not tell.</summary>
    public static int Width(int otherwise) => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : otherwise;
}
