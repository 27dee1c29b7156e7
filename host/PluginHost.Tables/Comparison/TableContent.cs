using System.Runtime.InteropServices;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Published;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Comparison;

/// <summary>The cells of a table and what has to be said about them.</summary>
internal sealed class TableContent
{
    private static readonly string[] ContextFields =
        ["dataset", "data.train-images", "noise", "share", "filter", "model", "train.norm", "train.radius", "precision", "preset"];

    private readonly TableRequest _request;
    private readonly TableAxes _axes;

    // A cell a metric, of places that have results or planned cells: large tables are mostly empty.
    private readonly Dictionary<(int Row, int Column), TableCell[]> _places = [];

    // Models that the paper does not have, beside which another model's published values stand.
    private readonly SortedSet<string> _standIns = new(StringComparer.Ordinal);

    private TableContent(TableRequest request, TableAxes axes) => (_request, _axes) = (request, axes);

    public List<string> Notes { get; } = [];

    public List<string> Remarks { get; } = [];

    public List<(string Field, string Value)> Context { get; } = [];

    /// <summary>The model whose published values stand beside a model that the paper does not have; null for none.</summary>
    public string? PublishedModel { get; private set; }

    /// <summary>What stands at a place, for one of the table's metrics.</summary>
    public TableCell this[int row, int column, int metric] => _places.TryGetValue((row, column), out var cells) ? cells[metric] : TableCell.None;

    public static TableContent Of(RowSelection results, TableRequest request, TableAxes axes)
    {
        var content = new TableContent(request, axes);
        var seeds = new PlaceSeeds(results.Rows, axes.Over);
        content.Fill(results, seeds);
        content.MarkBest();
        content.Compare();
        content.Describe(results, seeds);
        return content;
    }

    private void Fill(RowSelection results, PlaceSeeds choice)
    {
        var members = new Dictionary<(int Row, int Column), List<int>>();
        for (int i = 0; i < results.Count; i++)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(members, (_axes.Rows[i], _axes.Columns[i]), out _);
            (place ??= []).Add(results.Chosen[i]);
        }

        var planned = _request.Planned.ToLookup(
            spec => (Row: _axes.Rows.Find(TableAxis.Key(spec, _axes.RowFields)), Column: _axes.Columns.Find(TableAxis.Key(spec, _axes.ColumnFields))));
        RowColumn?[] metrics = [.. _axes.Metrics.Select(results.Rows.Column)];
        foreach (var place in members.Keys.Union(planned.Select(p => p.Key)).Order())
        {
            var (seeds, said) = members.TryGetValue(place, out var rows) ? choice.Of([.. rows]) : ([], []);
            IReadOnlyList<int> notes = said.Count == 0 ? [] : [.. said.Select(Note)];
            CellSpec[] plan = [.. planned[place]];
            var cells = new TableCell[metrics.Length];
            for (int metric = 0; metric < cells.Length; metric++)
            {
                cells[metric] = Cell(results.Rows, _axes.Metrics[metric], metrics[metric], seeds, notes, plan, choice);
            }

            _places[place] = cells;
        }
    }

    private TableCell Cell(
        ResultRows rows, string metric, RowColumn? column, List<int> seeds, IReadOnlyList<int> notes,
        CellSpec[] planned, PlaceSeeds choice)
    {
        int[] having = column is null ? [] : [.. seeds.FindAll(row => column[row] is not null)];
        double? published = _request.Paper && metric == Metric.TestAccuracy && (seeds.Count > 0 ? rows.Spec(seeds[0]) : planned.FirstOrDefault()) is { } spec
            ? Published(spec)
            : null;
        return new TableCell(
            Array.ConvertAll(having, row => rows.Results[row].Seed), Array.ConvertAll(having, row => column?[row]?.Number ?? double.NaN),
            Planned(planned), published, IsBest: false, notes)
        {
            Results = seeds, Averaged = _axes.Over.Count == 0 ? [] : Array.ConvertAll(having, choice.Averaged),
        };
    }

    private int Planned(CellSpec[] planned) =>
        _axes.Over.Count > 0 ? planned.Distinct().Count() : planned.Select(spec => spec.Seed).Distinct().Count();

    private double? Published(CellSpec spec)
    {
        if (PublishedResults.All.Find(spec.Fields(), _request.Spec.PaperTable) is not { } published)
        {
            return null;
        }

        if (!PublishedResults.All.HasModel(spec.Model.Id))
        {
            _standIns.Add(spec.Model.Id);
            PublishedModel = published.Model;
        }

        return published.Accuracy;
    }

    /// <summary>The number of a footnote, from 1.</summary>
    private int Note(string text)
    {
        int known = Notes.IndexOf(text);
        if (known < 0)
        {
            Notes.Add(text);
            known = Notes.Count - 1;
        }

        return known + 1;
    }

    private void MarkBest()
    {
        if (_request.Best == BestValue.None)
        {
            return;
        }

        for (int metric = 0; metric < _axes.Metrics.Count; metric++)
        {
            var filled = _places.Where(place => place.Value[metric].Numbers is not null)
                .Select(place => (place.Key, Cells: place.Value, Value: place.Value[metric].Numbers!.Value.Value(_request.Aggregate)));
            foreach (var line in filled.GroupBy(place => _request.BestOf == BestOf.Row ? place.Key.Row : place.Key.Column).Where(line => line.Skip(1).Any()))
            {
                double best = _request.Best == BestValue.Lowest ? line.Min(place => place.Value) : line.Max(place => place.Value);
                foreach (var (_, cells, _) in line.Where(place => place.Value == best))
                {
                    cells[metric] = cells[metric] with { IsBest = true };
                }
            }
        }
    }

    private void Compare()
    {
        if (_request.Baseline is not { } name)
        {
            return;
        }

        var baseline = new BaselineColumn(_axes, name);
        int[] against = [.. _axes.Columns.Keys.Select(column => baseline.For(column) is { } other ? _axes.Columns.Find(other) : -1)];
        bool isUnpaired = false;
        foreach (var ((row, column), cells) in _places.Where(place => against[place.Key.Column] >= 0))
        {
            for (int metric = 0; metric < cells.Length; metric++)
            {
                var difference = BaselineDifference.Of(cells[metric], this[row, against[column], metric], _request.Aggregate);
                isUnpaired |= difference is { Pairs: 0 };
                cells[metric] = cells[metric] with { Against = difference };
            }
        }

        Remarks.Add($"Δ: difference to {baseline.Name} in the same row, over pairs of equal seeds; in parentheses how many pairs.");
        Remark(isUnpaired, "(unpaired): no seed is in both; the means are compared.");
    }

    private void Describe(RowSelection results, PlaceSeeds seeds)
    {
        foreach (string field in ContextFields.Except(_axes.RowFields).Except(_axes.ColumnFields))
        {
            int[] chosen = field == "train.norm" ? TableAxes.OfAdversarialTraining(results.Rows, results.Chosen) : results.Chosen;
            if (chosen.Length == 0 || results.Rows.Column(field) is not { } column)
            {
                continue;
            }

            var value = column[chosen[0]];
            bool usual = (field, value?.ToString()) is ("share", "0" or "1") or ("train.norm", "linf");
            if (!usual && value is not null && column.Group(chosen).Count == 1)
            {
                Context.Add((field, FieldText.Field(field, value)));
            }
        }

        Remark(results.Count == 0, "There are no results yet.");
        if (_request.Spec.Remark is { } said)
        {
            Remarks.Add(said);
        }

        RemarkSplit("Rows", _axes.SplitRows);
        RemarkSplit("Columns", _axes.SplitColumns);
        Remark(_axes.Over.Count > 0, $"Averaged over seeds and {string.Join(", ", _axes.Over)}.");
        Remark(_request.Missing > 0, $"{_request.Missing} planned {(_request.Missing == 1 ? "cell has" : "cells have")} no result yet.");
        foreach (var plugin in seeds.SeveralPlugins(results.Chosen).OrderBy(g => g.Key.Id, StringComparer.Ordinal))
        {
            Remarks.Add($"Not all cells ran with the same files of the plugin {plugin.Key.Id}.");
        }

        if (_request.Paper)
        {
            bool any = _places.Values.Any(cells => Array.Exists(cells, cell => cell.Published is not null));
            Remarks.Add(any ? "In brackets: the published value, and ours minus it." : "No published value fits these cells.");
            Remark(
                _standIns.Count > 0,
                $"The paper does not have {string.Join(", ", _standIns)}: the published values are those of {PublishedModel}.");
            string[] unlike = [.. UnlikeThePaper(results)];
            Remark(
                any && unlike.Length > 0,
                $"Not all of these results have the published settings ({string.Join(", ", unlike)}): the difference is no error of either.");
        }
    }

    /// <summary>The published settings that not all results have.</summary>
    private static IEnumerable<string> UnlikeThePaper(RowSelection results)
    {
        var rows = results.Rows;
        if (Array.Exists(results.Chosen, row => rows[row, "preset"] != "paper"))
        {
            yield return "preset paper";
        }

        if (Array.Exists(results.Chosen, row => rows[row, "precision"] != "fp32"))
        {
            yield return "precision fp32";
        }

        if (Array.Exists(results.Chosen, row => rows.Results[row].Run.IsChanged))
        {
            yield return "nothing changed by --set";
        }
    }

    private void RemarkSplit(string what, IReadOnlyList<string> fields) => Remark(
        fields.Count > 0,
        $"{what} are split by {string.Join(", ", fields)}: results that differ there are not averaged.");

    private void Remark(bool applies, string text)
    {
        if (applies)
        {
            Remarks.Add(text);
        }
    }
}
