using System.Globalization;

namespace PluginHost.Results;

/// <summary>
/// The database's files: <c>results.N.db</c>, and <c>current</c>, which names the one that counts. A database is never
/// repaired in place (LiteDB's Rebuild fails on larger ones): a new generation is made and then pointed at.
/// </summary>
internal sealed class GenerationFiles(string folder)
{
    private string Pointer => Path.Combine(folder, "current");

    /// <summary>The database that counts; null when there is none yet.</summary>
    public string? Current()
    {
        if (!File.Exists(Pointer))
        {
            return null;
        }

        string name = File.ReadAllText(Pointer).Trim();
        string file = Path.Combine(folder, name);
        return NumberOf(file) is not null && File.Exists(file) ? file : null;
    }

    /// <summary>A name that no generation has had.</summary>
    public string Next() => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"results.{All().Max(NumberOf) + 1 ?? 1}.db"));

    /// <summary>Makes a database the one that counts.</summary>
    public void PointAt(string file)
    {
        string beside = Pointer + ".new";
        File.WriteAllText(beside, Path.GetFileName(file) + "\n");
        File.Move(beside, Pointer, overwrite: true);
    }

    /// <summary>Deletes all generations but the one that counts: half-made ones and those that were replaced.</summary>
    public void DeleteOthers(string current)
    {
        foreach (string file in All().Where(f => f != current))
        {
            File.Delete(file);
            File.Delete(LogOf(file));
        }
    }

    /// <summary>Moves a damaged database away, so that it can be looked at; returns where to.</summary>
    public string SetAside(string file)
    {
        string aside;
        int count = 0;
        do
        {
            aside = Path.Combine(folder, "damaged", $"{++count}-{Path.GetFileName(file)}");
        }
        while (File.Exists(aside));
        Directory.CreateDirectory(Path.Combine(folder, "damaged"));
        File.Move(file, aside);
        if (File.Exists(LogOf(file)))
        {
            File.Move(LogOf(file), LogOf(aside));
        }

        return aside;
    }

    private IEnumerable<string> All() =>
        Directory.EnumerateFiles(folder, "results.*.db").Where(f => NumberOf(f) is not null).Order(StringComparer.Ordinal);

    private static string LogOf(string file) => Path.ChangeExtension(file, null) + "-log.db";

    private static int? NumberOf(string file) =>
        Path.GetFileName(file).Split('.') is ["results", var number, "db"]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : null;
}
