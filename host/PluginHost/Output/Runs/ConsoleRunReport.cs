using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Running;
using PluginHost.Running.Figures;
using PluginHost.Running.Planning;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Tables.Rows;
using Spectre.Console;

namespace PluginHost.Output.Runs;

/// <summary>Prints what a run tells.</summary>
internal sealed class ConsoleRunReport(RunRequest request, Settings settings) : IRunReport
{
    private readonly bool _isDrawnOver = Terminal.IsLive(settings) && !settings.Json;

    // With --json the standard output holds nothing else.
    public TextWriter Output { get; } = settings.Json ? Console.Error : Console.Out;

    public TextWriter Log { get; } = settings.Verbose ? Console.Error : TextWriter.Null;

    public void Warn(string line) => Console.Error.WriteLine(line);

    public void Note(string line) => Console.Error.WriteLine($"note: {line}");

    public void Wait(string line)
    {
        if (Terminal.IsLive(settings))
        {
            Note(line);
        }
    }

    public void Plan(IReadOnlyList<PlanSummary> plans, Compute compute)
    {
        if (request.DryRun && settings.Json)
        {
            PlanReport.WriteJson(Console.Out, plans, compute);
            return;
        }

        foreach (var plan in plans)
        {
            PlanReport.Write(Output, plan, request.Recipe, compute, everyCell: request.DryRun || settings.Verbose);
        }
    }

    public void Prepare(Action<IProgress<DownloadProgress>> work)
    {
        var lines = new ByteProgressLines(_isDrawnOver ? Terminal.Drawing : Output, _isDrawnOver, TimeProvider.System);
        try
        {
            work(lines);
        }
        finally
        {
            lines.End();
        }
    }

    public IRunDisplay Display(int cells)
    {
        if (!_isDrawnOver)
        {
            return new PlainRunDisplay(Output, cells, TimeProvider.System);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Terminal.Drawing) });
        return new LiveRunDisplay(console, cells, TimeProvider.System);
    }

    public void Killed() => Terminal.Drawing.Write(_isDrawnOver ? "\e[?25h" : "");

    public void Results(IReadOnlyList<(PlannedRun Plan, IReadOnlyList<WrittenFigure> Figures)> plans, ResultStore store)
    {
        foreach (var (plan, figures) in plans)
        {
            if (!settings.Json)
            {
                Output.WriteLine();
                RecipeTables.Write(Output, store, plan, settings);
            }

            foreach (var figure in figures)
            {
                Output.WriteLine(figure.Line);
            }

            if (!settings.Json)
            {
                var (experiment, preset) = (plan.Recipe.Experiment, plan.Recipe.Preset);
                Output.WriteLine(
                    $"results are in {Shown.Path(settings.Store)}; "
                    + $"again: pluginhost results table {experiment} --preset {preset}{settings.StoreArgument}");
            }
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, plans.Select(entry => new
            {
                entry.Plan.Recipe.Experiment,
                entry.Plan.Recipe.Preset,
                results = ResultJson.Of(store.Results(entry.Plan.Query)),
            }));
        }
    }

    public void Details(string stackTrace)
    {
        if (settings.Verbose)
        {
            Console.Error.WriteLine(stackTrace);
        }
    }
}
