using System.Text;
using PluginHost.Files;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Views;

/// <summary>
/// The file of saved views, which people may edit: a heading <c>[name]</c> for each, its lines below; # begins a comment.
/// Saving and removing a view leaves all other lines and comments as they are.
/// </summary>
/// <param name="file">The file; it need not exist.</param>
public sealed class SavedViews(string file)
{
    private const string Beginning = "# Views of results: `pluginhost results view save NAME` writes here, and you may edit it.\n";

    /// <summary>Where the views of a store lie: <c>views.ini</c> beside its folder.</summary>
    public static string FileFor(string store)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(store));
        return Path.Combine(Path.GetDirectoryName(whole) ?? whole, "views.ini");
    }

    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>The lines of a view, as they stand in the file below its name.</summary>
    public static IEnumerable<string> Lines(SavedView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return ViewText.Lines(view).Select(line => $"{line.Key} = {line.Value}");
    }

    /// <summary>All views, in the file's order.</summary>
    /// <exception cref="QueryException">A line cannot be read; the line is told.</exception>
    public IReadOnlyList<SavedView> All()
    {
        var views = new List<SavedView>();
        string[] lines = Lines();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            try
            {
                if (HeadingOf(line) is { } name)
                {
                    views.Add(views.Exists(v => v.Name == name) ? throw new FormatException($"a second view is called '{name}'") : new SavedView(Checked(name)));
                }
                else if (line.Length > 0 && line[0] != '#')
                {
                    int equals = line.IndexOf('=', StringComparison.Ordinal);
                    if (equals <= 0)
                    {
                        throw new FormatException($"'{line}' is neither [name] nor key = value");
                    }

                    views[^1] = ViewText.With(
                        views.Count > 0 ? views[^1] : throw new FormatException("a [name] is missing above"), line[..equals].Trim(), line[(equals + 1)..].Trim());
                }
            }
            catch (FormatException e)
            {
                throw new QueryException($"{File}({i + 1}): {e.Message}");
            }
        }

        return views;
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
        CheckName(view.Name);
        _ = All();
        var lines = Lines().ToList();
        var text = Lines(view);
        if (Section(lines, view.Name) is var (from, to) && from >= 0)
        {
            var comments = lines[(from + 1)..to].FindAll(line => line.TrimStart().StartsWith('#'));
            int blank = lines[from..to].AsEnumerable().Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count();
            lines.RemoveRange(from, to - from);
            lines.InsertRange(from, [$"[{view.Name}]", .. comments, .. text, .. Enumerable.Repeat("", blank)]);
        }
        else
        {
            lines.AddRange([.. lines.Count == 0 ? (string[])[Beginning.TrimEnd()] : [], "", $"[{view.Name}]", .. text]);
        }

        Write(lines);
    }

    /// <summary>Takes a view out of the file, with the comments below its heading.</summary>
    /// <exception cref="QueryException">There is none.</exception>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public void Remove(string name)
    {
        _ = Get(name);
        var lines = Lines().ToList();
        var (from, to) = Section(lines, name);
        lines.RemoveRange(from, to - from);
        Write(lines);
    }

    private static void CheckName(string name)
    {
        try
        {
            Checked(name);
        }
        catch (FormatException e)
        {
            throw new QueryException(e.Message);
        }
    }

    private static string Checked(string name) =>
        name.Length is > 0 and <= 60 && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')
            ? name
            : throw new FormatException($"'{name}' is no name of a view: it has letters, digits, - _ and .");

    private static string? HeadingOf(string line) => line.Length > 1 && line[0] == '[' && line[^1] == ']' ? line[1..^1].Trim() : null;

    /// <summary>From a view's heading to the next one, whose own comments above it are left out; -1 when there is none.</summary>
    private static (int From, int To) Section(List<string> lines, string name)
    {
        int from = lines.FindIndex(line => HeadingOf(line.Trim()) == name);
        int to = from < 0 ? -1 : lines.FindIndex(from + 1, line => HeadingOf(line.Trim()) is not null);
        if (from < 0 || to < 0)
        {
            return (from, lines.Count);
        }

        while (to > from + 1 && lines[to - 1].TrimStart().StartsWith('#'))
        {
            to--;
        }

        return (from, to);
    }

    private string[] Lines()
    {
        try
        {
            return System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];
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
