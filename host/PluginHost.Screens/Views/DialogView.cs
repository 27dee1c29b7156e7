using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using PluginHost.Screens.Shells;
using Terminal.Gui.Drawing;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using Dialog = PluginHost.Screens.Parts.Dialog;
using Line = PluginHost.Screens.Drawing.Line;

namespace PluginHost.Screens.Views;

/// <summary>
/// Shows a question over a screen: its items from above, and a button for each action that has a hint.
/// </summary>
internal sealed class DialogView : FrameView
{
    private const int Widest = 76, Edges = 2, ButtonEdges = 4;

    // No hot keys: keys are the key table's.
    private static readonly System.Text.Rune NoHotKey = new('\uffff');

    private readonly Look _look;
    private readonly Action<Message> _send;
    private readonly List<View> _buttons = [];
    private ImmutableArray<string> _buttonTexts = [];
    private View?[] _items = [];
    private bool _isShowing;

    public DialogView(Look look, Action<Message> send)
    {
        (_look, _send) = (look, send);
        CanFocus = true;
        // Its corners have signs of ASCII, those of rounded edges have none.
        BorderStyle = LineStyle.Single;
        SetScheme(look.Theme.Scheme);
    }

    /// <summary>Shows a question in the middle of a room.</summary>
    /// <param name="dialog">What is asked.</param>
    /// <param name="actions">What can be done about it.</param>
    /// <param name="room">The size of the screen.</param>
    public void Show(Dialog dialog, ImmutableArray<KeyAction> actions, Drawing.Size room)
    {
        _isShowing = true;
        var kinds = dialog.Items.Select(item => item.GetType());
        bool isOther = !_items.Select(item => item?.Data?.GetType()).SequenceEqual(kinds);
        if (isOther)
        {
            Clear();
            _items = new View?[dialog.Items.Length];
        }

        int width = Math.Min(Widest, room.Width - Edges) - Edges, y = 0;
        for (int i = 0; i < dialog.Items.Length; i++)
        {
            int left = Math.Max(1, room.Height - Edges - Edges - y);
            y += Place(ref _items[i], dialog.Items[i], new Area(0, y, width, left));
        }

        ShowButtons(actions, width, y + 1);
        Title = _look.Shown(dialog.Title);
        (Width, Height) = (width + Edges, y + Edges + (_buttons.Count > 0 ? 2 : 0));
        (X, Y) = (Pos.Center(), Pos.Center());
        if (isOther)
        {
            var first = _items.FirstOrDefault(item => item is FieldPane)
                ?? _items.FirstOrDefault(item => item is OptionSelector or CheckBoxes)
                ?? _buttons.FirstOrDefault();
            first?.SetFocus();
        }

        SetNeedsDraw();
        _isShowing = false;
    }

    private void Clear()
    {
        foreach (var view in _items.OfType<View>().Concat(_buttons))
        {
            Remove(view);
            view.Dispose();
        }

        _items = [];
        _buttons.Clear();
        _buttonTexts = [];
    }

    /// <summary>Shows an item.</summary>
    /// <returns>How many lines it takes.</returns>
    private int Place(ref View? view, DialogItem item, Area area)
    {
        switch (item)
        {
            case DialogText text:
                var lines = Wrapped.Of(text.Text, area.Width, text.Tone);
                var told = new TextPart("text", area.Top(lines.Count), lines);
                return Place(ref view, item, () => new TextPane(_look, _send), told);
            case DialogField field:
                var label = Line.Of(field.Label, Tone.Accent);
                var typed = new FieldPart(field.Id, area.Top(1), label, field.Text, field.Cursor);
                return Place(ref view, item, () => new FieldPane(_look, _send), typed);
            case DialogList list:
                int height = Math.Min(list.Most, area.Height), top = Math.Max(0, list.Selected - height + 1);
                var shown = list.Lines.Select((line, i) => i == list.Selected ? Chosen(line, area.Width) : line);
                var listed = new TextPart(list.Id, area.Top(height), [.. shown]) { Top = top };
                return Place(ref view, item, () => new TextPane(_look, _send), listed);
            case DialogOptions options:
                var selector = view as OptionSelector ?? Added(ref view, Selector(options.Id));
                if (selector.Labels is null || !selector.Labels.SequenceEqual(options.Options))
                {
                    selector.Labels = options.Options;
                }

                (selector.Data, selector.Value) = (item, options.Selected);
                (selector.X, selector.Y, selector.Width) = (area.X, area.Y, area.Width);
                return options.Options.Length;
            case DialogChecks checks:
                var boxes = view as CheckBoxes
                    ?? Added(ref view, new CheckBoxes(_look, index => Tell(new OptionChosen(checks.Id, index))));
                boxes.Data = item;
                (boxes.X, boxes.Y, boxes.Width, boxes.Height) = (area.X, area.Y, area.Width, checks.Options.Length);
                boxes.Show(checks.Options, checks.Checked);
                return checks.Options.Length;
            default:
                throw new ArgumentOutOfRangeException(nameof(item), item, "no view shows it");
        }
    }

    private Line Chosen(Line line, int width) => line.Fit(width, _look.Symbols).In(Tone.Selected);

    private int Place(ref View? view, DialogItem item, Func<View> make, Part part)
    {
        view ??= Added(ref view, make());
        view.Data = item;
        ((IPartPane)view).Show(part);
        return part.Area.Height;
    }

    private T Added<T>(ref View? place, T view)
        where T : View
    {
        place = view;
        Add(view);
        return view;
    }

    private OptionSelector Selector(string id)
    {
        // Tab goes past all options, the arrows go through them; one begins at the chosen one.
        var selector = new OptionSelector { CanFocus = true, TabBehavior = TabBehavior.NoStop };
        selector.HasFocusChanged += (_, e) =>
        {
            if (e.NewValue && selector.Value is { } chosen && chosen < selector.Labels?.Count)
            {
                selector.FocusedItem = chosen;
            }
        };
        selector.ValueChanged += (_, e) =>
        {
            if (e.NewValue is { } index)
            {
                Tell(new OptionChosen(id, index));
            }
        };
        return selector;
    }

    private void Tell(Message message)
    {
        if (!_isShowing)
        {
            _send(message);
        }
    }

    private void ShowButtons(ImmutableArray<KeyAction> actions, int width, int y)
    {
        var hinted = actions.Where(action => action.Hint is not null).ToList();
        ImmutableArray<string> texts = [.. hinted.Select(ButtonText)];
        if (!texts.SequenceEqual(_buttonTexts))
        {
            foreach (var old in _buttons)
            {
                Remove(old);
                old.Dispose();
            }

            _buttons.Clear();
            _buttonTexts = texts;
            foreach (var (action, text) in hinted.Zip(texts))
            {
                string id = action.Id;
                var button = new Button { Text = text, HotKeySpecifier = NoHotKey, ShadowStyle = ShadowStyles.None };
                button.Accepting += (_, e) =>
                {
                    e.Handled = true;
                    _send(new ActionCalled(id));
                };
                _buttons.Add(button);
                Add(button);
            }
        }

        int x = Math.Max(0, width - texts.Sum(text => CellWidth.Of(text) + ButtonEdges + 1));
        foreach (var (button, text) in _buttons.Zip(texts))
        {
            (button.X, button.Y) = (x, y);
            x += CellWidth.Of(text) + ButtonEdges + 1;
        }
    }

    private string ButtonText(KeyAction action) => action.Keys is [var key, ..]
        ? $"{action.Hint} ({KeyText.Of(key, _look.Symbols)})"
        : action.Hint!;

    /// <summary>Options any of which may be checked, one below the other.</summary>
    private sealed class CheckBoxes : View
    {
        private readonly Look _look;
        private readonly Action<int> _changed;
        private readonly List<CheckBox> _boxes = [];
        private bool _isShowing;

        public CheckBoxes(Look look, Action<int> changed)
        {
            (_look, _changed) = (look, changed);
            CanFocus = true;
        }

        public void Show(ImmutableArray<string> options, ImmutableHashSet<int> isChecked)
        {
            _isShowing = true;
            while (_boxes.Count < options.Length)
            {
                int index = _boxes.Count;
                var box = new CheckBox { Y = index, Width = Dim.Fill(), HotKeySpecifier = NoHotKey };
                box.ValueChanged += (_, _) =>
                {
                    if (!_isShowing)
                    {
                        _changed(index);
                    }
                };
                _boxes.Add(box);
                Add(box);
            }

            for (int i = 0; i < options.Length; i++)
            {
                _boxes[i].Text = _look.Shown(options[i]);
                _boxes[i].Value = isChecked.Contains(i) ? CheckState.Checked : CheckState.UnChecked;
            }

            _isShowing = false;
        }
    }
}
