using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Plugins;

/// <summary>Which plugin is chosen, and what is seen of it.</summary>
internal sealed partial record PluginsScreen
{
    /// <summary>The cursor on another plugin; its card, where the card of the one before was shown.</summary>
    public PluginsScreen Move(int index)
    {
        var moved = this with { Cursor = Cursor.To(index, Shown.Length, ListLines) };
        return moved.Cursor.Index == Cursor.Index ? moved : moved.OfOther();
    }

    /// <summary>With what fits a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="key">The plugin that the cursor is on then, where it fits; null for the one that it is on.</param>
    public PluginsScreen Filtered(ListFilter filter, string? key = null)
    {
        ImmutableArray<PluginEntry> shown = [.. Plugins.Where(plugin => filter.Fits(plugin.Texts))];
        int at = shown.ToList().FindIndex(plugin => plugin.Key == (key ?? Chosen?.Key));
        var next = this with { Filter = filter, Shown = shown };
        next = next with { Cursor = Cursor.To(Math.Max(0, at), shown.Length, ListLines) };
        return next.Chosen?.Key == Chosen?.Key ? next : next.OfOther();
    }

    /// <summary>With another page, from its beginning.</summary>
    public PluginsScreen Showing(PluginPage page) => this with { Page = page, PageTop = 0 };

    /// <summary>The page from another line on.</summary>
    public PluginsScreen Scrolled(int top)
    {
        int last = PluginsView.PageLines(this, Size).Count - PluginsView.PageHeight(this, Size);
        return this with { PageTop = Math.Clamp(top, 0, Math.Max(0, last)) };
    }

    private PluginsScreen OfOther() => Showing(Page == PluginPage.Card ? Page : PluginPage.Details);

    private PluginsScreen Sized(Size size)
    {
        var sized = this with { Size = size };
        sized = sized with { Cursor = Cursor.To(Cursor.Index, Shown.Length, sized.ListLines) };
        return sized.Scrolled(PageTop);
    }

    /// <summary>What the mouse does.</summary>
    private Step Point(Message message) => message switch
    {
        PartClicked { Id: PluginsView.List, Row: >= 0 } clicked when clicked.Row < Shown.Length =>
            Step.To(Move(clicked.Row) with { Reads = clicked.IsDouble }),
        PartWheeled { Id: PluginsView.List } wheeled => Step.To(Move(Cursor.Index + wheeled.Lines)),
        PartWheeled { Id: PluginsView.PageText } wheeled => Step.To(Scrolled(PageTop + wheeled.Lines)),
        PartScrolled { Id: PluginsView.List } scrolled =>
            Step.To(this with { Cursor = Cursor with { Top = scrolled.Top } }),
        PartScrolled { Id: PluginsView.PageText } scrolled => Step.To(Scrolled(scrolled.Top)),
        _ => Step.Stay(this),
    };
}
