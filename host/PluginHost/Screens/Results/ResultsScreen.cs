using System.Collections.Immutable;
using PluginHost.CommandLine;
using PluginHost.Results;
using PluginHost.Tui;

namespace PluginHost.Screens.Results;

/// <summary>All results as a table.</summary>
internal sealed record ResultsScreen(Settings Settings) : IScreen
{
    private sealed record Loaded(int Count) : Message;

    private int? Count { get; init; }

    public string Title => "Results";

    public ImmutableArray<KeyAction> Actions => [new("refresh", "look for new results", "r") { Hint = "refresh", Group = "Results" }];

    public bool TakesText => false;

    public Step Do(Message message) => message switch
    {
        Opened or ActionCalled { Id: "refresh" } => Step.To(this, new Background("load", _ => Load())),
        Loaded loaded => Step.To(this with { Count = loaded.Count }, new Notify($"{loaded.Count} results")),
        WorkFailed failed => Step.To(this, new Notify(Failure.Line(failed.Error), Status.Failed)),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look) => [Line.Of(Count is { } count ? $"{count} results" : "loading")];

    public IEnumerable<string> Linear() => [$"{Count} results"];

    private Loaded Load()
    {
        using var store = ResultStore.Open(Settings.Store, _ => { });
        return new Loaded(store.Results().Count);
    }
}
