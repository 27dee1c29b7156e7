using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Runs;

/// <summary>All runs of the store, and what the chosen one does at this moment.</summary>
/// <param name="Places">Where the store lies.</param>
/// <param name="Clock">The time.</param>
internal sealed partial record RunsScreen(Places Places, TimeProvider Clock) : IScreen
{
    public const string Name = "Runs";

    /// <summary>A run was started elsewhere, such as on the Recipes screen: the cursor goes to it.</summary>
    internal sealed record Started(string Id) : Message;

    internal sealed record Tick : Message;

    internal sealed record LiveRead(
        IReadOnlyList<LiveStatus> Live, DateTimeOffset Now, ImmutableArray<string> Unborn) : Message;

    internal sealed record JournalsRead(IReadOnlyList<RunSummary> Runs) : Message;

    internal sealed record RecordRead(string Id, RecordedRun Run) : Message;

    internal sealed record CurvesRead(CellCurves Curves) : Message;

    internal sealed record LogRead(PrintedLog Log) : Message;

    internal sealed record Told(string Text, Status Status, string? Id = null) : Message;

    public string Title => Name;

    public string? Field => Typing is null ? null : RunsList.FilterField;

    public Dialog? Dialog => Asked is { } run ? RunsQuestion.Of(run) : null;

    public ImmutableArray<KeyAction> Actions => RunsActions.Of(this);

    public Step Do(Message message)
    {
        var step = Handle(message);
        return Settled((RunsScreen)step.Screen, step.Effects);
    }

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) =>
        Pane == RunPane.None ? RunsList.Parts(this, symbols) : RunDetail.Parts(this, symbols);

    public IEnumerable<string> Linear() => RunsLinear.Of(this);

    private Step Handle(Message message) => message switch
    {
        Opened => Step.To(this, ReadLive(), ReadJournals() with { Says = "reading the runs" }),
        Tick => Step.To(this, ReadLive()),
        LiveRead read => TakeLive(read),
        JournalsRead read => Choose(this with { Recorded = read.Runs, IsUnread = false }),
        RecordRead read => Step.To(this with { Records = Records.SetItem(read.Id, read.Run) }),
        CurvesRead read => Step.To(this with { Curves = read.Curves }),
        LogRead read => Step.To(this with { Printed = read.Log }),
        Started started => Step.To(Awaiting(started.Id) with { Pane = RunPane.Plan }, ReadLive()),
        Told told => Step.To(told.Id is { } id ? Awaiting(id) : this, new Notify(told.Text, told.Status), ReadLive()),
        Resized resized => Choose(this with { Size = resized.Size }),
        ActionCalled called => RunsActions.Do(this, called),
        TextTyped typed when Typing is not null => Typed(typed.Text, typed.Cursor),
        PartClicked clicked when Asked is null => RunsMouse.Do(this, clicked),
        PartWheeled wheeled when Asked is null => RunsMouse.Wheel(this, wheeled.Id, wheeled.Lines),
        PartScrolled scrolled when Asked is null => RunsMouse.Scroll(this, scrolled.Id, scrolled.Top),
        WorkCancelled { Work: JournalsWork } => Step.To(this with { IsUnread = true }),
        WorkCancelled { Work: CurvesWork } => Step.To(this with { HasNoCurves = true }),
        WorkFailed failed => Failed(failed),
        _ => Step.Stay(this),
    };

    private Step Failed(WorkFailed failed)
    {
        var screen = failed.Work switch
        {
            CurvesWork => this with { HasNoCurves = true },
            JournalsWork => this with { IsUnread = true },
            _ => this,
        };
        var step = Step.To(screen, new Notify(FailureText.Line(failed.Error), Status.Failed));

        // What tells how runs stand is tried again: the disk may come back.
        var again = new After("tick", PauseAfterFailure, new Tick());
        return failed.Work == LiveWork ? step with { Effects = step.Effects.Add(again) } : step;
    }

    /// <summary>
    /// With what follows from the rest of the state: the plan's cursor is seen, the log is wrapped, curves are asked
    /// for.
    /// </summary>
    private static Step Settled(RunsScreen screen, ImmutableArray<Effect> effects)
    {
        var log = screen.WrappedLog.Of(screen);
        var next = (ReferenceEquals(log, screen.WrappedLog) ? screen : screen with { WrappedLog = log }).WithPlanSeen();
        if (RunCurves.CellOf(next) is not { } cell || next.CurvesAskedFor == cell)
        {
            return new Step(next, effects);
        }

        return new Step(next with { CurvesAskedFor = cell, HasNoCurves = false }, effects.Add(next.ReadCurves(cell)));
    }
}
