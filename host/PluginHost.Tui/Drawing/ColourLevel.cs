namespace PluginHost.Tui.Drawing;

/// <summary>How many colours a terminal has.</summary>
public enum ColourLevel
{
    None,
    Sixteen,
    Palette256,
    True,
}

/// <summary>Finds out how many colours may be used.</summary>
public static class ColourLevels
{
    /// <summary>
    /// By the usual variables: a NO_COLOR that is not empty means none; FORCE_COLOR means at least 16 (its value 2 or 3: 256 or
    /// true colour; 0: none); else COLORTERM and TERM tell.
    /// </summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static ColourLevel From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (!string.IsNullOrEmpty(variable("NO_COLOR")))
        {
            return ColourLevel.None;
        }

        var told = OfTerminal(variable("TERM") ?? "", variable("COLORTERM") ?? "");
        return variable("FORCE_COLOR") switch
        {
            null or "" => told,
            "0" or "false" => ColourLevel.None,
            "2" => ColourLevel.Palette256,
            "3" => ColourLevel.True,
            _ => told == ColourLevel.None ? ColourLevel.Sixteen : told,
        };
    }

    private static ColourLevel OfTerminal(string term, string colours) => (term, colours) switch
    {
        ("" or "dumb", _) => ColourLevel.None,
        (_, "truecolor" or "24bit") => ColourLevel.True,
        _ when term.EndsWith("-direct", StringComparison.Ordinal) => ColourLevel.True,
        _ when term.Contains("256", StringComparison.Ordinal) => ColourLevel.Palette256,
        ("foot" or "alacritty" or "wezterm" or "xterm-kitty" or "xterm-ghostty", _) => ColourLevel.Palette256,
        _ when term.StartsWith("vt", StringComparison.Ordinal) => ColourLevel.None,
        _ => ColourLevel.Sixteen,
    };
}
