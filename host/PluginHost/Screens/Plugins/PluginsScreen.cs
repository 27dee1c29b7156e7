using System.Collections.Immutable;
using PluginHost.CommandLine;
using PluginHost.Loading;
using PluginHost.Running.Words;
using PluginHost.Screens.Lists;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Plugins;

/// <summary>All plugins that were found. New and rebuilt files are noticed.</summary>
/// <param name="Settings">Where plugins are searched.</param>
internal sealed record PluginsScreen(Settings Settings) : IScreen
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    internal sealed record Tick : Message;

    internal sealed record Surveyed(ImmutableArray<PluginEntry> Plugins, IReadOnlyList<string> Folders, PluginStamp Stamp) : Message;

    internal sealed record Unchanged : Message;

    public ImmutableArray<PluginEntry> Plugins { get; private init; } = [];

    public IReadOnlyList<string> Folders { get; private init; } = [];

    /// <summary>What the folders held when they were looked at last; null before that.</summary>
    public PluginStamp? Stamp { get; private init; }

    public ListCursor Cursor { get; private init; }

    /// <summary>Where the details are scrolled to.</summary>
    public ListCursor Reading { get; init; }

    /// <summary>Whether keys scroll the details.</summary>
    public bool Reads { get; init; }

    /// <summary>Whether the method card stands in place of the options.</summary>
    public bool ShowsCard { get; init; }

    public Size Size { get; private init; } = new(80, 22);

    public string Title => "Plugins";

    public bool TakesText => false;

    public PluginEntry? Chosen => Cursor.Index < Plugins.Length ? Plugins[Cursor.Index] : null;

    public ImmutableArray<KeyAction> Actions => PluginsActions.Of(this);

    public int ListLines => Math.Max(1, Size.Height - 2);

    public Step Do(Message message) => message switch
    {
        Opened or Tick => Step.To(this, Survey(always: false)),
        Surveyed surveyed => Take(surveyed),
        Unchanged => Step.To(this, new After("tick", Pause, new Tick())),
        Resized resized => Step.To(this with { Size = resized.Size, Cursor = Cursor.To(Cursor.Index, Plugins.Length, Math.Max(1, resized.Size.Height - 2)) }),
        ActionCalled called => PluginsActions.Do(this, called),
        Clicked { Mouse: { Action: MouseAction.WheelUp or MouseAction.WheelDown } mouse } =>
            PluginsActions.Do(this, new ActionCalled(mouse.Action == MouseAction.WheelUp ? "up" : "down")),
        Clicked { Mouse: { Action: MouseAction.Press } mouse } when mouse.Y >= 1 && mouse.Y <= ListLines && mouse.X < PluginsView.ListWidth(Size.Width) => Step.To(Move(Cursor.Top + mouse.Y - 1)),
        WorkFailed failed => Step.To(this, new Notify(FailureText.Line(failed.Error), Status.Failed), new After("tick", Pause, new Tick())),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look) => PluginsView.Draw(this, size, look);

    public IEnumerable<string> Linear() => PluginsView.Linear(this);

    public PluginsScreen Move(int index) => this with { Cursor = Cursor.To(index, Plugins.Length, ListLines), Reading = default };

    /// <summary>Looks at the plugins, where their files have changed since.</summary>
    public Background Survey(bool always) => new("survey", _ =>
    {
        var settings = Settings.FindPlugins();
        var stamp = PluginStamp.Of(settings);
        if (!always && stamp == Stamp)
        {
            return new Unchanged();
        }

        var survey = PluginLoader.Survey(settings);
        return new Surveyed(PluginEntry.All(survey, Settings.Root), survey.Folders, stamp);
    });

    private Step Take(Surveyed surveyed)
    {
        int at = surveyed.Plugins.ToList().FindIndex(plugin => plugin.Report.File == Chosen?.Report.File && plugin.Id == Chosen?.Id);
        var screen = this with
        {
            Plugins = surveyed.Plugins,
            Folders = surveyed.Folders,
            Stamp = surveyed.Stamp,
            Cursor = Cursor.To(at >= 0 ? at : Cursor.Index, surveyed.Plugins.Length, ListLines),
        };
        var next = new After("tick", Pause, new Tick());
        return Stamp is null ? Step.To(screen, next) : Step.To(screen, next, new Notify(Change(Plugins, surveyed.Plugins)));
    }

    /// <summary>What changed, in words.</summary>
    private static string Change(ImmutableArray<PluginEntry> before, ImmutableArray<PluginEntry> after)
    {
        string[] came = [.. after.Where(now => !before.Any(was => was.Id == now.Id && was.Kind == now.Kind)).Select(plugin => plugin.Id)];
        string[] gone = [.. before.Where(was => !after.Any(now => was.Id == now.Id && was.Kind == now.Kind)).Select(plugin => plugin.Id)];
        string[] rebuilt = [.. after.Where(now => before.Any(was => was.Id == now.Id && was.Kind == now.Kind && was.Report != now.Report)).Select(plugin => plugin.Id)];
        string[] parts = [Part("new", came), Part("gone", gone), Part("changed", rebuilt)];
        return string.Join("; ", parts.Where(part => part.Length > 0)) is { Length: > 0 } text ? text : "the plugins are as they were";

        static string Part(string word, string[] names) => names.Length == 0 ? "" : $"{word}: {string.Join(", ", names)}";
    }
}
