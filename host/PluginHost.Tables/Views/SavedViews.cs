using System.Text;
using System.Text.Json;
using PluginHost.Files;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace PluginHost.Tables.Views;

/// <summary>
/// The file of saved views, TOML that people may edit: a table <c>[name]</c> for each. Saving and removing a view
/// leaves all other lines and comments as they are.
/// </summary>
/// <param name="file">The file; it need not exist.</param>
public sealed class SavedViews(string file)
{
    private const string Beginning = "# Views of results: `pluginhost results view save NAME` writes here, and you may edit it.\n";

    private static readonly TomlSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = TomlIgnoreCondition.WhenWritingNull,
        NewLine = TomlNewLineKind.Lf,
    };

    /// <summary>Where the views of a store lie: <c>views.toml</c> beside its folder.</summary>
    public static string FileFor(string store)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(store));
        return Path.Combine(Path.GetDirectoryName(whole) ?? whole, "views.toml");
    }

    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>The lines of a view, as they stand in the file below its name.</summary>
    public static IEnumerable<string> Lines(SavedView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Text(view).TrimEnd('\n').Split('\n').Skip(1);
    }

    /// <summary>All views, in the file's order.</summary>
    /// <exception cref="QueryException">It cannot be read; the line is told.</exception>
    public IReadOnlyList<SavedView> All()
    {
        string text = Read();
        Dictionary<string, ViewText> views;
        try
        {
            views = TomlSerializer.Deserialize<Dictionary<string, ViewText>>(text, s_options) ?? [];
        }
        catch (TomlException e)
        {
            // Before the problem stands the place, once more.
            throw Wrong(e.Line ?? 1, e.Message.Split(" : ")[^1].Trim());
        }

        catch (ArgumentOutOfRangeException)
        {
            // What the library says of a name whose quote is open at the end of the file.
            throw Wrong(text.Count(c => c == '\n') + 1, "this is no TOML that can be read: a quote is not closed");
        }

        var headings = Headings(text);
        if (headings.GroupBy(heading => heading.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw Wrong(twice.ElementAt(1).Line + 1, $"a second view is called '{twice.Key}'");
        }

        return [.. views.Select(view => View(view.Key, view.Value, LineOf(view.Key)))];

        int LineOf(string name) => headings.Find(heading => heading.Name == name).Line + 1;
    }

    /// <summary>A view by its name.</summary>
    /// <exception cref="QueryException">There is none; the nearest name is told. Or the file cannot be read.</exception>
    public SavedView Get(string name)
    {
        var all = All();
        return all.FirstOrDefault(view => view.Name == name)
            ?? throw new QueryException($"there is no view '{name}' in {File}{Nearest.Hint(name, all.Select(view => view.Name))}");
    }

    /// <summary>Writes a view in place of the one of its name, or after all others.</summary>
    /// <exception cref="QueryException">The name or the file is wrong.</exception>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public void Save(SavedView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!IsName(view.Name))
        {
            throw new QueryException(NoName(view.Name));
        }

        _ = All();
        string text = Read();
        var lines = text.TrimEnd('\n').Split('\n').ToList();
        string[] written = Text(view).TrimEnd('\n').Split('\n');
        if (Section(text, lines, view.Name) is var (from, to) && from >= 0)
        {
            var comments = lines[(from + 1)..to].FindAll(line => line.TrimStart().StartsWith('#'));
            int blank = lines[from..to].AsEnumerable().Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count();
            lines.RemoveRange(from, to - from);
            lines.InsertRange(from, [written[0], .. comments, .. written[1..], .. Enumerable.Repeat("", blank)]);
        }
        else
        {
            lines = [.. text.Length == 0 ? [Beginning.TrimEnd()] : lines, "", .. written];
        }

        Write(lines);
    }

    /// <summary>Takes a view out of the file, with the comments below its heading.</summary>
    /// <exception cref="QueryException">There is none.</exception>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public void Remove(string name)
    {
        _ = Get(name);
        string text = Read();
        var lines = text.TrimEnd('\n').Split('\n').ToList();
        var (from, to) = Section(text, lines, name);
        lines.RemoveRange(from, to - from);
        Write(lines);
    }

    private static string Text(SavedView view) =>
        TomlSerializer.Serialize(new Dictionary<string, ViewText> { [view.Name] = ViewText.Of(view) }, s_options);

    private SavedView View(string name, ViewText text, int line)
    {
        try
        {
            return IsName(name) ? text.View(name) : throw new FormatException(NoName(name));
        }
        catch (FormatException e)
        {
            throw Wrong(line, $"view {name}: {e.Message}");
        }
    }

    private QueryException Wrong(int line, string problem) => new($"{File}({line}): {ShownText.Of(problem)}");

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 60 && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string NoName(string name) => $"'{name}' is no name of a view: it has letters, digits, - _ and .";

    /// <summary>The views' headings and their lines, from 0; tables of a view belong to it.</summary>
    private static List<(string Name, int Line)> Headings(string text) => SyntaxParser.Parse(text).Tables
        .Where(table => table.Name is { DotKeys.ChildrenCount: 0 })
        .Select(table => (NameOf(table.Name?.Key), table.Span.Start.Line)).ToList();

    private static string NameOf(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    /// <summary>From a view's heading to the next one, whose own comments above it are left out; -1 when there is none.</summary>
    private static (int From, int To) Section(string text, List<string> lines, string name)
    {
        var headings = Headings(text);
        int at = headings.FindIndex(heading => heading.Name == name);
        if (at < 0 || at == headings.Count - 1)
        {
            return (at < 0 ? -1 : headings[at].Line, lines.Count);
        }

        int from = headings[at].Line, to = headings[at + 1].Line;
        while (to > from + 1 && lines[to - 1].TrimStart().StartsWith('#'))
        {
            to--;
        }

        return (from, to);
    }

    private string Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? RegularFile.ReadAllText(File).ReplaceLineEndings("\n") : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryException($"the views in {File} cannot be read: {e.Message}");
        }
    }

    private void Write(IReadOnlyList<string> lines)
    {
        try
        {
            AtomicFile.Write(File, file => file.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines).TrimEnd('\n') + "\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the views in {File} cannot be written: {e.Message}", e);
        }
    }
}
