using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Recipes.Reference;

namespace PluginHost.Commands.Recipes;

internal static class RecipesHelp
{
    public static Command Create()
    {
        var topic = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne, Description = "such as Table, Rem, Preset or train-iterations; all names without one",
        };
        var markdown = OptionKinds.Switch("--markdown", "all of it as one page");
        var command = new Command("help", "what a recipe can say, and what --set can change") { topic, markdown };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetValue(topic), parsed.GetValue(markdown)));
        return command;
    }

    private static int Run(Settings settings, string? topic, bool markdown)
    {
        var reference = RecipeReference.Of(settings.LoadPlugins().Plugins);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, Wanted(reference, topic).Select(entry => new
            {
                entry.Group, entry.Name, entry.Signature, entry.Summary, entry.Setting,
                parameters = entry.Parameters.Select(parameter => new { parameter.Name, parameter.Text }),
            }));
        }
        else if (markdown)
        {
            Console.Write(reference.Markdown());
        }
        else if (topic is null)
        {
            Index(reference);
        }
        else
        {
            Show(Wanted(reference, topic));
        }

        return ExitCode.Done;
    }

    private static IReadOnlyList<ReferenceEntry> Wanted(RecipeReference reference, string? topic) =>
        topic is null ? reference.Entries : reference.Find(topic);

    private static void Index(RecipeReference reference)
    {
        foreach (var group in reference.Entries.GroupBy(entry => entry.Group))
        {
            Console.WriteLine(group.Key);
            var columns = new Columns("", "");
            foreach (var entry in group.DistinctBy(entry => entry.Name))
            {
                columns.Add(entry.Name, FirstSentence(entry.Summary));
            }

            columns.WriteRows(Console.Out, indent: 2);
            Console.WriteLine();
        }

        Console.WriteLine("One of them with all it takes: pluginhost recipes help NAME");
    }

    private static void Show(IEnumerable<ReferenceEntry> entries)
    {
        foreach (var entry in entries)
        {
            Console.WriteLine(entry.Signature);
            Console.WriteLine($"  {entry.Group}. {entry.Summary}");
            if (entry.Setting.Length > 0)
            {
                Console.WriteLine($"  by --set {entry.Setting}=VALUE");
            }

            var columns = new Columns("", "");
            foreach (var (name, text) in entry.Parameters)
            {
                columns.Add(name, text);
            }

            columns.WriteRows(Console.Out, indent: 2);
            Console.WriteLine();
        }
    }

    private static string FirstSentence(string text)
    {
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}
