using System.Text;
using PluginHost.CommandLine;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

/// <summary>Screens without a terminal: messages in, frames as text out.</summary>
internal static class Drawn
{
    private static readonly Size[] Sizes = [new(80, 22), new(120, 28), new(200, 48)];

    public static Look Plain { get; } = new(ColourLevel.None, Symbols.Unicode);

    public static Look Coloured { get; } = new(ColourLevel.Palette256, Symbols.Unicode);

    /// <summary>Settings whose folders need not exist.</summary>
    public static Settings Settings(string store = "/nowhere/experiments/store") =>
        new("/nowhere", store, "/nowhere/data", null, Verbose: false, Plain: false, Json: false);

    /// <summary>The screen after messages; its effects are not done.</summary>
    public static T After<T>(T screen, params IEnumerable<Message> messages)
        where T : IScreen => messages.Aggregate(screen, (current, message) => (T)current.Do(message).Screen);

    /// <summary>As a user calls actions one after the other.</summary>
    public static T Calling<T>(T screen, params IEnumerable<string> actions)
        where T : IScreen => After(screen, actions.Select(action => new ActionCalled(action)));

    /// <summary>As a user types.</summary>
    public static T Typing<T>(T screen, string text)
        where T : IScreen => After(screen, text.Select(character => new KeyTyped(character == '\n' ? new Key(KeyName.Enter) : new Key(character))));

    /// <summary>One frame as text.</summary>
    public static string Frame(IScreen screen, Size size, Look? look = null) => Tui.Drawing.Frame.Of(screen.Draw(size, look ?? Plain), size).ToString();

    /// <summary>The frames at 80, 120 and 200 columns, without colours and with them, and the linear form.</summary>
    public static string Everywhere(IScreen screen)
    {
        var text = new StringBuilder();
        foreach (var size in Sizes)
        {
            var sized = screen.Do(new Resized(size)).Screen;
            text.Append($"=== {size.Width} x {size.Height}\n").Append(Frame(sized, size));
            text.Append($"=== {size.Width} x {size.Height}, 256 colours\n").Append(Codes(sized, size)).Append('\n');
        }

        text.Append($"=== ASCII, 80 x 22\n").Append(Frame(screen.Do(new Resized(Sizes[0])).Screen, Sizes[0], new Look(ColourLevel.None, Symbols.Ascii)));
        return text.Append("=== linear\n").AppendJoin('\n', screen.Linear()).Append('\n').ToString();
    }

    /// <summary>Escape codes with a visible sign for the escape, a line a row, spaces at their ends left out.</summary>
    private static string Codes(IScreen screen, Size size)
    {
        var frame = Tui.Drawing.Frame.Of(screen.Draw(size, Coloured), size);
        string codes = new AnsiFrames(ColourLevel.Palette256).Difference(null, frame);
        return string.Join('\n', codes.Replace("\e[", "⟨", StringComparison.Ordinal).Split('\n'))
            .Replace(";1H", "H\n", StringComparison.Ordinal);
    }
}
