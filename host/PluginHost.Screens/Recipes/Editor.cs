using System.Collections.Immutable;
using PluginHost.Running.Requests;

namespace PluginHost.Screens.Recipes;

/// <summary>The user's editor: the program that VISUAL or EDITOR names, else one that most systems have.</summary>
internal static class Editor
{
    private static readonly string[] Usual = ["nano", "vi"];

    /// <summary>The command of the editor; empty when there is none.</summary>
    /// <param name="variable">The value of a variable of the environment.</param>
    /// <param name="exists">Whether there is a file.</param>
    /// <exception cref="UsageException">A quotation mark in a variable is not closed.</exception>
    public static ImmutableArray<string> Command(Func<string, string?> variable, Func<string, bool> exists)
    {
        string?[] values = [variable("VISUAL"), variable("EDITOR")];
        string? named = values.FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        if (named is not null)
        {
            return StartForm.Words(named);
        }

        string[] folders = (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. Usual.Where(name => folders.Any(folder => exists(Path.Combine(folder, name)))).Take(1)];
    }
}
