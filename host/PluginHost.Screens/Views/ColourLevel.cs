namespace PluginHost.Screens.Views;

/// <summary>How many colours may be used.</summary>
public enum ColourLevel
{
    /// <summary>The terminal's own colours alone; bold, underlined and reversed say the rest.</summary>
    None,

    Sixteen,

    /// <summary>Colours by red, green and blue. Terminals of 256 colours take the nearest they have.</summary>
    True,
}

/// <summary>Finds out how many colours may be used.</summary>
internal static class ColourLevels
{
    /// <summary>
    /// By the usual variables: a NO_COLOR that is not empty means none; FORCE_COLOR means at least 16 (its value 2 or
    /// 3: all; 0: none); else COLORTERM and TERM tell.
    /// </summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static ColourLevel From(Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(variable("NO_COLOR")))
        {
            return ColourLevel.None;
        }

        bool isTmux = !string.IsNullOrEmpty(variable("TMUX"));
        var told = OfTerminal(variable("TERM") ?? "", variable("COLORTERM") ?? "", isTmux);
        return variable("FORCE_COLOR") switch
        {
            null or "" => told,
            "0" or "false" => ColourLevel.None,
            "2" or "3" => ColourLevel.True,
            _ => told == ColourLevel.None ? ColourLevel.Sixteen : told,
        };
    }

    private static ColourLevel OfTerminal(string term, string colours, bool isTmux) => (term, colours) switch
    {
        ("" or "dumb", _) => ColourLevel.None,
        (_, "truecolor" or "24bit") => ColourLevel.True,
        _ when term.EndsWith("-direct", StringComparison.Ordinal) => ColourLevel.True,
        // GNU screen misreads colours by red, green and blue; tmux, which may have the same name, does not.
        _ when term.StartsWith("screen", StringComparison.Ordinal) && !isTmux => ColourLevel.Sixteen,
        _ when term.Contains("256", StringComparison.Ordinal) => ColourLevel.True,
        ("foot" or "alacritty" or "wezterm" or "xterm-kitty" or "xterm-ghostty", _) => ColourLevel.True,
        _ when term.StartsWith("vt", StringComparison.Ordinal) => ColourLevel.None,
        _ => ColourLevel.Sixteen,
    };
}
