using System.Collections.Immutable;
using PluginHost.Running.Live;

namespace PluginHost.Screens.Loop;

/// <summary>What a command of this program says, for screens that show it.</summary>
internal static class OwnOutput
{
    /// <summary>Runs a command in a process of its own, which ends when the work is cancelled.</summary>
    /// <param name="arguments">The words after <c>pluginhost</c>.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <returns>Its lines, warnings and errors first.</returns>
    public static ImmutableArray<string> Of(IEnumerable<string> arguments, CancellationToken cancel)
    {
        string text = OwnProgram.Run(Directory.GetCurrentDirectory(), arguments, cancel);
        return [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')];
    }
}
