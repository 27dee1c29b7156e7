using System.Collections.Immutable;
using PluginHost.Screens.Lists;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Recipes;

/// <summary>What can be done with recipes.</summary>
internal static class RecipesActions
{
    private const string Group = "Recipes", StartAction = "start", Plan = "plan", Preset = "preset", Device = "device", More = "options",
        Read = "read", Back = "back", Refresh = "refresh", CopyCommand = "copy-command", Open = "open", Yes = "y";

    public static ImmutableArray<KeyAction> Of(RecipesScreen screen) =>
    [
        .. screen.Asks ? (KeyAction[])[new(Yes, "start it") { Group = Group }] : [],
        new(StartAction, "start it in a process of its own", "s") { Hint = "start", Group = Group },
        new(Plan, "its plan, or its text again", "p") { Hint = screen.ShowsPlan ? "text" : "plan", Group = Group },
        new(Preset, "the next preset", "t") { Hint = "preset", Group = Group, Argument = "NAME" },
        new(Device, "the next device", "d") { Hint = "device", Group = Group, Argument = "NAME" },
        new(More, "more options, such as --seeds 3 or --only 'noise.method == rem'", "o") { Hint = "options", Group = Group, Argument = "OPTIONS" },
        screen.Reads
            ? new(Back, "back to the list", "escape", "left", "h") { Hint = "list", Group = Group }
            : new(Read, "scroll the text or the plan", "enter", "right", "l") { Hint = "read", Group = Group },
        new(Open, "choose a recipe by its number") { Group = Group, Argument = "NUMBER" },
        new(CopyCommand, "copy the command that runs it so", "y") { Group = Group },
        new(Refresh, "look for scripts, and plan anew", "r") { Group = Group },
        .. ListCursor.Actions(Group),
    ];

    public static Step Do(RecipesScreen screen, ActionCalled called) => called.Id switch
    {
        StartAction when screen.Chosen is null => Step.To(screen, new Notify("there is no recipe", Status.Warning)),
        Yes => screen.Start(),
        StartAction when screen.Command() is not { } => Step.Stay(screen),
        StartAction => Step.To(screen with { Asks = true }, new Notify($"Start {screen.Chosen?.Info.Name}? y: {screen.Command()}", Status.Warning)),
        Plan => RecipesScreen.Replan(screen with { ShowsPlan = !screen.ShowsPlan, Reading = default }),
        Preset => SetPreset(screen, called.Argument),
        Device => RecipesScreen.Replan(screen with { Form = called.Argument is { } name ? screen.Form with { Device = name } : screen.Form.NextDevice(), Reading = default }),
        More when called.Argument is { } text => RecipesScreen.Replan(screen with { Form = screen.Form with { More = text } }),
        More => Step.To(screen with { Typing = TextField.Of(screen.Form.More) }),
        Read => Step.To(screen with { Reads = true }),
        Back => Step.To(screen with { Reads = false }),
        Open => ListCursor.Numbered(called.Argument, screen.Scripts.Length) is { } index
            ? screen.Move(index) : Step.To(screen, new Notify($"open takes a number from 1 to {screen.Scripts.Length}", Status.Failed)),
        CopyCommand when screen.Command() is { } command => Step.To(screen, new Copy(command, "the command")),
        Refresh => screen.WithoutPlans().Refresh(),
        _ when screen.Reads => Scroll(screen, called.Id),
        _ => screen.Cursor.Moved(called.Id, screen.Scripts.Length, screen.ListLines) is { } moved ? screen.Move(moved.Index) : Step.Stay(screen),
    };

    private static Step SetPreset(RecipesScreen screen, string? name)
    {
        if (screen.Chosen is not { } recipe)
        {
            return Step.Stay(screen);
        }

        return name is not null && !recipe.Presets.Contains(name)
            ? Step.To(screen, new Notify($"{recipe.Info.Name} has no preset '{name}'{Nearest.Hint(name, recipe.Presets)}", Status.Failed))
            : RecipesScreen.Replan(screen with { Form = name is null ? screen.Form.NextPreset(recipe.Presets) : screen.Form with { Preset = name }, Reading = default });
    }

    /// <summary>What is read has no cursor: a line further is a line scrolled.</summary>
    private static Step Scroll(RecipesScreen screen, string action)
    {
        int page = screen.ListLines, last = Math.Max(0, screen.Page.Length - page);
        return screen.Reading.Moved(action, screen.Page.Length, page) is { } moved
            ? Step.To(screen with { Reading = new ListCursor(Math.Min(moved.Index, last), Math.Min(moved.Index, last)) })
            : Step.Stay(screen);
    }
}
