using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using Terminal.Gui.ViewBase;

namespace PluginHost.Screens.Views;

/// <summary>
/// Shows the parts of a screen, each in a view of its own; a part of the same id and kind keeps its view.
/// </summary>
internal sealed class PartsView : View
{
    private readonly Dictionary<(string Id, Type Kind), View> _panes = [];
    private readonly Look _look;
    private readonly Action<Message> _send;

    /// <param name="look">How they look.</param>
    /// <param name="send">Takes messages.</param>
    public PartsView(Look look, Action<Message> send)
    {
        (_look, _send) = (look, send);
        CanFocus = true;
    }

    public void Show(IReadOnlyList<Part> parts)
    {
        var wanted = parts.Select(part => (part.Id, part.GetType())).ToHashSet();
        foreach (var gone in _panes.Keys.Where(key => !wanted.Contains(key)).ToList())
        {
            _panes.Remove(gone, out var pane);
            Remove(pane);
            pane?.Dispose();
            SetNeedsDraw();
        }

        foreach (var part in parts)
        {
            if (!_panes.TryGetValue((part.Id, part.GetType()), out var pane))
            {
                _panes[(part.Id, part.GetType())] = pane = Pane(part);
                Add(pane);
            }

            ((IPartPane)pane).Show(part);
        }

        var first = parts.OrderBy(Rank).FirstOrDefault();
        if (first is not null)
        {
            _panes[(first.Id, first.GetType())].SetFocus();
        }
    }

    /// <summary>A line that is typed has the keys before a table, and that before Markdown.</summary>
    private static int Rank(Part part) => part switch
    {
        FieldPart => 0,
        TablePart { Cursor: >= 0 } => 1,
        MarkdownPart => 2,
        _ => 3,
    };

    private View Pane(Part part) => part switch
    {
        TextPart => new TextPane(_look, _send),
        TablePart => new GridPane(_look, _send),
        FieldPart => new FieldPane(_look, _send),
        ImagePart => new ImagePane(_look, _send),
        MarkdownPart => new MarkdownPane(),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "no view shows it"),
    };
}
