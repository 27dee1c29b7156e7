using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Recipes;

/// <summary>
/// The question with what the chosen recipe is to be started. What is chosen stands in the form at once, so that the
/// command is seen as it would run.
/// </summary>
/// <param name="Before">The form as it was, for who starts nothing.</param>
/// <param name="Cursor">Where the next character of the options comes.</param>
internal sealed record StartQuestion(StartForm Before, int Cursor)
{
    public const string Yes = "yes", No = "no", PlanFirst = "plan-first";

    public const string Preset = "preset", Device = "device", More = "options";

    private const string Group = "Start";

    /// <summary>What can be done while it is asked. No key is a character: those go into the options.</summary>
    public static ImmutableArray<KeyAction> Actions(RecipesScreen screen) =>
    [
        new(Yes, "start it in a process of its own", "enter") { Hint = "start", Group = Group },
        new(PlanFirst, "show its plan and start nothing yet", "ctrl-t") { Hint = "plan first", Group = Group },
        new(No, "start nothing", "escape", "ctrl-c") { Hint = "cancel", Group = Group },
        .. RecipesActions.Form(screen, Group).Select(action => action with { Keys = [] }),
    ];

    public static Dialog Dialog(RecipesScreen screen, RecipeScript recipe, int cursor)
    {
        var presets = Presets(recipe);
        var form = screen.Form;
        string? problem = screen.Problem();
        return new Dialog(
            $"Start {recipe.Info.Name}",
            problem is null ? new DialogText($"runs: {screen.Command()}") : new DialogText(problem, Tone.Bad),
            new DialogField(More, "more options: ", form.More, cursor),
            new DialogText("with preset", Tone.Head),
            new DialogOptions(Preset, [.. presets.Select(Told)], IndexOf(recipe, form.Preset)),
            new DialogText("on device", Tone.Head),
            new DialogOptions(Device, [.. form.Devices.Select(Told)], form.Devices.IndexOf(form.Device)),
            new DialogText("Tab and arrows go on, Space chooses", Tone.Dim));
    }

    /// <summary>The form with one of the options chosen.</summary>
    public static StartForm Chosen(RecipeScript recipe, StartForm form, OptionChosen chosen) => chosen.Id switch
    {
        Preset when chosen.Index == 0 => form with { Preset = null },
        Preset => form with { Preset = Presets(recipe)[chosen.Index].Name },
        Device => form with { Device = form.Devices[chosen.Index] },
        _ => form,
    };

    public static IEnumerable<string> Linear(RecipesScreen screen, RecipeScript recipe) =>
    [
        $"Start {recipe.Info.Name}?",
        screen.Problem() is { } problem ? $"problem: {problem}" : $"command: {screen.Command()}",
        .. Presets(recipe).Select(preset => $"preset {Told(preset)}"),
        $"devices: {string.Join(", ", screen.Form.Devices)}",
        $"'{Yes}' starts it, '{PlanFirst}' shows its plan, '{No}' starts nothing; "
        + $"'{Preset} NAME', '{Device} NAME' and '{More} TEXT' change the command",
    ];

    /// <summary>The recipe's own preset, then all others.</summary>
    private static ImmutableArray<RecipePreset> Presets(RecipeScript recipe)
    {
        string meaning = recipe.Presets.FirstOrDefault(preset => preset.Name == recipe.Default)?.Meaning ?? "";
        var others = recipe.Presets.Where(preset => preset.Name != recipe.Default);
        return [new RecipePreset(recipe.OwnPreset, meaning), .. others];
    }

    private static int IndexOf(RecipeScript recipe, string? preset) =>
        Math.Max(0, Presets(recipe).Select(other => other.Name).ToList().IndexOf(preset ?? recipe.OwnPreset));

    private static string Told(RecipePreset preset) =>
        preset.Meaning.Length > 0 ? $"{preset.Name}: {preset.Meaning}" : preset.Name;

    private static string Told(string device) => device switch
    {
        StartForm.AnyDevice => "auto: a CUDA device if there is one, else the CPU",
        _ => device,
    };
}
