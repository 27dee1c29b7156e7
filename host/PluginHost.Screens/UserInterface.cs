using System.Runtime.CompilerServices;
using PluginHost.Files;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Images;
using PluginHost.Screens.Keys;
using PluginHost.Screens.LiveConsole;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Plugins;
using PluginHost.Screens.Recipes;
using PluginHost.Screens.Results;
using PluginHost.Screens.Runs;
using PluginHost.Screens.Views;

namespace PluginHost.Screens;

/// <summary>The program without a command: the screens, drawn on a terminal or told line by line.</summary>
public static class UserInterface
{
    /// <summary>The file of the user's own keys.</summary>
    public const string KeyFile = "keys.json";

    /// <summary>What it holds.</summary>
    public const string KeyExample = """{ "filter": ["/", "ctrl-f"], "quit": "Q" }""";

    /// <summary>Where it may lie besides: the user's configuration folder.</summary>
    public static string KeyFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "pluginhost");

    // How many rows the linear mode lists at a time, and what a line may be as long as.
    private static readonly Size LinearSize = new(200, 22);

    /// <summary>The names of the themes.</summary>
    public static IEnumerable<string> Themes => Theme.All.Select(theme => theme.Name);

    /// <summary>Whether whole screens can be drawn on the terminal.</summary>
    public static bool CanDraw => Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>
    /// Begins, on a thread of its own, what drawing needs first: Terminal.Gui looks through all types that are loaded
    /// when it is first used, so it is used before there are many.
    /// </summary>
    public static void Prepare() => new Thread(PrepareLibrary) { IsBackground = true, Name = "terminal" }.Start();

    /// <summary>Draws the screens until they quit.</summary>
    /// <param name="places">Where everything lies.</param>
    /// <param name="ascii">Whether there are no signs but those of ASCII; also where the locale has no others.</param>
    /// <param name="mouse">Whether the mouse is taken.</param>
    /// <param name="theme">A name of <see cref="Themes"/>; null for the one that suits the terminal.</param>
    /// <returns>The program's exit code.</returns>
    public static int Draw(Places places, bool ascii, bool mouse, string? theme)
    {
        var symbols = ascii || !HasUnicode(Environment.GetEnvironmentVariable) ? Symbols.Ascii : Symbols.Unicode;
        var level = ColourLevels.From(Environment.GetEnvironmentVariable);
        string wanted = theme ?? Theme.All[0].Name;
        var look = new Look(level, Theme.All.First(known => known.Name == wanted), symbols);
        return TerminalProgram.Run(ShellOf(places, symbols), look, mouse);
    }

    /// <summary>Tells the screens line by line.</summary>
    public static int Tell(Places places, TextReader input, TextWriter output, string prompt) =>
        LinearLoop.Run(input, output, ShellOf(places, Symbols.Unicode), LinearSize, prompt);

    /// <summary>
    /// Whether a locale has signs beyond ASCII: LC_ALL, else LC_CTYPE, else LANG; where none is set, it has.
    /// </summary>
    internal static bool HasUnicode(Func<string, string?> variable)
    {
        string[] names = ["LC_ALL", "LC_CTYPE", "LANG"];
        string? locale = names.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is null || locale.Contains("UTF", StringComparison.OrdinalIgnoreCase);
    }

    private static void PrepareLibrary() =>
        RuntimeHelpers.RunModuleConstructor(typeof(Terminal.Gui.App.Application).Module.ModuleHandle);

    private static Shells.Shell ShellOf(Places places, Symbols symbols) => Shells.Shell.Of(
        [
            new ResultsScreen(new StoreSource(places)),
            new RunsScreen(places, TimeProvider.System),
            new PluginsScreen(places),
            new RecipesScreen(places, TimeProvider.System, id => new Show(RunsScreen.Name, new RunsScreen.Started(id))),
            new ImagesScreen(places),
            new ConsoleScreen(new ConsoleRunner(places)),
        ],
        Keys(places),
        symbols);

    /// <summary>
    /// The user's own keys: of keys.json beside plugins.json, else of the one in his configuration folder.
    /// </summary>
    private static CustomKeys Keys(Places places)
    {
        string[] files = [Path.Combine(places.Root, KeyFile), Path.Combine(KeyFolder, KeyFile)];
        return files.FirstOrDefault(File.Exists) is { } file
            ? CustomKeys.Parse(RegularFile.ReadAllText(file), Running.Words.Shown.Path(file))
            : CustomKeys.None;
    }
}
