using System.CommandLine;
using System.CommandLine.Help;
using PluginHost.CommandLine;
using PluginHost.Commands;
using PluginHost.Commands.Data;
using PluginHost.Commands.Noise;
using PluginHost.Commands.Plugins;
using PluginHost.Commands.Recipes;
using PluginHost.Commands.Results;
using PluginHost.Running.Requests;
using PluginHost.Screens;

namespace PluginHost;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    private const string ThemeVariable = "PLUGINHOST_THEME";

    /// <param name="recipeArguments">What followed <c>--</c> on the command line; for the recipe.</param>
    public static RootCommand Create(string[] recipeArguments)
    {
        var root = new RootCommand(
            $"""
            Experiments on unlearnable examples: recipes make noise with plugins, train on the protected data, and
            compare.

            Without a command, on a terminal: the screens (results, runs, plugins, recipes, images, console); ? shows
            their keys. With --plain they are told line by line. {UserInterface.KeyFile} beside plugins.json, or in
            {UserInterface.KeyFolder}, holds your own keys by action, such as: {UserInterface.KeyExample}
            """);
        Settings.AddTo(root);
        root.Add(RunCommand.Create(recipeArguments));
        root.Add(Group("results", "browse and export what was recorded",
            ResultsList.Create(), ResultsShow.Create(), ResultsTable.Create(), ResultsViews.Create(),
            ResultsDiff.Create(),
            ResultsWhy.Create(), ResultsPlot.Create(), ResultsExport.Create(), ResultsImport.Create(),
            ResultsTag.Create(), ResultsNote.Create(), ResultsTrash.Remove(), ResultsTrash.Restore(),
            ResultsTrash.List(), ResultsRebuild.Create()));
        root.Add(Group("recipes", "the scripts that say what to run",
            RecipesList.Create(), RecipesNew.Create(), RecipesCheck.Create(), RecipesHelp.Create()));
        root.Add(Group("plugins", "noise methods, models, augmentations and filters",
            PluginsList.Create(), PluginsShow.Create(), PluginsNew.Create(), PluginsVerify.Create(),
            PluginsWhy.Create(), PluginsInstall.Create(), PluginsRemove.Create()));
        root.Add(Group("data", "data sets", DataList.Create(), DataGet.Create(), DataVerify.Create()));
        root.Add(Group("noise", "noise sets and noise files",
            NoiseList.Create(), NoiseView.Create(), NoiseVerify.Create(), NoiseImport.Create(),
            NoiseExportCommand.Create()));
        root.Add(DoctorCommand.Create());
        var ascii = OptionKinds.Switch("--ascii", "in the terminal UI: no signs but those of ASCII");
        var noMouse = OptionKinds.Switch(
            "--no-mouse",
            "in the terminal UI: leave the mouse to the terminal, for its own selection (else that needs Shift)");
        var theme = OptionKinds.Choice(
            "--theme",
            $"in the terminal UI: its colours [default: {ThemeVariable}, else dark]",
            [.. UserInterface.Themes]);
        root.Add(ascii);
        root.Add(noMouse);
        root.Add(theme);
        root.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            if (settings.Plain)
            {
                return UserInterface.Tell(settings, Console.In, Console.Out, Console.IsInputRedirected ? "" : "> ");
            }

            if (Console.IsInputRedirected || Console.IsOutputRedirected)
            {
                return new HelpAction().Invoke(parsed);
            }

            if (!UserInterface.CanDraw)
            {
                throw new UsageException(
                    "this terminal draws no screens (TERM is dumb or not set): "
                    + "pluginhost --plain tells them line by line");
            }

            return UserInterface.Draw(
                settings, parsed.GetValue(ascii), !parsed.GetValue(noMouse), ThemeOf(parsed.GetValue(theme)));
        });
        return root;
    }

    /// <summary>The theme that was asked for; null for the usual one.</summary>
    private static string? ThemeOf(string? option)
    {
        if (!string.IsNullOrEmpty(option))
        {
            return option;
        }

        string? variable = Environment.GetEnvironmentVariable(ThemeVariable);
        if (string.IsNullOrEmpty(variable))
        {
            return null;
        }

        return UserInterface.Themes.Contains(variable)
            ? variable
            : throw new UsageException(
                $"{ThemeVariable}: there is no theme '{variable}'{Nearest.Hint(variable, UserInterface.Themes)}; "
                + $"there are {string.Join(", ", UserInterface.Themes)}");
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
