using PluginHost.Engine.Planning;

namespace PluginHost.Running.Planning;

/// <summary>A cell that is not run again by itself: it took its worker process down too often.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Why">How it ended the last time, in one line.</param>
public sealed record SetAside(PlannedCell Cell, string Why)
{
    /// <summary>How many times in a row.</summary>
    public const int After = 2;

    /// <summary>What becomes of such a cell, and how to have it run.</summary>
    public const string How = "it is set aside, and run again with --retry or --force";
}
