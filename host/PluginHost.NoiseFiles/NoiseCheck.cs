namespace PluginHost.NoiseFiles;

/// <summary>How a check of a noise file ended.</summary>
public enum NoiseCheckOutcome
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It could not be looked at with what is at hand.</summary>
    Unknown,

    /// <summary>It can be used, and this is worth a look.</summary>
    Warning,

    /// <summary>It must not be used.</summary>
    Wrong,
}

/// <summary>One check of a noise file.</summary>
/// <param name="Name">What was looked at, in one word or two.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Finding">What was found, in one line; and how to mend it.</param>
public sealed record NoiseCheck(string Name, NoiseCheckOutcome Outcome, string Finding);
