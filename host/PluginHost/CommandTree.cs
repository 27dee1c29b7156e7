using System.CommandLine;
using System.CommandLine.Help;
using PluginHost.CommandLine;
using PluginHost.Commands;
using PluginHost.Commands.Data;
using PluginHost.Commands.Noise;
using PluginHost.Commands.Plugins;
using PluginHost.Commands.Recipes;
using PluginHost.Commands.Results;
using PluginHost.Screens;

namespace PluginHost;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    /// <param name="recipeArguments">What followed <c>--</c> on the command line; for the recipe.</param>
    public static RootCommand Create(string[] recipeArguments)
    {
        var root = new RootCommand(
            "Experiments on unlearnable examples: recipes make noise with plugins, train on the protected data, and compare.");
        Settings.AddTo(root);
        root.Add(RunCommand.Create(recipeArguments));
        root.Add(Group("results", "browse and export what was recorded",
            ResultsList.Create(), ResultsShow.Create(), ResultsTable.Create(), ResultsViews.Create(), ResultsDiff.Create(),
            ResultsWhy.Create(), ResultsPlot.Create(), ResultsExport.Create(), ResultsImport.Create(),
            ResultsTag.Create(), ResultsNote.Create(), ResultsTrash.Remove(), ResultsTrash.Restore(), ResultsTrash.List(), ResultsRebuild.Create()));
        root.Add(Group("recipes", "the scripts that say what to run",
            RecipesList.Create(), RecipesNew.Create(), RecipesCheck.Create()));
        root.Add(Group("plugins", "noise methods, models, augmentations and filters",
            PluginsList.Create(), PluginsShow.Create(), PluginsNew.Create(), PluginsVerify.Create(), PluginsWhy.Create()));
        root.Add(Group("data", "data sets", DataList.Create(), DataGet.Create(), DataVerify.Create()));
        root.Add(Group("noise", "noise sets and noise files",
            NoiseList.Create(), NoiseView.Create(), NoiseVerify.Create(), NoiseImport.Create(), NoiseExportCommand.Create()));
        root.Add(DoctorCommand.Create());
        var ascii = OptionKinds.Switch("--ascii", "in the terminal UI: no signs but those of ASCII");
        var mouse = OptionKinds.Switch("--mouse", "in the terminal UI: take the mouse (the terminal's own selection then needs Shift)");
        root.Add(ascii);
        root.Add(mouse);
        root.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            return settings.Plain ? UserInterface.Tell(settings)
                : UserInterface.IsPossible ? UserInterface.Draw(settings, parsed.GetValue(ascii), parsed.GetValue(mouse))
                : new HelpAction().Invoke(parsed);
        });
        return root;
    }

    /// <summary>A command that only holds others; alone it prints its help.</summary>
    private static Command Group(string name, string help, params Command[] commands)
    {
        var group = new Command(name, help);
        foreach (var command in commands)
        {
            group.Add(command);
        }

        group.SetAction(parsed => new HelpAction().Invoke(parsed));
        return group;
    }
}
