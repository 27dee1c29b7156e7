namespace PluginHost.Results;

/// <summary>A line of two texts compared.</summary>
/// <param name="Sign"><c>-</c> for a line that only the first has, <c>+</c> for one that only the second has, a space for both.</param>
/// <param name="First">Its number in the first, from 1; 0 when it is not there.</param>
/// <param name="Second">Its number in the second, from 1; 0 when it is not there.</param>
/// <param name="Text">The line.</param>
public readonly record struct ComparedLine(char Sign, int First, int Second, string Text);

/// <summary>Compares texts line by line, by their longest common subsequence.</summary>
public static class LineDifference
{
    // Recipes have hundreds of lines; beyond this the middle of two texts is taken as wholly different.
    private const int MostCompared = 4_000;

    /// <summary>All lines of both, in order.</summary>
    public static IReadOnlyList<ComparedLine> Of(string first, string second)
    {
        string[] a = Lines(first), b = Lines(second);
        int head = 0, tail = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
        {
            head++;
        }

        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
        {
            tail++;
        }

        var lines = new List<ComparedLine>();
        for (int i = 0; i < head; i++)
        {
            lines.Add(new ComparedLine(' ', i + 1, i + 1, a[i]));
        }

        Middle(lines, a, b, head, a.Length - tail, b.Length - tail);
        for (int i = tail; i > 0; i--)
        {
            lines.Add(new ComparedLine(' ', a.Length - i + 1, b.Length - i + 1, a[^i]));
        }

        return lines;
    }

    private static void Middle(List<ComparedLine> lines, string[] a, string[] b, int head, int endA, int endB)
    {
        int n = endA - head, m = endB - head;
        var common = n <= MostCompared && m <= MostCompared ? Common(a, b, head, n, m) : null;
        int i = 0, j = 0;
        while (i < n || j < m)
        {
            if (common is not null && i < n && j < m && a[head + i] == b[head + j])
            {
                lines.Add(new ComparedLine(' ', head + i + 1, head + j + 1, a[head + i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < n && (j == m || common is null || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new ComparedLine('-', head + i + 1, 0, a[head + i]));
                i++;
            }
            else
            {
                lines.Add(new ComparedLine('+', 0, head + j + 1, b[head + j]));
                j++;
            }
        }
    }

    /// <summary>For every place the length of the longest common subsequence of what follows.</summary>
    private static int[,] Common(string[] a, string[] b, int head, int n, int m)
    {
        int[,] common = new int[n + 1, m + 1];
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = m - 1; j >= 0; j--)
            {
                common[i, j] = a[head + i] == b[head + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static string[] Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
