using DiffPlex;

namespace PluginHost.Tables.Differences;

/// <summary>A line of two texts compared.</summary>
/// <param name="Sign"><c>-</c> for a line that only the first has, <c>+</c> for one that only the second has, a space for both.</param>
/// <param name="First">Its number in the first, from 1; 0 when it is not there.</param>
/// <param name="Second">Its number in the second, from 1; 0 when it is not there.</param>
/// <param name="Text">The line.</param>
public readonly record struct ComparedLine(char Sign, int First, int Second, string Text);

/// <summary>Compares texts line by line.</summary>
public static class LineDifference
{
    /// <summary>All lines of both, in order.</summary>
    public static IReadOnlyList<ComparedLine> Of(string first, string second)
    {
        var diff = Differ.Instance.CreateLineDiffs(Normal(first), Normal(second), ignoreWhitespace: false, ignoreCase: false);
        var lines = new List<ComparedLine>();
        int a = 0, b = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Same(block.DeleteStartA);
            for (int end = a + block.DeleteCountA; a < end; a++)
            {
                lines.Add(new ComparedLine('-', a + 1, 0, diff.PiecesOld[a]));
            }

            for (int end = b + block.InsertCountB; b < end; b++)
            {
                lines.Add(new ComparedLine('+', 0, b + 1, diff.PiecesNew[b]));
            }
        }

        Same(diff.PiecesOld.Count);
        return lines;

        void Same(int end)
        {
            for (; a < end; a++, b++)
            {
                lines.Add(new ComparedLine(' ', a + 1, b + 1, diff.PiecesOld[a]));
            }
        }
    }

    /// <summary>With one kind of line ends, and none behind the last line.</summary>
    private static string Normal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string lines = text.ReplaceLineEndings("\n");
        return lines.EndsWith('\n') ? lines[..^1] : lines;
    }
}
