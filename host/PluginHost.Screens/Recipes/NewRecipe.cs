using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Recipes;

/// <summary>The question what a new recipe is called.</summary>
/// <param name="Name">What was typed.</param>
/// <param name="Problem">What is wrong with a name that was tried; empty for nothing.</param>
internal sealed record NewRecipe(TypedText Name, string Problem)
{
    public const string Field = "new-name";

    public static NewRecipe Empty { get; } = new(TypedText.Of(""), "");

    public static ImmutableArray<KeyAction> Actions { get; } =
        TypingActions.Of("New recipe", "write it");

    public NewRecipe Type(TextTyped typed) => this with { Name = TypedText.Of(typed), Problem = "" };

    public Dialog Dialog() => new(
        "New recipe",
        new DialogField(Field, "name: ", Name.Text, Name.Cursor),
        Problem.Length > 0 ? new DialogText(Problem, Tone.Bad) : new DialogText("letters, digits, - and _", Tone.Dim));

    public IEnumerable<string> Linear() =>
    [
        .. Problem.Length > 0 ? (string[])[$"failed: {Problem}"] : [],
        "name of the new recipe (letters, digits, - and _), or cancel:",
    ];
}
