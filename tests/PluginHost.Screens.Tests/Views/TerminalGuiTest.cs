using System.Reflection;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;
using PluginHost.Screens.Shells;
using PluginHost.Screens.Tests.Loop;
using PluginHost.Screens.Views;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;

namespace PluginHost.Screens.Tests.Views;

/// <summary>What the views take for granted of Terminal.Gui: with another version, look here first.</summary>
[Collection(nameof(WindowTests))]
public sealed class TerminalGuiTest
{
    [Fact]
    public void The_version_is_the_one_that_all_this_was_tried_with()
    {
        var version = typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();

        Assert.StartsWith("2.5.0", version?.InformationalVersion, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_leaves_one_cell_between_columns_and_cuts_none_of_them()
    {
        var part = new TablePart(
            "table", new Area(0, 0, 40, 4), [new("one", 4), new("two", 6, IsNumber: true), new("three", 5)], 2,
            (row, column) => $"{row}{column}abcdef"[..(column + 2)])
        {
            Cursor = 1,
        };

        string[] lines = Drawn.Frame(new OfOnePart(part), new Size(80, 24)).Split('\n');

        Assert.Equal(["one      two  three", "00       01a  02ab", "10       11a  12ab"], lines.Skip(2).Take(3));
    }

    [Fact]
    public void A_million_rows_are_shown_from_any_place_and_asked_for_only_as_they_are_seen()
    {
        var asked = new HashSet<int>();
        var part = new TablePart("table", new Area(0, 0, 40, 10), [new TableHead("row", 10)], 1_000_000, (row, _) =>
        {
            asked.Add(row);
            return $"{row:N0}";
        })
        {
            Cursor = 999_999, Top = 999_991,
        };

        string frame = Drawn.Frame(new OfOnePart(part), new Size(80, 24));

        Assert.Contains("999,991", frame, StringComparison.Ordinal);
        Assert.Contains("999,999", frame, StringComparison.Ordinal);
        Assert.InRange(asked.Count, 9, 30);
    }

    [Fact]
    public void Keys_that_are_not_taken_reach_the_field_and_nothing_else()
    {
        using var window = Window.Open(new Size(60, 12), Drawn.Plain, new Counter());

        window.Press("Q", "tab", "down", "x");

        Assert.Contains("number 0", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_does_not_end_the_program()
    {
        using var window = Window.Open(new Size(60, 12), Drawn.Plain, new Counter());

        window.Press("escape", "u");

        Assert.Contains("number 1", window.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "\e[38;2;215;135;0m")]
    [InlineData(true, "\e[33m")]
    public void Colours_are_sent_by_red_green_and_blue_or_as_one_of_16(bool sixteen, string code)
    {
        var level = sixteen ? ColourLevel.Sixteen : ColourLevel.True;
        var look = new Look(level, Theme.All[0], Symbols.Unicode);
        using var window = Window.Open(new Size(60, 12), look, new Counter());

        Assert.Contains(code.Replace("\e[", "⟨", StringComparison.Ordinal), window.Codes, StringComparison.Ordinal);
    }

    [Fact]
    public void The_views_use_nothing_of_it_that_is_not_public()
    {
        const string forbidden =
            "System.Reflection|BindingFlags|UnsafeAccessor|GetMethod\\(|GetField\\(|GetProperty\\(";
        string folder = Path.Combine(Repository.Root, "host", "PluginHost.Screens");
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            Assert.DoesNotMatch(forbidden, File.ReadAllText(file));
        }
    }
}
