using PluginHost.Screens.Parts;
using Terminal.Gui.Views;

namespace PluginHost.Screens.Views;

/// <summary>Shows Markdown. It scrolls by itself.</summary>
internal sealed class MarkdownPane : Markdown, IPartPane
{
    public MarkdownPane()
    {
        CanFocus = true;
        ShowCopyButtons = false;
        ShowHeadingPrefix = false;
        UseThemeBackground = false;
    }

    public void Show(Part part)
    {
        var markdown = (MarkdownPart)part;
        (X, Y, Width, Height) = (part.Area.X, part.Area.Y, part.Area.Width, part.Area.Height);
        if (Text != markdown.Text)
        {
            Text = markdown.Text;
        }

        SetFocus();
    }
}
