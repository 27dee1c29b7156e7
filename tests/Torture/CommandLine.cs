using System.CommandLine;
using System.Globalization;
using PluginHost.Torture.Faults;
using PluginHost.Torture.Kills;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture;

/// <summary>The commands and their options.</summary>
internal static class CommandLine
{
    private const int Good = 0, Violated = 1;

    private static readonly string[] s_quick =
        ["--set", "seeds=1", "--set", "noise-iterations=4", "--set", "train-iterations=12", "--set", "pause=10"];

    private static readonly Option<int> Kills = Number("--kills", "how often a process is killed", 200);
    private static readonly Option<int> Seed = Number("--seed", "what chooses moments and calls", 1);

    private static readonly Option<string?> Keep =
        new("--keep") { HelpName = "DIR", Description = "where stores with violations are kept" };

    public static RootCommand Create(TextWriter output) => new(
        "Kills runs of the program and makes its writes fail; nothing recorded may be lost. Code 1: something was.")
    {
        KillCommand(output),
        FaultsCommand(output),
    };

    private static Command KillCommand(TextWriter output)
    {
        var command = new Command("kill", "kill runs and imports with SIGKILL, and go on with them")
        {
            Kills, Seed, Keep,
        };
        command.SetAction(parsed =>
        {
            var settings = new KillSettings(
                parsed.GetValue(Kills), parsed.GetValue(Seed), s_quick, parsed.GetValue(Keep));
            using var torture = new KillTorture(settings, output);
            return torture.Run().Count == 0 ? Good : Violated;
        });
        return command;
    }

    private static Command FaultsCommand(TextWriter output)
    {
        var most = new Option<int?>("--most")
        {
            HelpName = "N",
            Description = "how many faults of a scenario at most, of as many kinds as can be [default: all]",
        };
        var scenarios = new Option<string[]>("--scenario")
        {
            HelpName = string.Join('|', FaultTorture.AllScenarios),
            Description = "only this command [default: all]",
            DefaultValueFactory = _ => [],
        };
        scenarios.AcceptOnlyFromAmong(FaultTorture.AllScenarios);
        var command = new Command("faults", "let every call fail that changes a store, one after the other")
        {
            most, scenarios, Keep,
        };
        command.SetAction(parsed =>
        {
            if (!Strace.IsThere)
            {
                Console.Error.WriteLine("error: strace is not there, or may not watch processes; install it");
                return Violated;
            }

            var settings = new FaultSettings(
                parsed.GetValue(most), parsed.GetValue(scenarios) ?? [], s_quick, parsed.GetValue(Keep));
            using var torture = new FaultTorture(settings, output);
            return torture.Run().Count == 0 ? Good : Violated;
        });
        return command;
    }

    private static Option<int> Number(string name, string help, int byDefault) => new(name)
    {
        HelpName = "N",
        Description = help,
        DefaultValueFactory = _ => byDefault,
        CustomParser = given =>
        {
            string text = given.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value < 1)
            {
                given.AddError($"{name} takes a whole number of at least 1, not '{text}'");
            }

            return value;
        },
    };
}
