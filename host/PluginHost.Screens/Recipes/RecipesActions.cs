using System.Collections.Immutable;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;

namespace PluginHost.Screens.Recipes;

/// <summary>What can be done with recipes.</summary>
internal static partial class RecipesActions
{
    private const string Group = "Recipes", Start = "start", Plan = "plan", Check = "check", Edit = "edit", New = "new",
        Read = "read", Back = "back", Refresh = "refresh", CopyCommand = "copy-command", Open = "open",
        Filter = "filter", Clear = "clear";

    // What brings the recipe's own preset back.
    private const string OwnPreset = "own";

    public static ImmutableArray<KeyAction> Of(RecipesScreen screen)
    {
        if (screen.Naming is not null)
        {
            return NewRecipe.Actions;
        }

        if (screen.Asks is not null)
        {
            return StartQuestion.Actions(screen);
        }

        if (screen.Typing is not null)
        {
            return TypingActions.Of("Options");
        }

        return screen.Filter.IsTyped ? ListFilter.Actions : OfList(screen);
    }

    /// <summary>What changes the command that starts a recipe.</summary>
    public static IEnumerable<KeyAction> Form(RecipesScreen screen, string group) =>
    [
        new(StartQuestion.Preset, "with which preset; 'own' for the recipe's own", "t")
        {
            Argument = "NAME",
            Values = typed => Beginning([OwnPreset, .. screen.Chosen?.PresetNames ?? []], typed),
            Group = group,
        },
        new(StartQuestion.Device, "on which device", "d")
        {
            Argument = "NAME", Values = typed => Beginning(screen.Form.Devices, typed), Group = group,
        },
        new(StartQuestion.More, "more options, such as --seeds 3 or --only 'noise.method == rem'", "o")
        {
            Hint = screen.Asks is null ? "options" : null, Argument = "OPTIONS", Group = group,
        },
    ];

    private static ImmutableArray<KeyAction> OfList(RecipesScreen screen) =>
    [
        new(Start, "start it, after a question with what", "s") { Hint = "start", Group = Group },
        new(Plan, "its plan, or its text again", "p")
        {
            Hint = screen.Page == RecipePage.Plan ? "text" : "plan", Group = Group,
        },
        .. Form(screen, Group),
        new(Filter, "only recipes that hold these words", "/") { Hint = "filter", Argument = "WORDS", Group = Group },
        new(Edit, "change its text in your editor", "e") { Hint = "edit", Group = Group },
        new(New, "write a new recipe", "n") { Hint = "new", Argument = "NAME", Group = Group },
        new(Check, "compile and expand it without running, or its text again", "c")
        {
            Hint = screen.Page == RecipePage.Check ? "text" : "check", Group = Group,
        },
        .. screen.Reads
            ? (KeyAction[])[new(Back, "back to the list", "escape", "left", "h") { Hint = "list", Group = Group }]
            : [new(Read, "scroll the text or the plan", "enter", "right", "l") { Hint = "read", Group = Group }],
        .. !screen.Reads && screen.Page != RecipePage.Text
            ? (KeyAction[])[new(Back, "its text again", "escape", "left", "h") { Group = Group }]
            : [],
        new(Clear, "all recipes again", screen.Filter.IsOn && !screen.Reads ? ["escape"] : []) { Group = Group },
        new(Open, "choose a recipe by its number") { Group = Group, Argument = "NUMBER" },
        new(CopyCommand, "copy the command that runs it so", "y") { Group = Group },
        new(Refresh, "look for scripts, and plan anew", "r") { Group = Group },
        .. ListCursor.Actions(Group),
    ];

    private static IEnumerable<string> Beginning(IEnumerable<string> values, string typed) =>
        values.Where(value => value.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
}
