using System.Collections.Immutable;

namespace PluginHost.Screens.Runs;

/// <summary>The columns of the list of runs, by name.</summary>
internal static class RunColumn
{
    public const string State = "state", Recipe = "recipe", Preset = "preset", Cells = "cells", Failed = "failed",
        Time = "time", Left = "left", Started = "started", Device = "device", Id = "id", Now = "now";

    /// <summary>Space for the date besides the time of day.</summary>
    private const int DateWidth = 16;

    /// <summary>Columns are two cells apart, and the scroll bar takes one.</summary>
    private const int Gap = 2, ScrollBar = 1;

    private const int LeastName = 8, LeastNow = 18;

    /// <summary>All, in the order in which they stand.</summary>
    public static ImmutableArray<string> All { get; } =
        [State, Recipe, Preset, Cells, Failed, Time, Left, Started, Device, Now, Id];

    private static ImmutableArray<string> Always { get; } = [State, Recipe, Preset, Cells, Time, Started];

    /// <summary>Those that come in where there is room for them, the most useful first.</summary>
    private static ImmutableArray<string> More { get; } = [Failed, Now, Device, Id, Left];

    /// <summary>The columns that are seen, and how wide each is.</summary>
    /// <param name="width">How wide the list is.</param>
    /// <param name="longestName">The longest of the recipes' names.</param>
    public static ImmutableArray<(string Name, int Width)> Seen(int width, int longestName)
    {
        int name = Math.Clamp(longestName, LeastName, 40);
        // With a short name there may be room for what a long one would push out; it is cut then.
        int least = Math.Min(name, 16);
        bool isDated = width >= 100;
        var seen = Always.ToHashSet();
        int room = width - ScrollBar - Always.Sum(column => WidthOf(column, least, isDated) + Gap) + Gap;
        foreach (string column in More.TakeWhile(column => WidthOf(column, least, isDated) + Gap <= room))
        {
            seen.Add(column);
            room -= WidthOf(column, least, isDated) + Gap;
        }

        int longer = Math.Clamp(room, 0, name - least);
        int rest = Math.Max(0, room - longer);
        return [.. All.Where(seen.Contains).Select(Wide)];

        (string Name, int Width) Wide(string column) => column switch
        {
            Recipe => (column, Math.Max(LeastName, least + longer + Math.Min(0, room))),
            Now => (column, LeastNow + rest),
            _ => (column, WidthOf(column, least, isDated)),
        };
    }

    private static int WidthOf(string column, int name, bool isDated) => column switch
    {
        State => 11,
        Recipe => name,
        Preset or Failed or Device => 8,
        Cells => 9,
        Time => 13,
        Left => 9,
        Started => isDated ? DateWidth : 12,
        Now => LeastNow,
        Id => 22,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "not a column of runs"),
    };
}
