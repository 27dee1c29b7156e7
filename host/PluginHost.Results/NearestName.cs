namespace PluginHost.Results;

/// <summary>Finds the name that someone probably meant.</summary>
internal static class NearestName
{
    /// <summary>For example <c>; did you mean 'train.radius'?</c>, or nothing when no name is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> names)
    {
        string? near = names
            .Select(name => (Name: name, Distance: Distance(wrong, name)))
            .Where(c => c.Distance <= Math.Max(2, wrong.Length / 3) || EndsWithPart(c.Name, wrong))
            .OrderBy(c => EndsWithPart(c.Name, wrong) ? 0 : 1).ThenBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name).FirstOrDefault();
        return near is null ? "" : $"; did you mean '{near}'?";
    }

    // 'radius' is near 'train.radius' though many letters are missing.
    private static bool EndsWithPart(string name, string part) =>
        part.Length > 2 && name.EndsWith('.' + part, StringComparison.OrdinalIgnoreCase);

    /// <summary>Levenshtein distance, letter case ignored.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
