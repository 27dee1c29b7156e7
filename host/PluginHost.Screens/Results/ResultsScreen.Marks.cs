using System.Collections.Immutable;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Results;

/// <content>Marks, and what is said of results: tags, notes, the trash, why.</content>
internal sealed partial record ResultsScreen
{
    private Step Mark(string? argument)
    {
        var marked = Marked;
        foreach (int place in Places(argument).Where(place => place < Arrangement.Shown.Length))
        {
            string cell = Arrangement.Rows.Cell(Arrangement.Shown[place]);
            // Remove gives the same set back when it has no such key.
            var without = marked.Remove(cell);
            bool wasMarked = !ReferenceEquals(without, marked);
            marked = wasMarked ? without : marked.Add(cell);
        }

        return Step.To(this with { Marked = marked, Cursor = argument is null ? Cursor + 1 : Cursor });
    }

    /// <summary>The places whose numbers were typed, or the current one.</summary>
    private int[] Places(string? argument) => argument is null
        ? [Cursor]
        : [.. argument.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Number(part, Arrangement.Shown.Length))];

    /// <summary>Marked rows alone, or all again.</summary>
    private Step ShowMarked()
    {
        if (View.Only is not null)
        {
            return Change(View with { Only = null, OnlyWhat = "" });
        }

        return Marked.IsEmpty
            ? Step.To(this, new Notify("no row is marked; Space marks one", Status.Warning))
            : Change(View with { Only = Marked, OnlyWhat = "marked rows only" });
    }

    /// <summary>Keys of the results that something is said of: those that are marked, else the current one.</summary>
    private ImmutableArray<string> Targets()
    {
        if (!Marked.IsEmpty)
        {
            return [.. Marked.Order(StringComparer.Ordinal)];
        }

        return Current is { } cell ? [cell] : [];
    }

    /// <summary>The only one of some results, in words; else how many they are.</summary>
    private string About(ImmutableArray<string> cells)
    {
        int row = cells is [var only] ? Arrangement.Rows.Find(only) : -1;
        return row >= 0 ? $"{Arrangement.Rows.Row(row).Spec}" : Counted(cells.Length);
    }

    private static string Counted(int results) => results == 1 ? "1 result" : $"{results} results";

    private string NoteNow() => Marked.IsEmpty && Current is { } cell
        ? Arrangement.Rows.Row(Arrangement.Rows.Find(cell)).Note ?? ""
        : "";

    private Step AskAbout(PromptKind kind, string text)
    {
        var cells = Targets();
        if (cells.IsEmpty)
        {
            return Step.Stay(this);
        }

        var prompt = Prompt.Of(kind, text, Rows ?? ResultRows.None, ViewNames);
        return Step.To(this with { Prompt = prompt with { About = About(cells) } });
    }

    private Step Tag(string text)
    {
        string[] words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        string[] added = [.. words.Where(word => !word.StartsWith('-')).Select(word => word.TrimStart('+'))];
        string[] removed = [.. words.Where(word => word.StartsWith('-')).Select(word => word[1..])];
        if (words.Length == 0)
        {
            throw new QueryException("type a tag, such as +good, or -bad to take one off");
        }

        var cells = Targets();
        return Annotate(
            "tagging",
            annotations => cells.ToList().ForEach(cell => annotations.Tag(cell, added, removed)),
            $"{Counted(cells.Length)} tagged: {string.Join(' ', words)}");
    }

    private Step Note(string text)
    {
        var cells = Targets();
        return Annotate(
            "noting",
            annotations => cells.ToList().ForEach(cell => annotations.Note(cell, text)),
            $"{Counted(cells.Length)} {(text.Trim().Length > 0 ? "noted" : "without a note")}");
    }

    private Step AskToRemove()
    {
        var cells = Targets();
        return cells.IsEmpty
            ? Step.Stay(this)
            : Step.To(this with { Question = new RemovalQuestion(cells, About(cells)) });
    }

    private Step Remove(ImmutableArray<string> cells) => Annotate(
        "moving into the trash",
        annotations => cells.ToList().ForEach(cell => annotations.Remove(cell)),
        $"{Counted(cells.Length)} in the trash; X brings back");

    private Step ReadTrash()
    {
        var reading = new Background("trash", _ => new TrashRead([.. Source.Trash()])) { Says = "reading the trash" };
        return Step.To(this, reading);
    }

    private Step Restore(string id) =>
        Annotate("restoring", annotations => annotations.Restore(id), $"{Described.Key(id)} is back");

    private Step Annotate(string says, Action<Annotations> say, string done)
    {
        var saying = new Background("annotate", _ =>
        {
            Source.Annotate(say);
            return new Annotated(done);
        }) { Says = says, IsChange = true };
        return Step.To(this with { Prompt = null }, saying);
    }

    private Step Why()
    {
        if (Current is not { } cell)
        {
            return Step.Stay(this);
        }

        var asking = new Background("why", cancel =>
        {
            return new PaneReady(new ReportPane($"why {Described.Key(cell)}", Source.Why(cell, cancel)));
        }) { Says = "comparing with plugins and data" };
        return Step.To(this, asking);
    }
}
