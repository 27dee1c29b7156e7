using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Files;
using PluginHost.Running.Figures;
using PluginHost.Running.Requests;

namespace PluginHost.Commands.Results;

internal static class ResultsPlot
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "an experiment or recipe; its last run" };
        var preset = OptionKinds.Text("--preset", "NAME", "the last run with this preset");
        var folder = OptionKinds.Text("--out", "DIR", "where to [default: figures/ in the store]");
        var x = OptionKinds.Text("--x", "FIELD", "draw a metric against a field of numbers, such as train.radius, instead of the recipe's figures");
        var y = OptionKinds.Text("--y", "METRICS", "with --x: for example test-accuracy,train-loss [default: test-accuracy]");
        var curve = OptionKinds.Text("--curve", "CURVES", "draw a recorded curve against the training step, such as train-loss");
        var lines = OptionKinds.Text("--lines", "FIELDS", "a line for each of their values [default: noise]");
        var panels = OptionKinds.Text("--panels", "FIELDS", "a picture for each of their values [default: none]");
        var title = OptionKinds.Text("--title", "TEXT", "a heading");
        var paper = OptionKinds.Switch("--paper", "with --x: the published values beside ours, dashed");
        var command = new Command("plot", "write the figures of an experiment as PNG and SVG, the recipe's or your own")
        {
            name, preset, folder, x, y, curve, lines, panels, title, paper,
        };
        command.SetAction(parsed =>
        {
            var own = (parsed.GetValue(x), parsed.GetValue(curve)) switch
            {
                (null, null) => null,
                ({ } field, null) => new FigureSpec(FigureKind.Plot, field, parsed.GetValue(y) ?? Metric.TestAccuracy, Paper: parsed.GetValue(paper)),
                (null, { } curves) => new FigureSpec(FigureKind.Curves, "", curves),
                _ => throw new UsageException("a figure has either --x, for a metric against a field, or --curve"),
            };
            string[] idle = [.. command.Options.Where(option => option.Name is "--y" or "--lines" or "--panels" or "--title" or "--paper" && parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];
            if (own is null && idle.Length > 0)
            {
                throw new UsageException($"{idle[0]} is for a figure of your own: name --x or --curve too");
            }

            return Run(Settings.Of(parsed), parsed.GetRequiredValue(name), parsed.GetValue(preset), parsed.GetValue(folder), own is null ? null : own with
            {
                Lines = parsed.GetValue(lines) ?? "noise", Panels = parsed.GetValue(panels) ?? "", Title = parsed.GetValue(title) ?? "",
            });
        });
        return command;
    }

    private static int Run(Settings settings, string name, string? preset, string? folder, FigureSpec? own)
    {
        using var store = settings.OpenStore();
        var run = store.LastRun(name, preset);
        if (own is null && run.Figures.IsEmpty)
        {
            throw new UsageException($"the recipe of {run.Summary.Experiment} declares no figure; name one: --x train.radius, or --curve train-loss");
        }

        string stem = ExperimentFigures.NameOf(run.Summary.Experiment, run.Summary.Preset);
        var written = ExperimentFigures.Of(settings.Data, store, run).Write(
            own is null ? run.Figures : [own], Path.GetFullPath(folder ?? new StoreLayout(settings.Store).Figures),
            own is null ? stem : ExperimentFigures.NameOf(stem, own.Kind == FigureKind.Plot ? $"{own.Y}-by-{own.X}" : own.Y));
        foreach (var figure in written)
        {
            Console.WriteLine(figure.Line);
        }

        return written.Any(figure => figure.Stem is null) ? ExitCode.Failed : ExitCode.Done;
    }
}
