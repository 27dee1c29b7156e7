using PluginHost.CommandLine;
using PluginHost.Screens.Images;
using PluginHost.Screens.LiveConsole;
using PluginHost.Screens.Plugins;
using PluginHost.Screens.Recipes;
using PluginHost.Screens.Results;
using PluginHost.Screens.Runs;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;
using PluginHost.Tui.Terminals;

namespace PluginHost.Screens;

/// <summary>The program without a command: the screens, drawn on a terminal or told line by line.</summary>
internal static class UserInterface
{
    public const string KeyFile = "keys.json";

    // How many rows the linear mode lists at a time, and what a line may be as long as.
    private static readonly Size LinearSize = new(200, 22);

    /// <summary>Whether whole screens can be drawn.</summary>
    public static bool IsPossible => UnixTerminal.IsThere && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public static int Draw(Settings settings, bool ascii, bool mouse)
    {
        var shell = ShellOf(settings);
        using var terminal = new UnixTerminal(mouse);
        var look = new Look(ColourLevels.From(Environment.GetEnvironmentVariable), ascii ? Symbols.Ascii : Symbols.Unicode);
        return ScreenLoop.Run(terminal, shell, look);
    }

    public static int Tell(Settings settings) =>
        LinearLoop.Run(Console.In, Console.Out, ShellOf(settings), LinearSize, Console.IsInputRedirected ? "" : "> ");

    private static Shell ShellOf(Settings settings) => Shell.Of(
        [
            new ResultsScreen(new StoreSource(settings)),
            new RunsScreen(settings, TimeProvider.System),
            new PluginsScreen(settings),
            new RecipesScreen(settings, TimeProvider.System),
            new ImagesScreen(settings),
            new ConsoleScreen(new ConsoleRunner(settings)),
        ],
        Keys(settings));

    /// <summary>The user's own keys: of keys.json beside plugins.json, else of the one in his configuration folder.</summary>
    private static CustomKeys Keys(Settings settings)
    {
        string configuration = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        string[] places = [Path.Combine(settings.Root, KeyFile), Path.Combine(configuration, "pluginhost", KeyFile)];
        return places.FirstOrDefault(File.Exists) is { } file ? CustomKeys.Parse(File.ReadAllText(file), Running.Words.Shown.Path(file)) : CustomKeys.None;
    }
}
