using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;
using Line = PluginHost.Screens.Drawing.Line;
using Point = System.Drawing.Point;

namespace PluginHost.Screens.Views;

/// <summary>Shows a table; a scroll bar where there are more rows than fit.</summary>
internal sealed class GridPane : TableView, IPartPane
{
    // Terminal.Gui leaves one cell between columns; the other of our two belongs to the column.
    private const int Gap = 1;

    private readonly Look _look;
    private readonly Action<Message> _send;
    private readonly Dictionary<(Theme Theme, Tone Tone), Scheme> _schemes = [];
    private TablePart? _part;
    private bool _isShowing;

    public GridPane(Look look, Action<Message> send)
    {
        (_look, _send) = (look, send);
        CanFocus = true;
        MultiSelect = false;
        MinCellWidth = 0;
        MaxCellWidth = int.MaxValue;
        Style = new TableStyle
        {
            AlwaysShowHeaders = true,
            ExpandLastColumn = false,
            ShowHorizontalHeaderOverline = false,
            ShowHorizontalHeaderUnderline = false,
            ShowVerticalCellLines = false,
            ShowVerticalHeaderLines = false,
            ShowVerticalCellLineForFirstColumn = false,
            ShowVerticalCellLineForLastColumn = false,
        };
        ViewportSettings |= ViewportSettingsFlags.HasVerticalScrollBar;
        // Keys are the key table's.
        KeyBindings.Clear();
    }

    public void Show(Part part)
    {
        var table = (TablePart)part;
        var before = _part;
        _part = table;
        _isShowing = true;
        if (before?.Area != part.Area)
        {
            (X, Y, Width, Height) = (part.Area.X, part.Area.Y, part.Area.Width, part.Area.Height);
            Layout();
        }

        FullRowSelect = table.CursorColumn < 0;
        Style.ColumnStyles.Clear();
        for (int i = 0; i < table.Heads.Length; i++)
        {
            var head = table.Heads[i];
            int column = i, width = Math.Max(1, head.Width) + Gap;
            var style = Style.GetOrCreateColumnStyle(i);
            (style.MinWidth, style.MaxWidth) = (width, width);
            style.ColorGetter = cell => SchemeOf(ToneOf(table.Cell(cell.RowIndex, column)));
            style.HeaderColorGetter = _ => SchemeOf(head.IsCurrent ? Tone.Selected : ToneOf(head.Title, Tone.Head));
        }

        Table = new Source(table, _look);
        var cursor = new Point(Math.Max(0, table.CursorColumn), table.Cursor);
        Value = table.Cursor < 0 ? null : new TableSelection(cursor, []);
        RefreshContentSize();
        Viewport = new(0, table.Top, Viewport.Width, Viewport.Height);
        _isShowing = false;
        SetNeedsDraw();
    }

    protected override void OnViewportChanged(DrawEventArgs e)
    {
        base.OnViewportChanged(e);
        bool hasScrolled = e.OldViewport.Y != e.NewViewport.Y && e.OldViewport.Size == e.NewViewport.Size;
        if (hasScrolled && !_isShowing && _part is not null)
        {
            _send(new PartScrolled(_part.Id, e.NewViewport.Y));
        }
    }

    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (_part is not null && MouseMessages.Of(mouse, _part.Id, RowAt, ColumnAt) is { } message)
        {
            _send(message);
        }

        return true;
    }

    protected override bool OnKeyDown(Key key) => false;

    private int RowAt(int y) => y < 1 ? -1 : Viewport.Y + y - 1;

    private int ColumnAt(int x)
    {
        int at = 0, start = 0;
        while (at < _part!.Heads.Length - 1 && x >= start + Math.Max(1, _part.Heads[at].Width) + Gap + 1)
        {
            start += Math.Max(1, _part.Heads[at++].Width) + Gap + 1;
        }

        return at;
    }

    private Scheme SchemeOf(Tone tone)
    {
        if (!_schemes.TryGetValue((_look.Theme, tone), out var scheme))
        {
            var attribute = _look.Theme[tone];
            var chosen = attribute with { Style = attribute.Style ^ TextStyle.Reverse };
            // Heads are no part of what is chosen.
            _schemes[(_look.Theme, tone)] = scheme = tone is Tone.Head or Tone.Selected
                ? new Scheme(attribute) { Focus = attribute, Active = attribute }
                : new Scheme(attribute) { Focus = chosen, Active = chosen };
        }

        return scheme;
    }

    private static Tone ToneOf(Line line, Tone fallback = Tone.Text) =>
        line.Pieces is [var first, ..] ? first.Tone : fallback;

    private sealed class Source(TablePart part, Look look) : ITableSource
    {
        public int Rows => part.Count;

        public int Columns => part.Heads.Length;

        public string[] ColumnNames { get; } = [.. part.Heads.Select(head => Fitted(head.Title, head, look))];

        public object this[int row, int col] => Fitted(part.Cell(row, col), part.Heads[col], look);

        private static string Fitted(Line text, TableHead head, Look look)
        {
            int width = Math.Max(1, head.Width);
            var fitted = head.IsNumber ? text.FitRight(width, look.Symbols) : text.Fit(width, look.Symbols);
            return look.Shown(fitted.ToString()) + " ";
        }
    }
}
