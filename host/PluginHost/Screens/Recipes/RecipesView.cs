using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Recipes;

/// <summary>Draws the scripts, and the text or plan of the chosen one.</summary>
internal static class RecipesView
{
    private const int NarrowList = 18, WideList = 44, Wide = 140;

    public static int ListWidth(int width) => width >= Wide ? WideList : NarrowList;

    public static IReadOnlyList<Line> Draw(RecipesScreen screen, Size size, Look look)
    {
        if (screen.Scripts.IsEmpty)
        {
            return screen.IsLoaded
                ? [Line.Empty, Line.Of($"  No scripts in {Running.Words.Shown.Path(Path.Combine(screen.Settings.Root, "scripts"))}.", look.Strong), Line.Of("  pluginhost recipes new NAME writes one to begin with.", look.Dim)]
                : [Line.Of("  looking for scripts", look.Dim)];
        }

        if (screen.Reads)
        {
            return [.. Compose.Fit(Right(screen, size with { Height = size.Height - 1 }, look), size with { Height = size.Height - 1 }, look), Form(screen, size.Width, look)];
        }

        int list = ListWidth(size.Width);
        var left = List(screen, list, size.Height - 1, look);
        var right = Right(screen, new Size(size.Width - list - 3, size.Height - 1), look);
        return [.. Compose.Beside(left, list, right, look, Line.Of($" {look.Symbols.Vertical} ", look.Dim)), Form(screen, size.Width, look)];
    }

    public static IEnumerable<string> Linear(RecipesScreen screen)
    {
        yield return $"Recipes: {screen.Scripts.Length}; 'open NUMBER' chooses one, 'start' starts it";
        for (int i = 0; i < screen.Scripts.Length; i++)
        {
            yield return $"{i + 1}. {screen.Scripts[i].Info.Name}: {screen.Scripts[i].Info.Summary}";
        }

        if (screen.Chosen is { } chosen)
        {
            yield return $"chosen: {chosen.Info.Name}";
            yield return $"presets: {string.Join(", ", chosen.Presets)}; with: {screen.Form.Preset ?? Own(chosen)}";
            yield return $"command: {screen.Command()}";
            foreach (string line in screen.ShowsPlan ? screen.Page : [])
            {
                yield return line;
            }
        }
    }

    private static IReadOnlyList<Line> List(RecipesScreen screen, int width, int height, Look look)
    {
        var lines = new List<Line> { Line.Of("  recipe", look.Head) };
        bool wide = width >= WideList;
        for (int i = screen.Cursor.Top; i < Math.Min(screen.Scripts.Length, screen.Cursor.Top + height - 1); i++)
        {
            var info = screen.Scripts[i].Info;
            bool chosen = i == screen.Cursor.Index;
            var line = Line.Of(chosen ? $"{look.Symbols.Cursor} " : "  ") + Line.Of(info.Name).Fit(wide ? NarrowList - 3 : width - 2, look)
                + (wide ? Line.Of(" " + info.Summary, look.Dim).Fit(width - NarrowList + 1, look) : Line.Empty);
            lines.Add(chosen ? line.Over(look.Selected) : line);
        }

        return lines;
    }

    private static IReadOnlyList<Line> Right(RecipesScreen screen, Size size, Look look)
    {
        var page = screen.Page;
        int top = screen.Reading.Top, more = page.Length - top - (size.Height - 1);
        string where = screen.ShowsPlan ? "plan" : "text";
        string rest = more > 0 ? $"  {more} more lines{(screen.Reads ? "" : ": Enter, then arrows")}" : screen.Reads ? "  (the end)" : "";
        return
        [
            Line.Of($"{screen.Chosen?.Info.Name}: {where}", look.Head) + Line.Of(rest, look.Dim),
            .. page.Skip(top).Take(size.Height - 1).Select(line => screen.ShowsPlan ? PlanLine(line, look) : ScriptColours.Of(line, look)),
        ];
    }

    private static Line PlanLine(string line, Look look) =>
        line.StartsWith("error:", StringComparison.Ordinal) ? Line.Of(line, look.Bad)
        : line.StartsWith("note:", StringComparison.Ordinal) || line.StartsWith("warning:", StringComparison.Ordinal) ? Line.Of(line, look.Warn)
        : Line.Of(line);

    private static Line Form(RecipesScreen screen, int width, Look look)
    {
        if (screen.Typing is { } typing)
        {
            var prompt = Line.Of(" options ", look.Accent);
            return prompt + typing.Draw(Math.Max(1, width - prompt.Width), look);
        }

        var form = screen.Form;
        string preset = form.Preset ?? (screen.Chosen is { } chosen ? Own(chosen) : "");
        return (Line.Of(" start with preset ", look.Dim) + Line.Of(preset, look.Strong) + Line.Of(", device ", look.Dim) + Line.Of(form.Device, look.Strong)
            + Line.Of(form.More.Length > 0 ? ", " : "", look.Dim) + Line.Of(form.More, look.Strong)).Fit(width, look);
    }

    private static string Own(RecipeScript script) => script.Default.Length > 0 ? $"{script.Default} (its own)" : "its own";
}
