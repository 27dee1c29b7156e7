using PluginHost.Screens.Parts;
using Terminal.Gui.ViewBase;

namespace PluginHost.Screens.Views;

/// <summary>Shows lines of text; a scroll bar where there are more than fit.</summary>
internal sealed class TextPane : PartPane<TextPart>
{
    public TextPane(Look look, Action<Loop.Message> send)
        : base(look, send)
    {
        ViewportSettings |= ViewportSettingsFlags.HasVerticalScrollBar;
    }

    protected override void Show(TextPart? before, TextPart part)
    {
        ScrollTo(part.Top, part.Lines.Count);
        SetNeedsDraw();
    }

    protected override int LineAt(int y) => y + Part.Top;

    protected override bool OnDrawingContent(DrawContext? context)
    {
        for (int y = 0; y < Viewport.Height; y++)
        {
            int at = Part.Top + y;
            var line = at < Part.Lines.Count ? Part.Lines[at] : Drawing.Line.Empty;
            Look.Paint(this, Part.Left == 0 ? line : line.Slice(Part.Left, Viewport.Width), 0, y, Viewport.Width);
        }

        return true;
    }
}
