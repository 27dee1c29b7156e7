using System.Globalization;

namespace PluginHost.StoreGenerator;

/// <summary>Makes large stores, measures how they are read, and lets processes share one.</summary>
internal static class Program
{
    private const string Help = """
        store-generator FOLDER [--results 100000] [--seed 1]   write a store with so many results, and its database
        store-generator FOLDER --bench [--program FILE]        measure opening, filtering, sorting … of a store that was written;
                                                               FILE: pluginhost, timed as a process
        store-generator FOLDER --soak MINUTES                  two processes read a store while this one appends to it

        """;

    private static int Main(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith('-'))
        {
            Console.Out.Write(Help);
            return 2;
        }

        string folder = Path.GetFullPath(args[0]);
        if (args.Contains("--read"))
        {
            return Soak.Read(folder, Console.In, Console.Out);
        }

        if (Value(args, "--soak") is { } minutes)
        {
            return Soak.Run(folder, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), Console.Out);
        }

        if (args.Contains("--bench"))
        {
            Bench.Run(folder, Value(args, "--program"), Console.Out);
            return 0;
        }

        int results = int.Parse(Value(args, "--results") ?? "100000", CultureInfo.InvariantCulture);
        int seed = int.Parse(Value(args, "--seed") ?? "1", CultureInfo.InvariantCulture);
        WrittenStore.Write(folder, results, seed, Console.Out);
        return 0;
    }

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
