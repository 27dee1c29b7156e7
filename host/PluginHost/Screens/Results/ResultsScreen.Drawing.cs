using System.Globalization;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Results;

/// <content>How it looks, and how it is told.</content>
internal sealed partial record ResultsScreen
{
    private const int MarkWidth = 2, ToldColumns = 8;

    public IReadOnlyList<Line> Draw(Size size, Look look)
    {
        if (Pane is not null)
        {
            return Prompt is null ? Pane.Draw(size, look)
                : [.. Compose.Fit(Pane.Draw(size, look), new Size(size.Width, size.Height - 2), look), .. Prompt.Draw(size.Width, look)];
        }

        var lines = new List<Line> { Summary(size.Width, look) };
        var layout = Layout(size.Width);
        lines.Add(Head(layout, look));
        int height = Math.Max(0, size.Height - 2 - (Prompt is null ? 0 : 2));
        for (int place = Top; place < Math.Min(Arrangement.Shown.Length, Top + height); place++)
        {
            lines.Add(Row(place, layout, size.Width, look));
        }

        if (Arrangement.Shown.Length == 0)
        {
            lines.AddRange(Compose.Wrap(Empty(), size.Width - MarkWidth).Select(line => "  " + line));
        }

        return Prompt is null ? lines : [.. Compose.Fit(lines, new Size(size.Width, size.Height - 2), look), .. Prompt.Draw(size.Width, look)];
    }

    public IEnumerable<string> Linear()
    {
        if (Prompt is { } prompt)
        {
            string kept = prompt.Field.Text.Length > 0 ? $"; an empty line takes: {prompt.Field.Text}" : "";
            return [.. prompt.IsWrong ? [prompt.Told] : Array.Empty<string>(), $"{prompt.Label}type it on the next line, such as {Example(prompt.Kind)}{kept}; cancel leaves it"];
        }

        return Pane is not null ? Pane.Linear().Append("back: to the list; export FILE: write this to a file") : LinearList();
    }

    private IEnumerable<string> LinearList()
    {
        int last = Math.Min(Arrangement.Shown.Length, Top + ListHeight);
        yield return $"{Numbers()}{(Arrangement.Shown.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $", rows {Top + 1:N0} to {last:N0}") : "")}{Conditions("; ")}";
        if (Arrangement.Shown.Length == 0)
        {
            yield return Empty();
        }

        for (int place = Top; place < last; place++)
        {
            int row = Arrangement.Shown[place];
            var told = Columns.Take(Math.Max(ToldColumns, View.Pinned.Length))
                .Select(column => $"{ColumnText.Title(column)}: {(ColumnText.Of(Arrangement.Rows, row, column) is { Length: > 0 } text ? text : "none")}");
            yield return $"{place + 1}. {string.Join("; ", told)}{(Marked.Contains(Arrangement.Rows.Cell(row)) ? "; marked" : "")}";
        }

        yield return $"Commands: open NUMBER, filter CONDITION, sort COLUMNS, pivot, next, help, quit.{(Arrangement.Names.Length > ToldColumns ? $" {Arrangement.Names.Length - ToldColumns} more columns: pin NAME puts one first." : "")}";
    }

    private ColumnLayout Layout(int width) => ColumnLayout.Of(Columns, PinnedCount, WidthOf, Left, width - MarkWidth);

    private Line Summary(int width, Look look)
    {
        var layout = Layout(width);
        string left = layout.HiddenLeft > 0 ? $"{look.Symbols.Back} {Counted(layout.HiddenLeft)}  " : "";
        string right = layout.HiddenRight > 0 ? $"+{Counted(layout.HiddenRight)} {look.Symbols.Further}" : "";
        int hiddenCount = Arrangement.Names.Length - Columns.Length;
        string hidden = hiddenCount == 0 ? "" : $"{hiddenCount} hidden  ";
        static string Counted(int count) => count == 1 ? "1 column" : $"{count} columns";

        var place = Line.Of($"{hidden}{left}{right}", look.Dim);
        var text = Rows is null
            ? look.Say(Status.Running, "reading results")
            : Line.Of(Numbers(), look.Strong) + Line.Of(Conditions($" {look.Symbols.Separator} "));
        return text.Fit(Math.Max(0, width - place.Width - 1), look) + " " + place;
    }

    private string Numbers()
    {
        var (shown, rows) = (Arrangement.Shown.Length, Arrangement.Rows);
        string all = string.Create(CultureInfo.InvariantCulture, $"{rows.Count:N0} results");
        string numbers = shown == rows.Count ? all : string.Create(CultureInfo.InvariantCulture, $"{shown:N0} of {all}");
        return rows.IsPart ? $"{numbers} (the newest; reading the others)" : numbers;
    }

    private string Conditions(string separator) => string.Concat(
        View.Filter.Length > 0 ? $"{separator}filter: {View.Filter}" : "",
        View.Only is not null ? $"{separator}marked rows only" : Marked.IsEmpty ? "" : $"{separator}{Marked.Count} marked",
        View.Sort is [{ Column: "at", Descending: true }] ? $"{separator}newest first" : $"{separator}by {string.Join(", then ", View.Sort.Select(key => ColumnText.Title(key.Column) + (key.Descending ? " (largest first)" : "")))}");

    private string Empty() => Rows is null ? ""
        : Rows.Count == 0 && HasNotices ? "No result can be read here; pluginhost doctor tells why."
        : Rows.Count == 0 ? "No results yet. Recipes (4) starts a run; so does: pluginhost run scripts/quickstart.csx"
        : View.Filter.Length > 0 || Prompt is not null ? "No result fits. Esc shows all again, u undoes the last change." : "No row is shown. Esc shows all again.";

    private Line Head(ColumnLayout layout, Look look)
    {
        var line = Line.Of("  ");
        foreach (var column in layout.Columns)
        {
            int key = View.Sort.ToList().FindIndex(k => k.Column == column.Name);
            string sign = key < 0 ? "" : " " + (View.Sort[key].Descending ? look.Symbols.Descending : look.Symbols.Ascending) + (View.Sort.Length > 1 ? $"{key + 1}" : "");
            string title = (View.Pinned.Contains(column.Name) ? look.Symbols.Pin : "") + ColumnText.Title(column.Name);
            var text = (Line.Of(title).Fit(Math.Min(CellWidth.Of(title), Math.Max(0, column.Width - sign.Length)), look) + sign).Over(look.Head);
            var placed = ColumnText.IsNumber(Arrangement.Rows, column.Name) ? text.FitRight(column.Width, look) : text.Fit(column.Width, look);
            line = line + (column.Name == Column ? placed.Over(look.Selected) : placed) + "  ";
        }

        return line;
    }

    private Line Row(int place, ColumnLayout layout, int width, Look look)
    {
        int row = Arrangement.Shown[place];
        bool isMarked = Marked.Contains(Arrangement.Rows.Cell(row));
        var line = Line.Of(isMarked ? look.Symbols.Mark + " " : place == Cursor ? look.Symbols.Cursor + " " : "  ", isMarked ? look.Marked : look.Text);
        foreach (var column in layout.Columns)
        {
            string value = ColumnText.Of(Arrangement.Rows, row, column.Name);
            var text = value.Length == 0 ? Line.Of(look.Symbols.Missing, look.Dim) : Line.Of(value, isMarked ? look.Marked : look.Text);
            line = line + (ColumnText.IsNumber(Arrangement.Rows, column.Name) ? text.FitRight(column.Width, look) : text.Fit(column.Width, look)) + "  ";
        }

        return place == Cursor ? line.Fit(width, look).Over(look.Selected) : line;
    }

    private static string Example(PromptKind kind) => kind switch
    {
        PromptKind.Filter => "noise == rem && train.radius >= 2",
        PromptKind.Pivot => $"{PivotRequest.Default}",
        PromptKind.Export => "results.csv",
        PromptKind.OpenView or PromptKind.SaveView => "mine",
        _ => "",
    };
}
