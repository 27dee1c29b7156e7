using System.Collections.Immutable;
using PluginHost.CommandLine;
using PluginHost.Running.Live;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Runs;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Recipes;

/// <summary>The scripts: their text, what they would run, and how they are started.</summary>
/// <param name="Settings">Where scripts and store lie.</param>
/// <param name="Clock">The time.</param>
internal sealed record RecipesScreen(Settings Settings, TimeProvider Clock) : IScreen
{
    public const string Name = "Recipes";

    internal sealed record Listed(ImmutableArray<RecipeScript> Scripts) : Message;

    internal sealed record Planned(string Command, ImmutableArray<string> Lines) : Message;

    internal sealed record Began(string Id, string Recipe) : Message;

    public ImmutableArray<RecipeScript> Scripts { get; private init; } = [];

    public bool IsLoaded { get; private init; }

    public ListCursor Cursor { get; private init; }

    /// <summary>Where the text or the plan is scrolled to.</summary>
    public ListCursor Reading { get; init; }

    /// <summary>Whether keys scroll the text instead of going through the list.</summary>
    public bool Reads { get; init; }

    /// <summary>Whether the plan stands in the text's place.</summary>
    public bool ShowsPlan { get; init; }

    public StartForm Form { get; init; } = StartForm.Empty;

    /// <summary>The plans that were made, by their command lines; empty while one is made.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Plans { get; private init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>More options, while they are typed.</summary>
    public TextField? Typing { get; init; }

    /// <summary>Whether the question stands if the recipe is to be started.</summary>
    public bool Asks { get; init; }

    public Size Size { get; private init; } = new(80, 22);

    public string Title => Name;

    public bool TakesText => Typing is not null || Asks;

    public RecipeScript? Chosen => Cursor.Index < Scripts.Length ? Scripts[Cursor.Index] : null;

    public ImmutableArray<KeyAction> Actions => RecipesActions.Of(this);

    public int ListLines => Math.Max(1, Size.Height - 2);

    /// <summary>What is read on the right.</summary>
    public ImmutableArray<string> Page => ShowsPlan && Command() is { } command
        ? Plans.TryGetValue(command, out var plan) && plan.Length > 0 ? plan : ["making the plan: compiles the recipe and looks what the store has"]
        : Chosen?.Text ?? [];

    public Step Do(Message message) => message switch
    {
        Opened => Refresh(),
        Listed listed => Step.To(this with
        {
            Scripts = listed.Scripts,
            IsLoaded = true,
            Cursor = Cursor.To(listed.Scripts.ToList().FindIndex(s => s.Info.Name == Chosen?.Info.Name) is >= 0 and var at ? at : FirstToTry(listed.Scripts), listed.Scripts.Length, ListLines),
        }),
        Planned planned => Step.To(this with { Plans = Plans.SetItem(planned.Command, planned.Lines) }),
        Began began => Step.To(this, new Notify($"{began.Recipe} runs in a process of its own; it goes on when this window is closed"), new Show(RunsScreen.Name, new RunsScreen.Started(began.Id))),
        Resized resized => Step.To(this with { Size = resized.Size, Cursor = Cursor.To(Cursor.Index, Scripts.Length, Math.Max(1, resized.Size.Height - 2)) }),
        KeyTyped typed when Typing is not null => Type(typed.Key),
        Pasted pasted when Typing is not null => Step.To(this with { Typing = Typing.Insert(pasted.Text) }),
        KeyTyped typed when Asks => (char)typed.Key.Rune.Value is 'y' or 'Y' || typed.Key.Name == KeyName.Enter ? Start() : Step.To(this with { Asks = false }, new Notify("not started")),
        ActionCalled called => RecipesActions.Do(this, called),
        Clicked { Mouse: { Action: MouseAction.WheelUp or MouseAction.WheelDown } mouse } =>
            RecipesActions.Do(this, new ActionCalled(mouse.Action == MouseAction.WheelUp ? "up" : "down")),
        Clicked { Mouse: { Action: MouseAction.Press } mouse } when mouse.Y >= 1 && mouse.Y <= ListLines && mouse.X < RecipesView.ListWidth(Size.Width) => Move(Cursor.Top + mouse.Y - 1),
        WorkFailed failed => Step.To(this, new Notify(FailureText.Line(failed.Error), Status.Failed)),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look) => RecipesView.Draw(this, size, look);

    public IEnumerable<string> Linear() => RecipesView.Linear(this);

    public Step Refresh() => Step.To(this, new Background("list", _ => new Listed(RecipeScript.All(Path.Combine(Settings.Root, "scripts")))));

    /// <summary>The cursor on another recipe: with its own preset, and its text from the beginning.</summary>
    public Step Move(int index) => Replan(this with
    {
        Cursor = Cursor.To(index, Scripts.Length, ListLines),
        Reading = default,
        Form = Form with { Preset = null },
    });

    /// <summary>Makes the plan anew where it is shown and what it depends on has changed.</summary>
    public static Step Replan(RecipesScreen screen)
    {
        if (!screen.ShowsPlan || screen.Chosen is null || screen.Command() is not { } command || screen.Plans.ContainsKey(command))
        {
            return Step.To(screen);
        }

        var arguments = screen.Form.Arguments(screen.Chosen.Info.File, screen.Settings);
        return Step.To(screen, new Background("plan", cancel => new Planned(command, Lines(OwnProgram.Run(
            Directory.GetCurrentDirectory(), [.. arguments, "--dry-run", "--no-measure", "--plain"], cancel)))));
    }

    /// <summary>Plans are made anew the next time: the store has changed, or the recipe.</summary>
    public RecipesScreen WithoutPlans() => this with { Plans = Plans.Clear() };

    public Step Start()
    {
        if (Chosen is not { } recipe)
        {
            return Step.To(this with { Asks = false });
        }

        var arguments = Form.Arguments(recipe.Info.File, Settings);
        return Step.To((this with { Asks = false }).WithoutPlans(), new Background("start", _ => new Began(
            DetachedRun.Start(Settings.Store, Directory.GetCurrentDirectory(), DetachedRun.Plain(arguments), Clock), recipe.Info.Name)));
    }

    /// <summary>The command that runs the chosen recipe as it stands; null where what was typed is no command.</summary>
    public string? Command()
    {
        try
        {
            return Chosen is { } recipe ? "pluginhost " + string.Join(' ', Form.Arguments(recipe.Info.File, Settings).Select(RunRequest.Quoted)) : null;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private Step Type(Key key)
    {
        if (key.Name == KeyName.Escape || Typing is null)
        {
            return Step.To(this with { Typing = null });
        }

        if (key.Name != KeyName.Enter)
        {
            return Step.To(this with { Typing = Typing.Press(key) });
        }

        try
        {
            _ = StartForm.Words(Typing.Text);
            return Replan(this with { Typing = null, Form = Form with { More = Typing.Text.Trim() }, Reading = default });
        }
        catch (UsageException wrong)
        {
            return Step.To(this, new Notify(wrong.Message, Status.Failed));
        }
    }

    /// <summary>The quickstart is the one to try first.</summary>
    private static int FirstToTry(ImmutableArray<RecipeScript> scripts) => Math.Max(0, scripts.ToList().FindIndex(script => script.Info.Name == "quickstart"));

    private static ImmutableArray<string> Lines(string text) => [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')];
}
