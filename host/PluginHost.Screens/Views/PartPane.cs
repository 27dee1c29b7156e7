using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;

namespace PluginHost.Screens.Views;

/// <summary>A view that shows a part, and tells of the mouse.</summary>
/// <typeparam name="TPart">The kind of part.</typeparam>
/// <param name="look">How it looks.</param>
/// <param name="send">Takes messages.</param>
internal abstract class PartPane<TPart>(Look look, Action<Message> send) : View, IPartPane
    where TPart : Part
{
    private TPart? _part;
    private bool _isScrolling;

    protected Look Look { get; } = look;

    protected Action<Message> Send { get; } = send;

    protected TPart Part => _part ?? throw new InvalidOperationException("nothing was shown yet");

    public void Show(Part part)
    {
        var before = _part;
        _part = (TPart)part;
        if (before?.Area != part.Area)
        {
            (X, Y, Width, Height) = (part.Area.X, part.Area.Y, part.Area.Width, part.Area.Height);
        }

        Show(before, _part);
    }

    /// <summary>What changed is shown.</summary>
    protected abstract void Show(TPart? before, TPart part);

    /// <summary>The line or row of the part that lies at a line of the view; −1 for heads.</summary>
    protected abstract int LineAt(int y);

    /// <summary>The column that lies at a column of the view.</summary>
    protected virtual int ColumnAt(int x) => 0;

    /// <summary>Scrolls to a line without telling of it.</summary>
    protected void ScrollTo(int top, int count)
    {
        _isScrolling = true;
        SetContentSize(new System.Drawing.Size(Math.Max(1, Viewport.Width), Math.Max(count, 1)));
        Viewport = Viewport with { Y = Math.Max(0, top) };
        _isScrolling = false;
    }

    protected override void OnViewportChanged(DrawEventArgs e)
    {
        base.OnViewportChanged(e);
        bool hasScrolled = e.OldViewport.Y != e.NewViewport.Y && e.OldViewport.Size == e.NewViewport.Size;
        if (hasScrolled && !_isScrolling && _part is not null)
        {
            Send(new PartScrolled(_part.Id, e.NewViewport.Y));
        }
    }

    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (MouseMessages.Of(mouse, Part.Id, LineAt, ColumnAt) is not { } message)
        {
            return base.OnMouseEvent(mouse);
        }

        Send(message);
        return true;
    }
}
