using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Parts;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Results;

/// <summary>Something that must be answered before it is done.</summary>
internal abstract record ResultsQuestion
{
    public const string Up = "option-up", Down = "option-down";

    protected const string Group = "Question";

    public abstract Dialog Dialog { get; }

    public abstract ImmutableArray<KeyAction> Actions { get; }

    public abstract IEnumerable<string> Linear();

    /// <summary>What every question has: doing it, and leaving it.</summary>
    protected static ImmutableArray<KeyAction> YesOrNo(string yes, params ImmutableArray<string> keys) =>
    [
        new(TypingActions.Accept, yes, ["enter", .. keys]) { Hint = yes, Group = Group },
        new(TypingActions.Cancel, "leave it", "escape", "n", "ctrl-c") { Hint = "cancel", Group = Group },
    ];
}

/// <summary>Whether results shall go into the trash.</summary>
/// <param name="Cells">Keys of the results' cells.</param>
/// <param name="What">The only one of them, in words; empty for several.</param>
internal sealed record RemovalQuestion(ImmutableArray<string> Cells, string What) : ResultsQuestion
{
    public override Dialog Dialog => new(
        "Remove",
        new DialogText(Text),
        new DialogText(
            "Tables leave them out, and a recipe would run their cells again; X brings them back.", Tone.Dim));

    public override ImmutableArray<KeyAction> Actions => YesOrNo("put into the trash", "y");

    private string Text => Cells.Length == 1
        ? $"Put this result into the trash? {What}"
        : $"Put these {Cells.Length} results into the trash?";

    public override IEnumerable<string> Linear() => [Text, "accept puts it into the trash, cancel leaves it"];
}

/// <summary>Which of the things in the trash shall come back.</summary>
/// <param name="Trash">What was removed, the last one first.</param>
/// <param name="Selected">The chosen one.</param>
internal sealed record TrashQuestion(ImmutableArray<Removed> Trash, int Selected) : ResultsQuestion
{
    public const string List = "trash";

    private const int Listed = 10;

    public override Dialog Dialog => new(
        "Trash",
        new DialogText("What shall come back?"),
        new DialogList(List, [.. Trash.Select(removed => Line.Of(Text(removed)))], Selected, Listed));

    public override ImmutableArray<KeyAction> Actions =>
    [
        .. YesOrNo("restore", "y"),
        new(Up, "the one before", "up", "k") { Group = Group },
        new(Down, "the next one", "down", "j") { Group = Group },
    ];

    public TrashQuestion Move(int by) =>
        this with { Selected = Math.Clamp(Selected + by, 0, Math.Max(0, Trash.Length - 1)) };

    public override IEnumerable<string> Linear() =>
    [
        .. Trash.Select((removed, i) => $"{(i == Selected ? "chosen: " : "")}{Text(removed)}"),
        "option-down and option-up choose, accept brings it back, cancel leaves it; restore ID does it at once",
    ];

    private static string Text(Removed removed)
    {
        string id = removed.IsRun ? $"run {removed.Id}" : Described.Key(removed.Id);
        string when = removed.RemovedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{id}  {when}  {removed.What}";
    }
}
