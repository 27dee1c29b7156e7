using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Recipes;

/// <summary>What is done outside of the screen, and what it brings back.</summary>
internal sealed partial record RecipesScreen
{
    private const string PlanWork = "plan", CheckWork = "check", NewWork = "new", FirstToTry = "quickstart";

    internal sealed record Listed(ImmutableArray<RecipeScript> Scripts) : Message;

    internal sealed record Planned(string Command, ImmutableArray<string> Lines) : Message;

    internal sealed record Checked(string File, ImmutableArray<string> Lines) : Message;

    internal sealed record Began(string Id, string Recipe) : Message;

    internal sealed record Made(string File) : Message;

    /// <summary>The editor has ended.</summary>
    internal sealed record Edited(string Editor, int Code) : Message;

    private string Folder => Path.Combine(Places.Root, "scripts");

    public Step Refresh() => Step.To(this, new Background("list", _ => new Listed(RecipeScript.All(Folder))));

    /// <summary>Makes the plan anew where it is shown and what it depends on has changed.</summary>
    public static Step Replan(RecipesScreen screen)
    {
        if (screen.Page != RecipePage.Plan || screen.Chosen is not { } recipe)
        {
            return Step.To(screen);
        }

        if (screen.Command() is not { } command || screen.Plans.ContainsKey(command))
        {
            return Step.To(screen);
        }

        var arguments = screen.Form.Arguments(recipe.Info.File, screen.Places);
        string[] asked = [.. arguments, "--dry-run", "--no-measure", "--plain"];
        return Step.To(screen, new Background(PlanWork, cancel => new Planned(command, OwnOutput.Of(asked, cancel)))
        {
            Says = $"making the plan of {recipe.Info.Name}",
        });
    }

    /// <summary>Plans and checks are made anew the next time: the store has changed, or the recipe.</summary>
    public RecipesScreen WithoutOutputs() => this with { Plans = NoOutputs, Checks = NoOutputs };

    /// <summary>Compiles the chosen recipe and expands it, and shows what was found.</summary>
    public Step Check()
    {
        if (Chosen is not { } recipe)
        {
            return Step.To(this, new Notify("there is no recipe", Status.Warning));
        }

        string file = recipe.Info.File;
        string[] arguments = ["recipes", "check", Running.Words.Shown.Path(file), .. Places.Arguments, "--plain"];
        var shown = this with { Page = RecipePage.Check, PageTop = 0, Checks = Checks.Remove(file) };
        return Step.To(shown, new Background(CheckWork, cancel => new Checked(file, OwnOutput.Of(arguments, cancel)))
        {
            Says = $"checking {recipe.Info.Name}",
        });
    }

    public Step Start()
    {
        if (Chosen is not { } recipe || Asks is null)
        {
            return Step.To(this with { Asks = null });
        }

        if (Problem() is { } problem)
        {
            return Step.To(this, new Notify(problem, Status.Failed));
        }

        string folder = Directory.GetCurrentDirectory();
        var arguments = DetachedRun.Plain(Form.Arguments(recipe.Info.File, Places));
        return Step.To((this with { Asks = null }).WithoutOutputs(), new Background(
            "start", _ => new Began(DetachedRun.Start(Places.Store, folder, arguments, Clock), recipe.Info.Name))
        {
            Says = $"starting {recipe.Info.Name}", IsChange = true,
        });
    }

    private RecipesScreen Take(Listed listed)
    {
        string name = Wanted ?? Chosen?.Info.Name ?? FirstToTry;
        var taken = this with { Scripts = listed.Scripts, IsLoaded = true, Wanted = null };
        return taken.Filtered(Filter, name).Scrolled(PageTop);
    }

    /// <summary>The text again where what was to stand in its place does not come.</summary>
    private RecipesScreen Without(string work) => work switch
    {
        PlanWork when Page == RecipePage.Plan => this with { Page = RecipePage.Text, PageTop = 0 },
        CheckWork when Page == RecipePage.Check => this with { Page = RecipePage.Text, PageTop = 0 },
        _ => this,
    };

    private Step Fail(WorkFailed failed)
    {
        string problem = FailureText.Line(failed.Error);
        if (failed.Work == NewWork && Naming is not null)
        {
            return Step.To(this with { Naming = Naming with { Problem = problem } });
        }

        return Step.To(Without(failed.Work), new Notify(problem, Status.Failed));
    }
}
