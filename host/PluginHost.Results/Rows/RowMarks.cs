using System.Collections.Immutable;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The columns of rows that say what runs and people told of them: experiment, tags, note.</summary>
internal static class RowMarks
{
    public static (CodedColumn Tags, CodedColumn Notes) Of(RowArrays rows, RowTables tables, IReadOnlyDictionary<string, Remarks> remarks)
    {
        var (tags, notes) = (new Codes<OptionValue>(), new Codes<OptionValue>());
        int[] tagCodes = new int[rows.Count], noteCodes = new int[rows.Count];
        Array.Fill(tagCodes, -1);
        Array.Fill(noteCodes, -1);
        foreach (int row in Marked(rows, tables, remarks))
        {
            var said = Of(rows.Cells[row], tables.Runs[rows.Runs[row]], remarks);
            tagCodes[row] = said.Tags.IsEmpty ? -1 : tags.Of(string.Join(' ', said.Tags));
            noteCodes[row] = said.Note is null ? -1 : notes.Of(said.Note);
        }

        return (new CodedColumn("tags", rows.Count, tags.Now, tagCodes, null), new CodedColumn("note", rows.Count, notes.Now, noteCodes, null));
    }

    /// <summary>A result's tags, its run's among them, and its note.</summary>
    public static (ImmutableArray<string> Tags, string? Note) Of(string cell, string run, IReadOnlyDictionary<string, Remarks> remarks)
    {
        var own = remarks.GetValueOrDefault(cell, Remarks.None);
        return remarks.TryGetValue(SaidOf.RunKey(run), out var ofRun)
            ? ([.. own.Tags.Union(ofRun.Tags, StringComparer.Ordinal).Order(StringComparer.Ordinal)], own.Note)
            : (own.Tags, own.Note);
    }

    /// <summary>For every row, whether it lies in the trash, by itself or with its run; null when none does.</summary>
    public static bool[]? Removed(RowArrays rows, RowTables tables, IReadOnlyDictionary<string, Remarks> remarks)
    {
        if (remarks.Values.All(said => said.Removal is null))
        {
            return null;
        }

        bool[] removed = new bool[rows.Count];
        foreach (int row in Marked(rows, tables, remarks))
        {
            removed[row] = (remarks.TryGetValue(rows.Cells[row], out var said) && said.Removal is { } removal && rows.At[row] <= removal.Until.UtcTicks)
                || (remarks.TryGetValue(SaidOf.RunKey(tables.Runs[rows.Runs[row]]), out var ofRun) && ofRun.Removal is not null);
        }

        return removed;
    }

    public static CodedColumn Experiments(RowArrays rows, RowTables tables)
    {
        var names = new Codes<OptionValue>();
        int[] ofRun = [.. tables.Experiments.Now.ToArray().Select(name => name.Length == 0 ? -1 : names.Of(name))];
        return new CodedColumn("experiment", rows.Count, names.Now, ofRun, rows.Runs);
    }

    public static OptionValue[] Values(ReadOnlyMemory<string> texts)
    {
        var values = new OptionValue[texts.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = texts.Span[i];
        }

        return values;
    }

    /// <summary>Rows that something was said of, or of whose run.</summary>
    private static IEnumerable<int> Marked(RowArrays rows, RowTables tables, IReadOnlyDictionary<string, Remarks> remarks)
    {
        if (remarks.Count == 0)
        {
            return [];
        }

        bool[] runs = [.. tables.Runs.Now.ToArray().Select(run => remarks.ContainsKey(SaidOf.RunKey(run)))];
        var cells = remarks.Keys.Select(rows.Cells.Find).Where(row => row >= 0).ToHashSet();
        return Enumerable.Range(0, rows.Count).Where(row => runs[rows.Runs[row]] || cells.Contains(row));
    }
}
