using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Contracts;
using PluginHost.Loading;
using PluginHost.Output;

namespace PluginHost.Commands;

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
        var found = PluginName.Find(catalogue, name);
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
            string unit = option.Type == OptionType.Radius ? "/255" : option.Unit.Length > 0 ? " " + option.Unit : "";
            columns.Add($"  {option.Name}", option.Symbol, option.Default + unit, Range(option), option.Help);
        }

        columns.Write(Console.Out);
    }

    private static string Range(OptionInfo option) => option.Type switch
    {
        OptionType.Choice => string.Join(" | ", option.Choices),
        OptionType.Flag => "true | false",
        OptionType.Text => "text",
        _ => (double.IsFinite(option.Min), double.IsFinite(option.Max)) switch
        {
            (true, true) => $"{Number(option.Min)} … {Number(option.Max)}",
            (true, false) => $"≥ {Number(option.Min)}",
            (false, true) => $"≤ {Number(option.Max)}",
            _ => "any number",
        },
    };

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
