using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Results;

/// <content>Which rows and columns are shown, and saved views of them.</content>
internal sealed partial record ResultsScreen
{
    private Step GoTo(int column)
    {
        var columns = Columns;
        return columns.IsEmpty
            ? Step.Stay(this)
            : Step.To(this with { Column = columns[Math.Clamp(column, 0, columns.Length - 1)] });
    }

    private Step GoTo(string column) => (this with { Column = column }).Change(View.Show(column, Columns));

    /// <summary>The column that was named, or the current one.</summary>
    private string Known(string? argument)
    {
        if (argument is null)
        {
            return Column;
        }

        string name = FieldTable.Whole(argument);
        if (Arrangement.Names.Contains(name))
        {
            return name;
        }

        string hint = Nearest.Hint(argument, Arrangement.Names.Concat(FieldTable.ShortNames));
        throw new QueryException($"there is no column '{argument}'{hint}");
    }

    private ImmutableArray<SortKey> SortKeys(string? argument) => argument is null
        ? throw new QueryException("name the columns to sort by, such as: sort -accuracy, seed")
        : [.. argument.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => new SortKey(Known(part.TrimStart('-')), part.StartsWith('-')))];

    private Step Hide(string column)
    {
        var columns = Columns;
        if (columns.Length <= 1)
        {
            return Step.To(this, new Notify("the last column stays", Status.Warning));
        }

        string current = Column;
        if (column == Column)
        {
            int at = columns.IndexOf(column);
            current = columns[at + 1 < columns.Length ? at + 1 : at - 1];
        }

        return (this with { Column = current }).Change(View.Hide(column));
    }

    private Step Filter(string text)
    {
        if (Rows is not null && text.Length > 0)
        {
            Arrangement.Parse(text, Rows);
        }

        return (this with { Prompt = null }).Change(View with { Filter = text.Trim() });
    }

    /// <summary>Only rows with a value that was counted: the one whose number was typed, or the chosen one.</summary>
    private Step FilterBy(FrequencyPane values, string? argument)
    {
        int place = argument is null ? values.Row : Number(argument, values.Values.Length);
        string condition = values.Condition(place);
        string filter = View.Filter.Length == 0 ? condition : $"({View.Filter}) && {condition}";
        return (this with { Pane = null }).Filter(filter);
    }

    /// <summary>All rows again; back in the pivot where one was looked into.</summary>
    private Step Clear()
    {
        if (LookedInto is { } pivot && View.Only is not null)
        {
            return (this with { Pane = pivot, LookedInto = null }).Change(View with { Only = null, OnlyWhat = "" });
        }

        return View.Filter.Length == 0 && View.Only is null
            ? Step.To(this, new Notify("all rows are shown"))
            : (this with { LookedInto = null }).Change(View with { Filter = "", Only = null, OnlyWhat = "" });
    }

    private Step OpenView(string name) =>
        Step.To(this, new Background("view", _ => new ViewRead(Source.Views.Get(name))));

    private Step Save(string name)
    {
        var saved = View.Saved(name);
        return Step.To(this, new Background("save view", _ =>
        {
            Source.Views.Save(saved);
            return new Said($"saved as {name} in {Running.Words.Shown.Path(Source.Views.File)}");
        }) { Says = "saving the view", IsChange = true });
    }
}
