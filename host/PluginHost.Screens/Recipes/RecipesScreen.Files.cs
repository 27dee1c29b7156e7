using PluginHost.Recipes.Scripts;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Recipes;

/// <summary>Recipes are written and changed.</summary>
internal sealed partial record RecipesScreen
{
    private const string NoEditor = "no editor was found; name yours in the environment variable EDITOR";

    /// <summary>Gives the terminal to the user's editor, with the chosen recipe.</summary>
    public Step Edit()
    {
        if (Chosen is not { } recipe)
        {
            return Step.To(this, new Notify("there is no recipe", Status.Warning));
        }

        try
        {
            var editor = Editor.Command(Variable, File.Exists);
            return editor.IsEmpty
                ? Step.To(this, new Notify(NoEditor, Status.Failed))
                : Step.To(this, new RunProgram([.. editor, recipe.Info.File], code => new Edited(editor[0], code)));
        }
        catch (UsageException wrong)
        {
            return Step.To(this, new Notify($"the editor is not known: {wrong.Message}", Status.Failed));
        }
    }

    /// <summary>Writes a recipe to begin with.</summary>
    public Step Make(string name)
    {
        var write = new Background(NewWork, _ => new Made(RecipeFolder.New(Folder, name)))
        {
            Says = "writing the recipe", IsChange = true,
        };
        return Step.To(this, write);
    }

    private Step Take(Made made)
    {
        var notice = new Notify($"wrote {Running.Words.Shown.Path(made.File)}; e edits it");
        var next = this with
        {
            Naming = null,
            Filter = ListFilter.None,
            Wanted = Path.GetFileNameWithoutExtension(made.File),
            Page = RecipePage.Text,
        };
        var step = next.Refresh();
        return step with { Effects = step.Effects.Add(notice) };
    }

    private Step Take(Edited edited)
    {
        var step = (WithoutOutputs() with { Page = RecipePage.Text }).Refresh();
        return edited.Code switch
        {
            0 => step,
            RunProgram.NotStarted => Told($"the editor {edited.Editor} cannot be started"),
            _ => Told($"the editor {edited.Editor} ended with code {edited.Code}"),
        };

        Step Told(string problem) => step with { Effects = step.Effects.Add(new Notify(problem, Status.Failed)) };
    }
}
