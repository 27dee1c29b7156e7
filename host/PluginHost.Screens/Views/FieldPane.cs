using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using Terminal.Gui.ViewBase;

namespace PluginHost.Screens.Views;

/// <summary>Shows a line that is typed, behind its label.</summary>
internal sealed class FieldPane : View, IPartPane
{
    private readonly Look _look;
    private readonly TypedField _field;
    private FieldPart? _part;

    public FieldPane(Look look, Action<Message> send)
    {
        _look = look;
        CanFocus = true;
        _field = new TypedField(look, (text, cursor) => send(new TextTyped(_part?.Id ?? "", text, cursor)));
        Add(_field);
    }

    public void Show(Part part)
    {
        var field = (FieldPart)part;
        _part = field;
        (X, Y, Width, Height) = (part.Area.X, part.Area.Y, part.Area.Width, part.Area.Height);
        (_field.X, _field.Width) = (field.Label.Width, Dim.Fill());
        _field.TakesLines = field.TakesLines;
        _field.Show(field.Text, field.Cursor);
        SetNeedsDraw();
    }

    protected override bool OnDrawingContent(DrawContext? context)
    {
        var label = _part?.Label ?? Line.Empty;
        _look.Paint(this, label, 0, 0, label.Width);
        return true;
    }
}
