using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Tables.Views;

namespace PluginHost.Commands.Results;

/// <summary>Saved views: what a table shows, under a name.</summary>
internal static class ResultsViews
{
    public static Command Create()
    {
        var command = new Command("view", "saved views of results: results table --view NAME shows one") { Save(), List(), Show(), Remove() };
        command.SetAction(parsed => new System.CommandLine.Help.HelpAction().Invoke(parsed));
        return command;
    }

    private static Command Save()
    {
        var name = Name();
        var options = new TableOptions();
        var experiment = OptionKinds.Text("--experiment", "NAME", "an experiment, recipe or run [default: all results]");
        var command = new Command("save", "save what a table shows under a name, in place of the view that has it") { name, experiment };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var views = Of(Settings.Of(parsed));
            var view = options.Read(parsed, new SavedView(parsed.GetRequiredValue(name)) { Experiment = parsed.GetValue(experiment) });
            if (view == new SavedView(view.Name))
            {
                throw new UsageException("say what the view shows, such as --rows train.radius --columns noise --where 'preset == mini'");
            }

            views.Save(view);
            Console.WriteLine($"view '{view.Name}' is saved in {Shown.Path(views.File)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "all saved views");
        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            var views = Of(settings);
            var all = views.All();
            if (settings.Json)
            {
                JsonOutput.Write(Console.Out, all);
                return ExitCode.Done;
            }

            if (all.Count == 0)
            {
                Console.WriteLine($"no views in {Shown.Path(views.File)} yet; save one: pluginhost results view save NAME --rows FIELDS --columns FIELDS");
                return ExitCode.Done;
            }

            var columns = new Columns("VIEW", "ROWS", "COLUMNS", "METRICS", "EXPERIMENT", "FILTER");
            foreach (var view in all)
            {
                columns.Add(view.Name, string.Join(',', view.Rows), string.Join(',', view.Columns), string.Join(',', view.Metrics), view.Experiment ?? "", view.Filter ?? "");
            }

            columns.Write(Console.Out, omitEmpty: true);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var name = Name();
        var command = new Command("show", "the lines of a view, as its file has them") { name };
        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            var views = Of(settings);
            var view = views.Get(parsed.GetRequiredValue(name));
            if (settings.Json)
            {
                JsonOutput.Write(Console.Out, view);
                return ExitCode.Done;
            }

            Console.WriteLine($"# {Shown.Path(views.File)}\n[{view.Name}]");
            foreach (string line in SavedViews.Lines(view))
            {
                Console.WriteLine(line);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var name = Name();
        var command = new Command("remove", "take a view out of its file") { name };
        command.SetAction(parsed =>
        {
            var views = Of(Settings.Of(parsed));
            var view = views.Get(parsed.GetRequiredValue(name));
            views.Remove(view.Name);
            Console.WriteLine($"view '{view.Name}' is gone; it was:\n{string.Join('\n', SavedViews.Lines(view))}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "the view's name" };

    private static SavedViews Of(Settings settings) => new(SavedViews.FileFor(settings.Store));
}
