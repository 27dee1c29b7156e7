using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;

namespace PluginHost.Screens.Views;

/// <summary>The last line: what was said last, or keys that can be clicked.</summary>
/// <param name="look">How it looks.</param>
/// <param name="send">Takes messages.</param>
internal sealed class HintBar(Look look, Action<Message> send) : View
{
    private (Line? Text, ImmutableArray<KeyHint> Left, ImmutableArray<KeyHint> Right) _footer = (null, [], []);

    public void Show((Line? Text, ImmutableArray<KeyHint> Left, ImmutableArray<KeyHint> Right) footer)
    {
        _footer = footer;
        SetNeedsDraw();
    }

    protected override bool OnDrawingContent(DrawContext? context)
    {
        look.Paint(this, _footer.Text ?? Line.Empty, 0, 0, Viewport.Width);
        foreach (var (hint, x) in Placed())
        {
            look.Paint(this, hint.Text, x, 0, hint.Text.Width);
        }

        return true;
    }

    protected override bool OnMouseEvent(Mouse mouse)
    {
        bool isClicked = mouse.Flags.HasFlag(MouseFlags.LeftButtonClicked);
        if (isClicked && mouse.Position is { } at && HintAt(at.X) is { } hint)
        {
            send(new ActionCalled(hint.Id));
        }

        return true;
    }

    private KeyHint? HintAt(int x)
    {
        var (hint, start) = Placed().LastOrDefault(placed => placed.X <= x);
        return hint is not null && x < start + hint.Text.Width ? hint : null;
    }

    private IEnumerable<(KeyHint Hint, int X)> Placed()
    {
        int x = 0;
        foreach (var hint in _footer.Left)
        {
            yield return (hint, x);
            x += hint.Text.Width;
        }

        x = Viewport.Width - _footer.Right.Sum(hint => hint.Text.Width);
        foreach (var hint in _footer.Right)
        {
            yield return (hint, x);
            x += hint.Text.Width;
        }
    }
}
