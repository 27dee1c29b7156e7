namespace PluginHost.Contracts;

/// <summary>Finds the known name that somebody who mistyped one most likely meant.</summary>
public static class Nearest
{
    private const int MostListed = 20;

    /// <summary>
    /// The known name with the fewest edits (a character put in, left out, changed, or swapped with its neighbour);
    /// null when none is near: more than a third of the longer name would have to change. A whole last part is nearest of
    /// all: <c>radius</c> means <c>train.radius</c>.
    /// </summary>
    /// <param name="wanted">The name that is not known.</param>
    /// <param name="known">The names to choose from; of equally near ones the first in the order of characters wins.</param>
    public static string? To(string wanted, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(known);
        return known
            .Where(name => Math.Abs(wanted.Length - name.Length) <= Allowed(wanted, name) || IsLastPart(wanted, name))
            .Select(name => (Name: name, Edits: Edits(wanted.ToLowerInvariant(), name.ToLowerInvariant())))
            .Select(n => IsLastPart(wanted, n.Name) ? (n.Name, Edits: 0) : n)
            .Where(n => n.Edits <= Allowed(wanted, n.Name) && n.Edits < n.Name.Length)
            .OrderBy(n => n.Edits).ThenBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => n.Name).FirstOrDefault();
    }

    /// <summary>
    /// The end of an error message: <c>; did you mean 'rem'?</c>, or when no name is near <c>; there are: em, rem</c>,
    /// or nothing when no name is known or there are too many to list.
    /// </summary>
    /// <param name="wanted">The name that is not known.</param>
    /// <param name="known">The names to choose from.</param>
    public static string Hint(string wanted, IEnumerable<string> known)
    {
        string[] names = [.. (known ?? throw new ArgumentNullException(nameof(known))).Distinct().Order(StringComparer.Ordinal)];
        return To(wanted, names) is { } near ? $"; did you mean '{near}'?"
            : names.Length is > 0 and <= MostListed ? $"; there are: {string.Join(", ", names)}"
            : "";
    }

    /// <summary>How many edits apart near names may be; names whose lengths differ by more are not looked at.</summary>
    private static int Allowed(string wanted, string name) => (Math.Max(wanted.Length, name.Length) + 2) / 3;

    private static bool IsLastPart(string wanted, string name) =>
        name.EndsWith("." + wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>The optimal string alignment distance.</summary>
    private static int Edits(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int changed = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(changed, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
