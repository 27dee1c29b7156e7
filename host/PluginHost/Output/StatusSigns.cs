using PluginHost.Store.Records;

namespace PluginHost.Output;

/// <summary>How things stand, as a sign and a word: never by a sign or a colour alone.</summary>
internal static class StatusSigns
{
    /// <summary>For example <c>✓ done</c>, or <c>+ done</c> in ASCII.</summary>
    public static string Of(RunState state, bool ascii)
    {
        var (sign, plain) = state switch
        {
            RunState.Done => ('✓', '+'),
            RunState.Running => ('…', '>'),
            RunState.Stopped => ('■', '='),
            RunState.Failed => ('✗', 'x'),
            _ => ('?', '?'),
        };
        return $"{(ascii ? plain : sign)} {Word(state)}";
    }

    /// <summary>The word alone, as filters have it.</summary>
    public static string Word(RunState state) => state.ToString().ToLowerInvariant();
}
