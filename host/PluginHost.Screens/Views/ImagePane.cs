using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using Terminal.Gui.Drawing;
using Terminal.Gui.ViewBase;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace PluginHost.Screens.Views;

/// <summary>
/// Shows an image: two pixels a cell, the upper half block in one colour on another; without colours, shades.
/// </summary>
internal sealed class ImagePane(Look look, Action<Message> send) : PartPane<ImagePart>(look, send)
{
    private const string Shades = "@%#*+=-:. ";

    protected override void Show(ImagePart? before, ImagePart part) => SetNeedsDraw();

    protected override int LineAt(int y) => y;

    protected override bool OnDrawingContent(DrawContext? context)
    {
        var size = FittedImage.Of(Part.Width, Part.Height, Part.Area.Size);
        byte[] pixels = ScaledImage.Of(Part.Rgb, Part.Width, Part.Height, size.Width, size.Height * 2);
        bool hasColours = Look.HasColours && !Look.Symbols.IsAscii;
        SetAttribute(Look.Theme[Tone.Text]);
        for (int y = 0; y < size.Height; y++)
        {
            Move(0, y);
            for (int x = 0; x < size.Width; x++)
            {
                var upper = pixels.AsSpan(3 * ((2 * y * size.Width) + x), 3);
                var lower = pixels.AsSpan(3 * ((((2 * y) + 1) * size.Width) + x), 3);
                if (hasColours)
                {
                    var above = new Color(upper[0], upper[1], upper[2]);
                    var below = new Color(lower[0], lower[1], lower[2]);
                    SetAttribute(new Attribute(above, below));
                    AddRune('▀');
                }
                else
                {
                    int sum = upper[0] + upper[1] + upper[2] + lower[0] + lower[1] + lower[2];
                    AddRune(Shades[sum / 6 * Shades.Length / 256]);
                }
            }
        }

        return true;
    }
}
