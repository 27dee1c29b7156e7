using PluginHost.Screens.Drawing;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.Views;

namespace PluginHost.Screens.Views;

/// <summary>
/// A text field whose text and cursor are also set from outside. Keys as in a shell: Ctrl-A, E, U, K, W.
/// </summary>
internal sealed class TypedField : TextField
{
    private const string Tab = "    ";

    private readonly Look _look;
    private readonly Action<string, int> _typed;
    private Theme? _theme;
    private bool _isShowing;

    /// <param name="look">How it looks.</param>
    /// <param name="typed">
    /// Takes the text and the cursor, in UTF-16 units, whenever either was changed by the user.
    /// </param>
    public TypedField(Look look, Action<string, int> typed)
    {
        (_look, _typed) = (look, typed);
        ValueChanged += (_, _) => Tell();
        KeyBindings.ReplaceCommands(Key.A.WithCtrl, Command.LeftStart);
        KeyBindings.ReplaceCommands(Key.U.WithCtrl, Command.CutToStartOfLine);
        KeyBindings.ReplaceCommands(Key.W.WithCtrl, Command.KillWordLeft);
        KeyBindings.ReplaceCommands(Key.Backspace.WithAlt, Command.KillWordLeft);
        KeyBindings.ReplaceCommands(Key.B.WithAlt, Command.WordLeft);
        KeyBindings.ReplaceCommands(Key.F.WithAlt, Command.WordRight);
    }

    /// <summary>
    /// Whether several lines that are pasted are told as they are; else the first of them alone is taken.
    /// </summary>
    public bool TakesLines { get; set; }

    /// <summary>Shows a text that the user need not have typed.</summary>
    public void Show(string text, int cursor)
    {
        ShowColours();
        int graphemes = GraphemeHelper.GetGraphemeCount(text[..Math.Clamp(cursor, 0, text.Length)]);
        if (Text == text && InsertionPoint == graphemes)
        {
            // What the user has selected stays so.
            return;
        }

        _isShowing = true;
        Text = text;
        InsertionPoint = graphemes;
        ClearAllSelection();
        _isShowing = false;
    }

    protected override bool OnKeyDown(Key key)
    {
        int before = InsertionPoint;
        bool isTaken = base.OnKeyDown(key);
        if (before != InsertionPoint)
        {
            Tell();
        }

        return isTaken;
    }

    protected override void OnHasFocusChanged(
        bool newHasFocus, Terminal.Gui.ViewBase.View? previousFocusedView, Terminal.Gui.ViewBase.View? view)
    {
        base.OnHasFocusChanged(newHasFocus, previousFocusedView, view);
        // What stands there is gone on with, not typed over.
        ClearAllSelection();
    }

    protected override string OnSanitizingPaste(string raw)
    {
        string text = raw.ReplaceLineEndings("\n").Replace("\t", Tab, StringComparison.Ordinal);
        return TakesLines && text.Contains('\n', StringComparison.Ordinal)
            ? string.Concat(text.Where(c => c == '\n' || !char.IsControl(c)))
            : base.OnSanitizingPaste(text);
    }

    protected override bool OnPaste(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            bool isTaken = base.OnPaste(text);
            // Its cursor moves after it has told of its text.
            Tell();
            return isTaken;
        }

        // Lines do not fit into the field: what becomes of them is said by whom they are told to.
        List<string> now = [.. GraphemeHelper.GetGraphemes(Text)];
        int start = SelectedLength > 0 ? SelectedStart : InsertionPoint;
        string before = string.Concat(now.Take(start)) + text;
        _typed(before + string.Concat(now.Skip(start + SelectedLength)), before.Length);
        return true;
    }

    /// <summary>A field has a scheme of its own: the theme's may have changed since it was last shown.</summary>
    private void ShowColours()
    {
        if (_theme == _look.Theme)
        {
            return;
        }

        _theme = _look.Theme;
        var (plain, selected) = (_theme[Tone.Text], _theme[Tone.Selected]);
        SetScheme(new Scheme(plain)
        {
            Focus = plain, Editable = plain, ReadOnly = plain, Active = selected, Highlight = selected,
        });
    }

    private void Tell()
    {
        if (!_isShowing)
        {
            string text = Text;
            _typed(text, CursorAt(text));
        }
    }

    /// <summary>The cursor in UTF-16 units.</summary>
    private int CursorAt(string text) => string.Concat(GraphemeHelper.GetGraphemes(text).Take(InsertionPoint)).Length;
}
