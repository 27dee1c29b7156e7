using System.Text;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;
using PluginHost.Screens.Views;

namespace PluginHost.Screens.Tests;

/// <summary>Tests whose windows share signs and colours, which Terminal.Gui has once a process.</summary>
[CollectionDefinition(nameof(WindowTests), DisableParallelization = true)]
public sealed class WindowTests;

/// <summary>Screens without a terminal: messages in, frames as text out.</summary>
internal static class Drawn
{
    private static readonly Size[] Sizes = [new(80, 24), new(120, 40), new(200, 50)];

    /// <summary>Without colours.</summary>
    public static Look Plain { get; } = new(ColourLevel.None, Theme.None, Symbols.Unicode);

    public static Look Coloured { get; } = new(ColourLevel.True, Theme.All[0], Symbols.Unicode);

    public static Look Ascii { get; } = new(ColourLevel.None, Theme.None, Symbols.Ascii);

    /// <summary>Places that need not exist.</summary>
    public static Places Places(string store = "/nowhere/experiments/store") =>
        new("/nowhere", store, "/nowhere/data", null);

    /// <summary>The screen after messages; its effects are not done.</summary>
    public static T After<T>(T screen, params IEnumerable<Message> messages)
        where T : IScreen => messages.Aggregate(screen, (current, message) => (T)current.Do(message).Screen);

    /// <summary>As a user calls actions one after the other.</summary>
    public static T Calling<T>(T screen, params IEnumerable<string> actions)
        where T : IScreen => After(screen, actions.Select(action => new ActionCalled(action)));

    /// <summary>One frame of a screen in its window, as text; what it asks for is not done.</summary>
    public static string Frame(IScreen screen, Size terminal, Look? look = null)
    {
        using var window = Show(screen, terminal, look ?? Plain);
        return window.Text;
    }

    /// <summary>
    /// The frames at 80, 120 and 200 columns, without colours and with them, in ASCII, and the linear form.
    /// </summary>
    public static string Everywhere(IScreen screen)
    {
        var text = new StringBuilder();
        foreach (var size in Sizes)
        {
            text.Append($"=== {size.Width} x {size.Height}\n").Append(Frame(screen, size));
            using var coloured = Show(screen, size, Coloured);
            text.Append($"=== {size.Width} x {size.Height}, colours\n").Append(Codes(coloured));
        }

        text.Append($"=== ASCII, 80 x 24\n").Append(Frame(screen, Sizes[0], Ascii));
        return text.Append("=== linear\n").AppendJoin('\n', screen.Linear()).Append('\n').ToString();
    }

    /// <summary>A window on a screen as it is: what it asks for when it is opened is not done.</summary>
    public static Window Window(IScreen screen, Size terminal)
    {
        var shell = Opened(screen, Plain.Symbols);
        return new Window(new Driven<Shell>(shell, []), terminal, Plain);
    }

    private static Shell Opened(IScreen screen, Symbols symbols)
    {
        var shell = Shell.Of([screen], CustomKeys.None, symbols);
        return (Shell)shell.Do(new Opened()).Screen;
    }

    private static Window Show(IScreen screen, Size terminal, Look look)
    {
        // The screen is as it is: it was opened before, and is only told its size.
        var shell = screen as Shell ?? Opened(new Standing(screen), look.Symbols);
        return new Window(new Driven<Shell>(shell, []), terminal, look);
    }

    private static string Codes(Window window) =>
        string.Join('\n', window.Codes.Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";

    /// <summary>A screen that is shown in the state that it is in.</summary>
    private sealed record Standing(IScreen Screen) : IScreen
    {
        public string Title => Screen.Title;

        public System.Collections.Immutable.ImmutableArray<KeyAction> Actions => Screen.Actions;

        public string? Field => Screen.Field;

        public Parts.Dialog? Dialog => Screen.Dialog;

        public Step Do(Message message) => message is Resized
            ? Step.To(new Standing(Screen.Do(message).Screen))
            : Step.Stay(this);

        public IReadOnlyList<Parts.Part> Parts(Size room, Symbols symbols) => Screen.Parts(room, symbols);

        public IEnumerable<string> Linear() => Screen.Linear();
    }
}
