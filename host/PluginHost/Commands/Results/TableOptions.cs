using System.Collections.Immutable;
using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Running.Requests;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Views;

namespace PluginHost.Commands.Results;

/// <summary>The options that say what a table shows; given ones take the place of a view's.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> _rows = OptionKinds.Text("--rows", "FIELDS", "fields of the rows, comma separated [default: the recipe's]");
    private readonly Option<string?> _columns = OptionKinds.Text("--columns", "FIELDS", "fields of the columns [default: the recipe's]");
    private readonly Option<string?> _metrics = OptionKinds.Text("--metrics", "METRICS", "for example accuracy,loss [default: the recipe's]");
    private readonly Option<string?> _aggregate = OptionKinds.Choice("--agg", "what is told of several seeds [default: mean-std]", TableWords.Of<Aggregate>());
    private readonly Option<string?> _best = OptionKinds.Choice("--best", "which values are marked [default: none]", TableWords.Of<BestValue>());
    private readonly Option<string?> _bestOf = OptionKinds.Choice("--best-of", "among which values [default: row]", TableWords.Of<BestOf>());
    private readonly Option<string?> _baseline = OptionKinds.Text("--baseline", "VALUE", "the column that others are compared with, such as clean or noise=clean");
    private readonly Option<string?> _titles = OptionKinds.Text("--column-titles", "TITLES", "what columns are called, such as 'EM 8 = EM, test-accuracy = accuracy'");
    private readonly Option<string?> _label = OptionKinds.Text("--label", "LABEL", "what LaTeX refers to the table by, such as tab:radii");
    private readonly Option<string?> _over = OptionKinds.Text(
        "--over", "FIELDS", "fields that are averaged over as seeds are, such as augmentation");
    private readonly Option<string?> _where = OptionKinds.Text("--where", "FILTER", "only these results, such as 'noise == rem && train.radius >= 2 && accuracy < 50'");
    private readonly Option<string?> _preset = OptionKinds.Text("--preset", "NAME", "the last run with this preset; without NAME, results of this preset");
    private readonly Option<bool> _paper = OptionKinds.Switch("--paper", "the published values beside ours");

    public TableOptions() => _metrics.Aliases.Add("--metric");

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _rows, _columns, _metrics, _aggregate, _best, _bestOf, _baseline, _titles, _label, _over, _where, _preset,
            _paper,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>A view with what the command line says.</summary>
    public SavedView Read(ParseResult parsed, SavedView view)
    {
        view = parsed.GetValue(_rows) is { } rows ? view with { Rows = Names(rows) } : view;
        view = parsed.GetValue(_columns) is { } columns ? view with { Columns = Names(columns) } : view;
        view = parsed.GetValue(_metrics) is { } metrics ? view with { Metrics = [.. Names(metrics).Select(FieldTable.Whole)] } : view;
        view = parsed.GetValue(_aggregate) is { } aggregate ? view with { Aggregate = TableWords.One<Aggregate>("the option", aggregate) } : view;
        view = parsed.GetValue(_best) is { } best ? view with { Best = TableWords.One<BestValue>("the option", best) } : view;
        view = parsed.GetValue(_bestOf) is { } of ? view with { BestOf = TableWords.One<BestOf>("the option", of), Best = view.Best } : view;
        view = parsed.GetValue(_baseline) is { } baseline ? view with { Baseline = baseline } : view;
        view = parsed.GetValue(_over) is { } over ? view with { Over = Names(over) } : view;
        view = parsed.GetValue(_where) is { } where ? view with { Filter = where } : view;
        view = parsed.GetValue(_preset) is { } preset ? view with { Preset = preset } : view;
        return parsed.GetValue(_paper) ? view with { Paper = true } : view;
    }

    /// <summary>A table with what the command line and the view say of it in place of what the recipe says.</summary>
    /// <exception cref="UsageException">A column title or a label means nothing.</exception>
    public TableRequest Request(ParseResult parsed, SavedView view, TableSpec spec)
    {
        try
        {
            var request = new TableRequest(spec with
            {
                ColumnTitles = parsed.GetValue(_titles) ?? spec.ColumnTitles, Label = parsed.GetValue(_label) ?? spec.Label,
                Baseline = view.Baseline ?? spec.Baseline,
                Over = view.Over.IsEmpty ? spec.Over : string.Join(", ", view.Over),
            })
            {
                BestOf = view.BestOf, Paper = view.Paper,
            };
            request = view.Aggregate == default && parsed.GetValue(_aggregate) is null ? request : request with { Aggregate = view.Aggregate };
            return view.Best == default && parsed.GetValue(_best) is null ? request : request with { Best = view.Best };
        }
        catch (FormatException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static ImmutableArray<string> Names(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
