using System.Collections.Immutable;
using PluginHost.Loading.Metadata;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Plugins;

/// <summary>The question what a new plugin is, and what it is called.</summary>
/// <param name="Kind">Which of the kinds.</param>
/// <param name="Name">What was typed.</param>
/// <param name="Problem">What is wrong with a name that was tried; empty for nothing.</param>
internal sealed record NewPlugin(PluginKind Kind, TypedText Name, string Problem)
{
    public const string Field = "new-name", Kinds = "kind";

    private const string Group = "New plugin", NameHelp = "lower-case letters, digits and hyphens, such as my-noise";

    public static NewPlugin Empty { get; } = new(PluginKind.Noise, TypedText.Of(""), "");

    public static ImmutableArray<KeyAction> Actions { get; } =
    [
        .. TypingActions.Of(Group, "make it"),
        new(Kinds, "what it is") { Argument = "KIND", Values = _ => PluginKindWords.All, Group = Group },
    ];

    public NewPlugin Type(TextTyped typed) => this with { Name = TypedText.Of(typed), Problem = "" };

    /// <summary>Of another kind; null where a word names none.</summary>
    public NewPlugin? OfKind(string? word) =>
        PluginKindWords.Parse(word ?? "") is { } kind ? this with { Kind = kind, Problem = "" } : null;

    public NewPlugin OfIndex(int index) => OfKind(PluginKindWords.All[index]) ?? this;

    public Dialog Dialog() => new(
        "New plugin",
        new DialogText("made from a template that works as it is", Tone.Dim),
        new DialogOptions(Kinds, [.. PluginKindWords.All], PluginKindWords.All.ToList().IndexOf(Kind.Word())),
        new DialogField(Field, "name: ", Name.Text, Name.Cursor),
        Problem.Length > 0 ? new DialogText(Problem, Tone.Bad) : new DialogText(NameHelp, Tone.Dim));

    public IEnumerable<string> Linear() =>
    [
        .. Problem.Length > 0 ? (string[])[$"failed: {Problem}"] : [],
        $"new plugin of kind {Kind.Word()}; ':kind KIND' takes another of {string.Join(", ", PluginKindWords.All)}",
        $"its name ({NameHelp}), or cancel:",
    ];

    /// <summary>Writes its folder.</summary>
    /// <returns>What to do with it, in lines.</returns>
    /// <exception cref="UsageException">The name is none that a plugin can have.</exception>
    /// <exception cref="IOException">There is such a folder already, or it cannot be written.</exception>
    public ImmutableArray<string> Write(Places places)
    {
        string shown = Shown.Path(places.NewPlugin(Kind, Name.Text.Trim(), parent: null));
        string build = $"build it with: dotnet build {shown} -c Release";
        return [$"made {shown}", "", build, "", "this list says when it is built"];
    }
}
