using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PluginHost.Files;
using PluginHost.Store;
using PluginHost.Store.Exchange;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Writers;

namespace PluginHost.Tables.Export;

/// <summary>
/// Writes what was run into a folder that can be kept in git: <c>recipe.csx</c> as run, <c>table.md</c>,
/// <c>results.csv</c>, <c>curves.csv</c>, <c>environment.json</c>, the figures, and <c>journal.jsonl</c>, with which
/// <see cref="ResultImport"/> brings the results into another store. The same results give the same bytes.
/// </summary>
public sealed class ExperimentExport
{
    private static readonly JsonSerializerOptions Indented = new(ContentKey.Json)
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ResultStore _store;
    private readonly RunRecord _run;
    private readonly IReadOnlyList<ResultRow> _rows;

    /// <summary>Prepares the export of a run's plan with the latest results of its cells.</summary>
    /// <exception cref="QueryException">There is no such run, or none of its cells has a result.</exception>
    public ExperimentExport(ResultStore store, RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(run);
        _store = store;
        _run = run;
        _rows = store.Results(new ResultQuery { Run = run.Summary.Id });
        if (_rows.Count == 0)
        {
            throw new QueryException($"no cell of the run {run.Summary.Id} has a result yet: there is nothing to export");
        }
    }

    /// <summary>Whether published values stand beside ours in the tables that name one of the paper's.</summary>
    public bool Paper { get; init; } = true;

    /// <summary>The drawn figures, copied beside the tables.</summary>
    public IReadOnlyList<ExportedFigure> Figures { get; init; } = [];

    /// <summary>
    /// Writes the folder; files of an earlier export of the same experiment are replaced, and figures of it that this export
    /// does not have are removed: beside the tables of another preset they would be wrong.
    /// </summary>
    /// <param name="folder">Where to, such as <c>experiments/quickstart</c>.</param>
    /// <param name="overwrite">Replaces files even where the folder holds something else.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="StoreException">The folder belongs to another experiment, or cannot be written.</exception>
    public IReadOnlyList<string> Write(string folder, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string? occupant = Occupant(folder);
        if (!overwrite && occupant is not null)
        {
            throw new StoreException($"{folder} {occupant}; choose another folder, or repeat with --force to replace files in it");
        }

        var results = _rows.ToDictionary(row => row.Cell, row => _store.Finished(row.Cell), StringComparer.Ordinal);
        (string Name, byte[] Content)[] files =
        [
            ("recipe.csx", Bytes(_run.Source.ReplaceLineEndings("\n"))),
            ("table.md", Bytes(Tables())),
            ("results.csv", Bytes(ResultsCsv.Write(_rows))),
            ("curves.csv", Bytes(CurvesCsv.Write(_rows, row => results[row.Cell].Curves))),
            ("environment.json", Bytes(JsonSerializer.Serialize(Environment(), Indented) + "\n")),
            (ExportedJournal.FileName, ExportedJournal.Write(Events(results))),
        ];
        try
        {
            Directory.CreateDirectory(folder);
            IReadOnlyList<string> earlier = occupant is null ? EarlierFigures.In(folder) : [];
            List<string> written =
            [
                .. files.Select(file => WriteFile(folder, file.Name, file.Content)),
                .. Figures.SelectMany(figure => figure.Files).Select(file => CopyFile(file, folder)),
            ];
            foreach (string old in earlier.Except(written))
            {
                File.Delete(old);
            }

            return written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{folder} cannot be written: {e.Message}", e);
        }
    }

    private string Tables()
    {
        var text = new StringBuilder($"# {_run.Summary.Experiment}\n");
        IEnumerable<TableSpec> specs = _run.Tables.IsDefaultOrEmpty ? [new TableSpec("train.radius", "noise", Metric.TestAccuracy, "", null)] : _run.Tables;
        foreach (var spec in specs)
        {
            text.Append('\n').Append(MarkdownTable.Write(ComparisonTable.Build(_rows, new TableRequest(spec)
            {
                Paper = Paper && spec.PaperTable is not null,
                Missing = _run.Cells.Length - _rows.Count,
            })));
        }

        foreach (var figure in Figures)
        {
            text.Append($"\n![{figure.Title.Replace("]", "\\]", StringComparison.Ordinal)}]({Uri.EscapeDataString(Path.GetFileName(figure.Png))})\n");
        }

        return text.ToString();
    }

    /// <summary>The run that is exported, and earlier ones that some of its cells come from.</summary>
    private IEnumerable<string> Runs() =>
        _rows.Select(r => r.Run).Append(_run.Summary.Id).Distinct().Order(StringComparer.Ordinal);

    private IEnumerable<RunEvent> Events(IReadOnlyDictionary<string, CellFinished> results)
    {
        // The run that is exported comes last: it is the last one of its experiment wherever it is imported.
        foreach (string run in Runs().OrderBy(run => run == _run.Summary.Id))
        {
            var summary = _store.Run(run).Summary;
            if (_store.Started(run) is { } started)
            {
                yield return started;
            }

            foreach (var row in _rows.Where(row => row.Run == run))
            {
                yield return results[row.Cell];
                if (!row.Tags.IsEmpty)
                {
                    yield return new CellTagged(row.Cell, row.Tags, []) { At = row.At, Run = run };
                }

                if (row.Note is { } note)
                {
                    yield return new CellNoted(row.Cell, note) { At = row.At, Run = run };
                }
            }

            if (summary is { Ended: { } ended, State: not RunState.Running })
            {
                yield return new RunEnded(summary.State.ToString().ToLowerInvariant()) { At = ended, Run = run };
            }
        }
    }

    private ExportedEnvironment Environment()
    {
        var runs = Runs().Select(_store.Run);
        return new ExportedEnvironment(
            _run.Summary.Experiment, _run.Summary.Recipe, _run.SourceSha256, _run.Summary.Preset, _run.Cells.Length, _rows.Count,
            [.. runs.Select(r => new ExportedRun(r.Summary.Id, r.Summary.Started, r.Summary.Ended, r.Summary.State, r.SourceSha256, r.Environment))],
            [.. _rows.SelectMany(r => r.Plugins).Distinct().OrderBy(p => p.Kind).ThenBy(p => p.Id, StringComparer.Ordinal).ThenBy(p => p.Sha256, StringComparer.Ordinal)],
            [.. _rows.Select(r => $"{r.Spec.Data.Name} {r.DataSha256}").Distinct().Order(StringComparer.Ordinal)],
            [.. _rows.Select(r => r.Device).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>What stands in the way in a folder; null when it is new, empty, or of this experiment.</summary>
    private string? Occupant(string folder)
    {
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return null;
        }

        string environment = Path.Combine(folder, "environment.json");
        if (!File.Exists(environment))
        {
            return "holds files that no export wrote";
        }

        try
        {
            using var json = JsonDocument.Parse(RegularFile.ReadAllText(environment));
            string? other = json.RootElement.GetProperty("experiment").GetString();
            return other == _run.Summary.Experiment ? null : $"holds the experiment '{other}'";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "holds an environment.json that no export wrote";
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string WriteFile(string folder, string name, byte[] content)
    {
        string file = Path.Combine(folder, name);
        AtomicFile.Write(file, stream => stream.Write(content));
        return file;
    }

    private static string CopyFile(string from, string folder)
    {
        string file = Path.Combine(folder, Path.GetFileName(from));
        using var source = File.OpenRead(from);
        AtomicFile.Write(file, source.CopyTo);
        return file;
    }

    private sealed record ExportedEnvironment(
        string Experiment, string Recipe, string RecipeSha256, string Preset, int PlannedCells, int Results, List<ExportedRun> Runs,
        List<PluginIdentity> Plugins, List<string> Data, List<string> Devices);

    private sealed record ExportedRun(
        string Id, DateTimeOffset Started, DateTimeOffset? Ended, RunState State, string RecipeSha256, IReadOnlyDictionary<string, string> Environment);
}
