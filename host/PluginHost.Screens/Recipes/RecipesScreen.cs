using System.Collections.Immutable;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Recipes;

/// <summary>What is read of a recipe.</summary>
internal enum RecipePage
{
    Text,
    Plan,
    Check,
}

/// <summary>The scripts: their text, what they would run, and how they are written and started.</summary>
/// <param name="Places">Where scripts and store lie.</param>
/// <param name="Clock">The time.</param>
/// <param name="ShowRun">Goes to a run that was started, by its name among live runs.</param>
internal sealed partial record RecipesScreen(Places Places, TimeProvider Clock, Func<string, Show> ShowRun) : IScreen
{
    public const string Name = "Recipes";

    public const string MoreField = "more-options";

    /// <summary>The values of variables of the environment, which name the editor.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public ImmutableArray<RecipeScript> Scripts { get; private init; } = [];

    public bool IsLoaded { get; private init; }

    public ListFilter Filter { get; init; } = ListFilter.None;

    /// <summary>The scripts that fit the filter.</summary>
    public ImmutableArray<RecipeScript> Shown { get; private init; } = [];

    /// <summary>Among those that are shown.</summary>
    public ListCursor Cursor { get; private init; }

    /// <summary>The recipe that the cursor goes to once it is listed; null for the one that it is on.</summary>
    private string? Wanted { get; init; }

    /// <summary>The first line of the page that is seen.</summary>
    public int PageTop { get; init; }

    /// <summary>Whether keys scroll the page, which has all the room then, instead of going through the list.</summary>
    public bool Reads { get; init; }

    public RecipePage Page { get; init; }

    public StartForm Form { get; init; } = StartForm.Empty;

    /// <summary>The plans that were made, by their command lines.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Plans { get; private init; } = NoOutputs;

    /// <summary>What the checks found, by the recipes' files.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Checks { get; private init; } = NoOutputs;

    /// <summary>More options, while they are typed at the bottom; null while they are not.</summary>
    public TypedText? Typing { get; init; }

    /// <summary>The question with what the recipe is to be started; null for none.</summary>
    public StartQuestion? Asks { get; init; }

    /// <summary>The question what a new recipe is called; null for none.</summary>
    public NewRecipe? Naming { get; init; }

    public Size Size { get; private init; } = new(80, 21);

    public string Title => Name;

    /// <remarks>
    /// While it is asked with what to start there is none: the dialog's own line has the keys that its actions do not
    /// take, and line by line what is written are commands.
    /// </remarks>
    public string? Field
    {
        get
        {
            if (Naming is not null)
            {
                return NewRecipe.Field;
            }

            if (Typing is not null)
            {
                return MoreField;
            }

            return Filter.IsTyped ? ListFilter.Field : null;
        }
    }

    public Dialog? Dialog
    {
        get
        {
            if (Naming is not null)
            {
                return Naming.Dialog();
            }

            return Asks is not null && Chosen is { } recipe ? StartQuestion.Dialog(this, recipe, Asks.Cursor) : null;
        }
    }

    public RecipeScript? Chosen => Cursor.Index < Shown.Length ? Shown[Cursor.Index] : null;

    public ImmutableArray<KeyAction> Actions => RecipesActions.Of(this);

    /// <summary>How many rows of the list are seen.</summary>
    public int ListLines => Math.Max(1, Size.Height - 2);

    private static ImmutableDictionary<string, ImmutableArray<string>> NoOutputs { get; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public Step Do(Message message) => message switch
    {
        Opened => Refresh(),
        Resized resized => Step.To(Sized(resized.Size)),
        Listed listed => Step.To(Take(listed)),
        Planned planned => Step.To(this with { Plans = Plans.SetItem(planned.Command, planned.Lines) }),
        Checked done => Step.To(this with { Checks = Checks.SetItem(done.File, done.Lines) }),
        Began began => Step.To(this, Notice(began), ShowRun(began.Id)),
        Made made => Take(made),
        Edited edited => Take(edited),
        TextTyped typed => Type(typed),
        OptionChosen chosen => Choose(chosen),
        ActionCalled called => RecipesActions.Do(this, called),
        PartClicked or PartWheeled or PartScrolled => Dialog is null ? Point(message) : Step.Stay(this),
        WorkCancelled cancelled => Step.To(Without(cancelled.Work)),
        WorkFailed failed => Fail(failed),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) => RecipesView.Parts(this, room, symbols);

    public IEnumerable<string> Linear() => RecipesLinear.Of(this);

    private static Notify Notice(Began began) =>
        new($"{began.Recipe} runs in a process of its own; it goes on when this window is closed");
}
