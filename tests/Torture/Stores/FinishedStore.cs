using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace PluginHost.Torture.Stores;

/// <summary>All that a finished experiment leaves and that must be the same however often it was interrupted.</summary>
/// <param name="Facts">By name, such as <c>cell 1a2b: metric train-loss</c> or <c>artifacts/noise/1a2b.npy</c>.</param>
internal sealed record FinishedStore(IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Reads a store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="isImported">Whether its runs were imported: then they have the same names in every store.</param>
    public static FinishedStore Of(string store, bool isImported)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in JournalLine.Of(store))
        {
            if (line.Entry is not { } entry)
            {
                continue;
            }

            if (line.Event == "cell-finished")
            {
                AddResult(facts, entry);
            }

            if (isImported)
            {
                string cell = entry.TryGetProperty("cell", out var key) ? $" cell {key}" : "";
                string name = $"run {entry.GetProperty("run")}: {line.Event}{cell}";
                int before = int.Parse(facts.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture);
                facts[name] = (before + 1).ToString(CultureInfo.InvariantCulture);
            }
        }

        foreach (string folder in new[] { "artifacts/noise", "artifacts/models" })
        {
            string path = Path.Combine(store, folder);
            foreach (string file in Directory.Exists(path) ? Directory.EnumerateFiles(path) : [])
            {
                if (Path.GetExtension(file) is ".npy" or ".safetensors")
                {
                    facts[$"{folder}/{Path.GetFileName(file)}"] = Hash(file);
                }
            }
        }

        return new FinishedStore(facts);
    }

    /// <summary>What is not as in another store, in words.</summary>
    public IEnumerable<string> DifferencesTo(FinishedStore expected)
    {
        foreach (var (name, value) in expected.Facts)
        {
            if (!Facts.TryGetValue(name, out string? here))
            {
                yield return $"{name} is missing";
            }
            else if (here != value)
            {
                yield return $"{name} is {Short(here)} instead of {Short(value)}";
            }
        }

        foreach (string name in Facts.Keys.Where(name => !expected.Facts.ContainsKey(name)))
        {
            yield return $"{name} should not be there";
        }
    }

    // Numbers are compared as they were written: they are written such that every bit comes back.
    private static void AddResult(SortedDictionary<string, string> facts, JsonElement entry)
    {
        string cell = $"cell {entry.GetProperty("cell").GetString()}";
        foreach (var metric in entry.GetProperty("metrics").EnumerateObject())
        {
            if (!metric.Name.EndsWith("-seconds", StringComparison.Ordinal))
            {
                facts[$"{cell}: metric {metric.Name}"] = metric.Value.GetRawText();
            }
        }

        facts[$"{cell}: curves"] = entry.GetProperty("curves").GetRawText();
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Short(string value) => value.Length <= 80 ? value : value[..80] + "…";
}
