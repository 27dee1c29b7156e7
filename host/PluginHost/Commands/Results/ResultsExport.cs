using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Files;
using PluginHost.Running.Figures;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Export;

namespace PluginHost.Commands.Results;

internal static class ResultsExport
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "an experiment or recipe; its last run" };
        var folder = OptionKinds.Text("--folder", "DIR", "where to [default: experiments/NAME beside plugins.json]");
        var preset = OptionKinds.Text("--preset", "NAME", "the last run with this preset");
        var force = OptionKinds.Switch("--force", "replace files even where the folder holds something else");
        var command = new Command("export", "write recipe, tables, results, curves and environment into a folder that can be kept in git")
        {
            name, folder, preset, force,
        };
        command.SetAction(parsed => Run(
            Settings.Of(parsed), parsed.GetRequiredValue(name), parsed.GetValue(folder), parsed.GetValue(preset), parsed.GetValue(force)));
        return command;
    }

    private static int Run(Settings settings, string name, string? folder, string? preset, bool force)
    {
        using var store = settings.OpenStore();
        var run = store.LastRun(name, preset);
        var export = new ExperimentExport(store, run) { Figures = Figures(settings, store, run) };
        foreach (string file in export.Write(folder ?? FolderOf(settings, run), force))
        {
            Console.WriteLine(Shown.Path(file));
        }

        return ExitCode.Done;
    }

    /// <summary>The usual folder. A run that was recorded elsewhere may have a name that leads anywhere.</summary>
    private static string FolderOf(Settings settings, RunRecord run) => PlainName.Is(run.Summary.Experiment)
        ? Path.Combine(settings.Root, "experiments", run.Summary.Experiment)
        : throw new UsageException(
            $"no folder can be called by the experiment's name '{run.Summary.Experiment}'; name one with --folder");

    private static List<ExportedFigure> Figures(Settings settings, ResultStore store, RunRecord run)
    {
        string name = ExperimentFigures.NameOf(run.Summary.Experiment, run.Summary.Preset);
        var drawn = ExperimentFigures.Of(settings.Data, store, run)
            .Write(run.Figures, new StoreLayout(settings.Store).Figures, name);
        foreach (var missing in drawn.Where(figure => figure.Stem is null))
        {
            Console.Error.WriteLine($"note: {missing.Line}");
        }

        return [.. drawn.Where(figure => figure.Stem is not null).Select(figure => new ExportedFigure(figure.Title, figure.Stem + ".png", figure.Stem + ".svg"))];
    }
}
