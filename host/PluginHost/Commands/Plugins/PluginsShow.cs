using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Output;
using PluginHost.Running.Words;

namespace PluginHost.Commands.Plugins;

internal static class PluginsShow
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "rem, or noise/rem where several kinds share a name" };
        var command = new Command("show", "a plugin: what it is, and its options with units, ranges and defaults") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(name)));
        return command;
    }

    private static int Run(Settings settings, string name)
    {
        var catalogue = settings.LoadPlugins();
        var found = PluginArgument.Find(catalogue, name);
        PluginInfo[] usable = [.. catalogue.Plugins.Where(p => found.Any(r => r.State == PluginState.Ready && r.Identity == p.Identity))];
        if (usable.Length == 0)
        {
            throw new PluginUseException(found[0].ToString());
        }

        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, usable);
            return ExitCode.Done;
        }

        foreach (var plugin in usable)
        {
            Write(plugin);
        }

        return ExitCode.Done;
    }

    private static void Write(PluginInfo plugin)
    {
        var (identity, summary, source, file, options) = plugin;
        Console.WriteLine($"{identity.Kind.Word()} {identity.Id} {identity.Version}: {summary}");
        foreach (var (what, value) in (ReadOnlySpan<(string, string)>)[("source", source), ("file", file), ("sha256", identity.Sha256)])
        {
            if (value.Length > 0)
            {
                Console.WriteLine($"  {what,-7} {value}");
            }
        }

        if (options.Count == 0)
        {
            Console.WriteLine("  no options");
            return;
        }

        var columns = new Columns("  OPTION", "SYMBOL", "DEFAULT", "RANGE", "WHAT");
        foreach (var option in options)
        {
            columns.Add($"  {option.Name}", option.Symbol, OptionText.Default(option), OptionText.Range(option), option.Help);
        }

        columns.Write(Console.Out);
    }
}
