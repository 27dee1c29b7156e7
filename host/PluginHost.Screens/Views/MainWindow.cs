using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using PluginHost.Screens.Shells;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using Size = PluginHost.Screens.Drawing.Size;

namespace PluginHost.Screens.Views;

/// <summary>The window: menus and tabs above, the screen, and the last line.</summary>
internal sealed class MainWindow : Runnable
{
    private const int LinesAbove = 2, LinesBelow = 1;

    private static readonly Size Smallest = new(40, 8);

    private readonly Look _look;
    private readonly Action<Message> _send;
    private readonly Menus _menus;
    private readonly TabBar _tabs;
    private readonly PartsView _parts;
    private readonly HintBar _hints;
    private DialogView? _dialog;
    private Shell? _shell;

    /// <param name="look">How it looks.</param>
    /// <param name="send">Takes messages.</param>
    public MainWindow(Look look, Action<Message> send)
    {
        (_look, _send) = (look, send);
        SetScheme(look.Theme.Scheme);
        _menus = new Menus(look, send);
        _tabs = new TabBar(look, send) { Y = 1, Width = Dim.Fill(), Height = 1 };
        _parts = new PartsView(look, send) { Y = LinesAbove, Width = Dim.Fill(), Height = Dim.Fill(LinesBelow) };
        _hints = new HintBar(look, send) { Y = Pos.AnchorEnd(LinesBelow), Width = Dim.Fill(), Height = LinesBelow };
        Add(_menus, _tabs, _parts, _hints);
    }

    /// <summary>The room of a screen on a terminal.</summary>
    public static Size RoomOf(Size terminal) =>
        new(terminal.Width, Math.Max(0, terminal.Height - LinesAbove - LinesBelow));

    /// <summary>Shows a state.</summary>
    /// <param name="shell">The state.</param>
    /// <param name="terminal">The size of the terminal.</param>
    public void Show(Shell shell, Size terminal)
    {
        _shell = shell;
        if (terminal.Width < Smallest.Width || terminal.Height < Smallest.Height)
        {
            ShowTooSmall(terminal);
            return;
        }

        _menus.Visible = _tabs.Visible = _hints.Visible = true;
        _menus.Show(shell.Actions);
        _tabs.Show(shell.Titles, shell.Index);
        _parts.Y = LinesAbove;
        _parts.Show(shell.Parts(RoomOf(terminal), _look.Symbols));
        _hints.Show(shell.Footer(terminal.Width));
        ShowDialog(shell, terminal);
    }

    /// <summary>Shows everything in other colours.</summary>
    /// <param name="name">The theme; null for the one after the present.</param>
    /// <returns>The name of the theme that holds now; null when there is none of this name.</returns>
    public string? ChangeTheme(string? name)
    {
        if (_look.Change(name) is not { } changed)
        {
            return null;
        }

        // Menus and heads of tables take the process's schemes, the rest this window's.
        _look.Apply();
        SetScheme(_look.Theme.Scheme);
        SetNeedsDraw();
        return changed;
    }

    /// <summary>Takes a key before any view does, unless a menu is open.</summary>
    public void Press(Key key)
    {
        if (_shell is null || App?.Popovers?.GetActivePopover() is not null)
        {
            return;
        }

        string name = KeyNames.Of(key);
        if (name == "enter" && _dialog?.MostFocused is Button)
        {
            // The button that was gone to is meant, whatever Enter does elsewhere in the dialog.
            return;
        }

        if (name == "escape" || _shell.Takes(name))
        {
            key.Handled = true;
            if (_shell.OpensMenu(name))
            {
                _menus.Open();
            }
            else
            {
                _send(new Shell.KeyPressed(name));
            }
        }
        else if (_shell.Field is null && _shell.Dialog is null && !_shell.ScrollsByItself && !key.IsAlt)
        {
            // What means nothing here shall not move the focus.
            key.Handled = true;
        }
    }

    /// <summary>Takes the mouse on the menu bar before any view does: menus are filled when they are opened.</summary>
    public void Point(Mouse mouse)
    {
        const MouseFlags buttons =
            MouseFlags.LeftButtonPressed | MouseFlags.LeftButtonReleased | MouseFlags.LeftButtonClicked;
        if (mouse.ScreenPosition.Y != 0 || !_menus.Visible || (mouse.Flags & buttons) == 0)
        {
            return;
        }

        mouse.Handled = true;
        if (mouse.Flags.HasFlag(MouseFlags.LeftButtonPressed))
        {
            _menus.OpenAt(mouse.ScreenPosition.X);
        }
    }

    private void ShowTooSmall(Size terminal)
    {
        _menus.Visible = _tabs.Visible = _hints.Visible = false;
        _parts.Y = 0;
        string problem = $"The window is too small: {terminal.Width} x {terminal.Height}; "
            + $"make it {Smallest.Width} x {Smallest.Height} or larger.";
        var lines = Wrapped.Of(problem, Math.Max(1, terminal.Width));
        _parts.Show([new TextPart("too-small", Area.Of(terminal), lines)]);
    }

    private void ShowDialog(Shell shell, Size terminal)
    {
        if (shell.Dialog is not { } dialog)
        {
            if (_dialog is { } closed)
            {
                _dialog = null;
                Remove(closed);
                closed.Dispose();
                SetNeedsDraw();
            }

            return;
        }

        if (_dialog is null)
        {
            _dialog = new DialogView(_look, _send);
            Add(_dialog);
        }

        _dialog.Show(dialog, [.. shell.Actions.Where(action => action.Group != ShellActions.Everywhere)], terminal);
        if (!_dialog.HasFocus)
        {
            _dialog.SetFocus();
        }
    }
}
