using System.Runtime.CompilerServices;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;
using PluginHost.Screens.Views;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;
using Size = PluginHost.Screens.Drawing.Size;

namespace PluginHost.Screens.Tests;

/// <summary>
/// The window on a terminal in memory: keys and clicks in, frames out. Work in the background is done at once.
/// </summary>
internal sealed class Window : IDisposable
{
    private readonly IApplication _app = Application.Create(new VirtualTimeProvider());
    private readonly MainWindow _window;
    private readonly SessionToken _token;
    private readonly Queue<Message> _messages = [];
    private Driven<Shell> _shell;
    private Size _size;
    private bool _isTaking;

    /// <param name="shell">What is shown; opened already, or not.</param>
    /// <param name="size">Of the terminal.</param>
    /// <param name="look">How it looks; without colours by default.</param>
    public Window(Driven<Shell> shell, Size size, Look look)
    {
        (_shell, _size) = (shell, size);
        _app.Init(DriverRegistry.Names.ANSI);
        _app.Driver!.SetScreenSize(size.Width, size.Height);
        _app.Driver.Force16Colors = look.Level == ColourLevel.Sixteen;
        look.Apply();
        _window = new MainWindow(look, Take);
        _app.Mouse.MouseEvent += (_, mouse) => _window.Point(mouse);
        _app.Keyboard.KeyDown += (_, key) => _window.Press(key);
        _token = _app.Begin(_window)!;
        Resize(size);
    }

    /// <summary>The state.</summary>
    public Driven<Shell> Shell => _shell;

    /// <summary>The frame as text, without spaces at the ends of lines.</summary>
    public string Text
    {
        get
        {
            Draw();
            string[] lines = _app.Driver!.ToString().ReplaceLineEndings("\n").Split('\n');
            return string.Join('\n', lines.Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";
        }
    }

    /// <summary>The frame with its codes, an escape as ⟨.</summary>
    public string Codes
    {
        get
        {
            Draw();
            return _app.Driver!.ToAnsi().Replace("\e[", "⟨", StringComparison.Ordinal).ReplaceLineEndings("\n");
        }
    }

    /// <summary>Opens screens in a window.</summary>
    public static Window Open(Size size, Look look, params IEnumerable<IScreen> screens) =>
        Open(size, look, CustomKeys.None, screens);

    /// <summary>Opens screens in a window, with the user's own keys.</summary>
    public static Window Open(Size size, Look look, CustomKeys keys, params IEnumerable<IScreen> screens)
    {
        var shell = PluginHost.Screens.Shells.Shell.Of(screens, keys, look.Symbols);
        return new Window(Driven<Shell>.Open(shell, MainWindow.RoomOf(size)), size, look);
    }

    /// <summary>Keys by name; <c>space</c> and characters too.</summary>
    public Window Press(params ReadOnlySpan<string> keys)
    {
        foreach (string name in keys)
        {
            _app.InjectKey(Keystroke(name));
        }

        return this;
    }

    /// <summary>Characters.</summary>
    public Window Type(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _app.InjectKey(rune.IsBmp ? new Key((char)rune.Value) : new Key((Terminal.Gui.Drivers.KeyCode)rune.Value));
        }

        return this;
    }

    /// <summary>What a terminal sends when a text is pasted.</summary>
    public Window Paste(string text)
    {
        _app.RaisePasteEvent(text);
        return this;
    }

    /// <summary>Other colours, as <c>:theme</c> brings them.</summary>
    public Window ChangeTheme(string name)
    {
        Draw();
        Assert.Equal(name, _window.ChangeTheme(name));
        Take(new Noticed("", PluginHost.Screens.Drawing.Status.Ok));
        return this;
    }

    public Window Click(int x, int y)
    {
        Draw();
        _app.InjectSequence(InputInjectionExtensions.LeftButtonClick(new System.Drawing.Point(x, y)));
        return this;
    }

    /// <summary>A click on the first place of the frame where a text stands.</summary>
    public Window Click(string text)
    {
        string[] lines = Text.Split('\n');
        int y = Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        Assert.True(y >= 0, $"'{text}' is not shown:\n{Text}");
        return Click(lines[y].IndexOf(text, StringComparison.Ordinal), y);
    }

    public Window Resize(Size size)
    {
        _size = size;
        _app.Driver!.SetScreenSize(size.Width, size.Height);
        Take(new Resized(MainWindow.RoomOf(size)));
        return this;
    }

    public void Dispose()
    {
        _app.End(_token);
        _window.Dispose();
        _app.Dispose();
    }

    [ModuleInitializer]
    internal static void NoTerminal() => Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");

    private void Draw()
    {
        _app.TimedEvents!.RunTimers();
        _app.LayoutAndDraw();
    }

    private void Take(Message message)
    {
        _messages.Enqueue(message);
        if (_isTaking)
        {
            return;
        }

        _isTaking = true;
        while (_messages.TryDequeue(out var next))
        {
            _shell = _shell.Take(next);
            _window.Show(_shell.Screen, _size);
        }

        _isTaking = false;
    }

    private static Key Keystroke(string name)
    {
        string rest = name;
        bool control = Take("ctrl-"), alt = Take("alt-"), shift = Take("shift-");
        var key = rest switch
        {
            "enter" => Key.Enter,
            "tab" => Key.Tab,
            "escape" => Key.Esc,
            "space" => Key.Space,
            "backspace" => Key.Backspace,
            "delete" => Key.Delete,
            "up" => Key.CursorUp,
            "down" => Key.CursorDown,
            "left" => Key.CursorLeft,
            "right" => Key.CursorRight,
            "home" => Key.Home,
            "end" => Key.End,
            "pageup" => Key.PageUp,
            "pagedown" => Key.PageDown,
            "f1" => Key.F1,
            "f9" => Key.F9,
            [var character] => new Key(character),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a key"),
        };
        key = control ? key.WithCtrl : key;
        key = alt ? key.WithAlt : key;
        return shift ? key.WithShift : key;

        bool Take(string prefix)
        {
            bool has = rest.StartsWith(prefix, StringComparison.Ordinal);
            rest = has ? rest[prefix.Length..] : rest;
            return has;
        }
    }
}
