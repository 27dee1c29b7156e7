using PluginHost.Loading.Metadata;

namespace PluginHost.Loading;

/// <summary>What became of a plugin that was found.</summary>
public enum PluginState
{
    /// <summary>It can be used.</summary>
    Ready,

    /// <summary>plugins.json switches it off; none of its code has run.</summary>
    Disabled,

    /// <summary>Another file, which loads, has the plugin in a newer version (or the same, and came before).</summary>
    Superseded,

    /// <summary>It cannot be used; the reason says why.</summary>
    Failed,

    /// <summary>Its source lies there, and no folder has what a build of it gives.</summary>
    NotBuilt,
}

/// <summary>What states are called for people.</summary>
public static class PluginStateWords
{
    /// <summary>The state's word or words: ready, disabled, superseded, failed, not built.</summary>
    public static string Word(this PluginState state) =>
        state == PluginState.NotBuilt ? "not built" : state.ToString().ToLowerInvariant();
}

/// <summary>A plugin that was found, or a file that should hold plugins and does not, and what became of it.</summary>
/// <param name="State">Whether it can be used.</param>
/// <param name="File">The full path of its file.</param>
/// <param name="Identity">Which plugin it is; null when that cannot be read.</param>
/// <param name="Reason">Why it cannot be used, in one line; empty when it can.</param>
/// <param name="Mend">What to do about it, in one line; may be empty.</param>
public sealed record PluginReport(PluginState State, string File, PluginIdentity? Identity, string Reason, string Mend)
{
    /// <summary>One line, such as <c>noise plugin 'rem' failed: …; … (/path/Noise.Rem.dll)</c>.</summary>
    public override string ToString()
    {
        string name = Identity is null ? Path.GetFileName(File) : $"{Identity.Kind.Word()} plugin '{Identity.Id}' {Identity.Version}";
        if (State == PluginState.Ready)
        {
            return $"{name} is ready ({File})";
        }

        string mend = Mend.Length > 0 ? $"; {Mend}" : "";
        string became = State == PluginState.Failed ? "failed" : $"is {State.Word()}";
        return $"{name} {became}: {Reason}{mend} ({File})";
    }
}
