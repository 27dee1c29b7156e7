using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;

namespace PluginHost.Screens.Views;

/// <summary>The titles of the screens; a click goes to one.</summary>
/// <param name="look">How it looks.</param>
/// <param name="send">Takes messages.</param>
internal sealed class TabBar(Look look, Action<Message> send) : View
{
    private ImmutableArray<string> _titles = [];
    private int _index;

    public void Show(IEnumerable<string> titles, int index)
    {
        (_titles, _index) = ([.. titles.Select((title, i) => $" {i + 1} {title} ")], index);
        SetNeedsDraw();
    }

    protected override bool OnDrawingContent(DrawContext? context)
    {
        var tabs = Line.Join(_titles.Select((title, i) => Line.Of(title, i == _index ? Tone.Selected : Tone.Dim)));
        look.Paint(this, tabs, 0, 0, Viewport.Width);
        return true;
    }

    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Flags.HasFlag(MouseFlags.LeftButtonClicked) && mouse.Position is { } at)
        {
            int x = 0;
            var clicked = _titles.FirstOrDefault(title => (x += title.Length) > at.X);
            if (clicked is not null)
            {
                send(new ActionCalled(ShellActions.IdOf(clicked.Trim()[2..])));
            }
        }

        return true;
    }
}
