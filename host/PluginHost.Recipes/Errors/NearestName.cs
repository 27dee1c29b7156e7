namespace PluginHost.Recipes;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>For example <c>; did you mean 'radius'?</c>; empty when no name is near.</summary>
    public static string Hint(string given, IEnumerable<string> names) =>
        Of(given, names) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The nearest name: at most a third of its letters differ; null when there is none.</summary>
    public static string? Of(string given, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(given.ToLowerInvariant(), Last(name).ToLowerInvariant())))
        .Where(n => n.Distance <= Math.Max(1, Math.Max(given.Length, Last(n.Name).Length) / 3))
        .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
        .Select(n => n.Name).FirstOrDefault();

    /// <summary>Names of members are compared without their type: Resnetmini is near Models.ResnetMini.</summary>
    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>Edits between two words: insert, delete, replace, swap of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                cost[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                        Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
