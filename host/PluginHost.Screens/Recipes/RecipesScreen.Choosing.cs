using System.Collections.Immutable;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Recipes;

/// <summary>Which recipe is chosen, and what is seen of it.</summary>
internal sealed partial record RecipesScreen
{
    /// <summary>The cursor on another recipe: with its own preset, and its text from the beginning.</summary>
    public Step Move(int index)
    {
        var moved = this with { Cursor = Cursor.To(index, Shown.Length, ListLines) };
        return moved.Cursor.Index == Cursor.Index ? Step.To(moved) : Replan(moved.OfOther());
    }

    /// <summary>With what fits a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="name">The recipe that the cursor is on then, where it fits; null for the one that it is on.</param>
    public RecipesScreen Filtered(ListFilter filter, string? name = null)
    {
        ImmutableArray<RecipeScript> shown = [.. Scripts.Where(script => filter.Fits(script.Texts))];
        int at = shown.ToList().FindIndex(script => script.Info.Name == (name ?? Chosen?.Info.Name));
        var next = this with { Filter = filter, Shown = shown };
        next = next with { Cursor = Cursor.To(Math.Max(0, at), shown.Length, ListLines) };
        return next.Chosen?.Info.Name == Chosen?.Info.Name ? next : next.OfOther();
    }

    /// <summary>The page from another line on.</summary>
    public RecipesScreen Scrolled(int top)
    {
        int last = RecipesView.PageLines(this, Size).Count - RecipesView.PageHeight(Size);
        return this with { PageTop = Math.Clamp(top, 0, Math.Max(0, last)) };
    }

    /// <summary>After the cursor went to another recipe: nothing stays that was chosen for the one before.</summary>
    private RecipesScreen OfOther() => this with
    {
        PageTop = 0,
        Form = Form with { Preset = null },
        Page = Page == RecipePage.Check ? RecipePage.Text : Page,
    };

    private RecipesScreen Sized(Size size)
    {
        var sized = this with { Size = size };
        sized = sized with { Cursor = Cursor.To(Cursor.Index, Shown.Length, sized.ListLines) };
        return sized.Scrolled(PageTop);
    }

    /// <summary>What the mouse does.</summary>
    private Step Point(Message message) => message switch
    {
        PartClicked { Id: RecipesView.List, Row: >= 0 } clicked when clicked.Row < Shown.Length =>
            clicked.IsDouble ? Step.To(this with { Reads = true }) : Move(clicked.Row),
        PartWheeled { Id: RecipesView.List } wheeled => Move(Cursor.Index + wheeled.Lines),
        PartWheeled { Id: RecipesView.PageText } wheeled => Step.To(Scrolled(PageTop + wheeled.Lines)),
        PartScrolled { Id: RecipesView.List } scrolled =>
            Step.To(this with { Cursor = Cursor with { Top = scrolled.Top } }),
        PartScrolled { Id: RecipesView.PageText } scrolled => Step.To(Scrolled(scrolled.Top)),
        _ => Step.Stay(this),
    };

    /// <summary>The command that runs the chosen recipe so; null where what was typed is no command.</summary>
    public string? Command() => Chosen is { } recipe && Problem() is null
        ? "pluginhost " + string.Join(' ', Form.Arguments(recipe.Info.File, Places).Select(RunRequest.Quoted))
        : null;

    /// <summary>What is wrong with the options that were typed; null for nothing.</summary>
    public string? Problem()
    {
        try
        {
            _ = StartForm.Words(Form.More);
            return null;
        }
        catch (UsageException wrong)
        {
            return wrong.Message;
        }
    }
}
