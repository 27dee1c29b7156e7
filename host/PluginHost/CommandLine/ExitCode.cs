namespace PluginHost.CommandLine;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Some cells failed, or something went wrong while running.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the recipe is wrong; nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>Nobody reads the output any more: 128 + SIGPIPE, as shells have it.</summary>
    public const int OutputClosed = 141;

    /// <summary>Stopped by Ctrl-C or SIGTERM: 128 + SIGINT, as shells have it.</summary>
    public const int Stopped = 130;
}
