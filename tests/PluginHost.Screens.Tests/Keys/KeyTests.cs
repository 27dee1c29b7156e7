using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Keys;
using Terminal.Gui.Input;

namespace PluginHost.Screens.Tests.Keys;

public sealed class KeyTests
{
    [Fact]
    public void Every_key_is_read_as_it_is_written()
    {
        var names = Gen.Elements(
            "enter", "tab", "escape", "space", "up", "pagedown", "f5", "delete", "shift-tab", "a", "Z", "-", "/", "é");
        var keys = names.SelectMany(name => Gen.Elements("", "ctrl-", "alt-", "ctrl-alt-").Select(held => held + name));

        Prop.ForAll(Arb.From(keys), key =>
        {
            string? normal = KeyNames.Normal(key);
            Assert.NotNull(normal);
            Assert.Equal(normal, KeyNames.Normal(normal));
            Assert.Equal(normal, KeyNames.Normal(key.Replace("ctrl-", "Ctrl-", StringComparison.Ordinal)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Keys_of_the_terminal_have_the_names_of_the_key_table()
    {
        (Key Key, string Name)[] keys =
        [
            (Key.A, "a"), (Key.A.WithShift, "A"), (Key.A.WithCtrl, "ctrl-a"), (Key.F5, "f5"),
            (Key.Tab.WithShift, "shift-tab"), (new Key('/'), "/"), (new Key('é'), "é"), (Key.Space, "space"),
            (Key.CursorUp, "up"), (Key.Esc, "escape"), (Key.X.WithAlt, "alt-x"), (new Key('?'), "?"),
            (new Key('G'), "G"),
        ];

        Assert.Equal(keys.Select(key => key.Name), keys.Select(key => KeyNames.Of(key.Key)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ctrl-")]
    [InlineData("hyper-x")]
    [InlineData("7up")]
    [InlineData("99")]
    [InlineData("shift-a")]
    [InlineData("character")]
    public void What_is_no_key_is_refused(string text) => Assert.Null(KeyNames.Normal(text));

    [Fact]
    public void The_users_keys_take_the_place_of_an_actions_own()
    {
        var custom = CustomKeys.Parse("""
            {
              // moved
              "sort": ["ctrl-s", "z s"],
              "quit": [],
            }
            """, "keys.json");

        KeyAction[] actions = [new("sort", "sorts", "s"), new("quit", "quits", "q"), new("up", "goes up", "k")];
        var table = new KeyTable(actions, custom);

        Assert.Equal("sort", table.Find(["ctrl-s"])?.Id);
        Assert.Equal("sort", table.Find(["z", "s"])?.Id);
        Assert.True(table.IsBeginning(["z"]));
        Assert.Null(table.Find(["s"]));
        Assert.Null(table.Find(["q"]));
        Assert.Equal("up", table.Find(["k"])?.Id);
    }

    [Theory]
    [InlineData("[]", "keys.json(1): the file is one object")]
    [InlineData("{\n  \"sort\": \"ctrl-\"\n}", "keys.json(2): 'sort' takes a key such as")]
    [InlineData("{\n  \"sort\": \"s\",\n  \"sort\": \"t\"\n}", "keys.json(3): 'sort' stands here a second time")]
    [InlineData("{\n\n  \"sort\" \"s\"\n}", "keys.json(3): ")]
    [InlineData("{\n  \"sort\": \"\\ud83d\"\n}", "keys.json(2): the text has half of a character")]
    [InlineData("{\n  \"\\udc00\": []\n}", "keys.json(2): the text has half of a character")]
    [InlineData("{ }\n x", "keys.json(2): ")]
    public void A_wrong_key_file_is_told_with_its_line(string text, string expected)
    {
        var error = Assert.Throws<KeyFileException>(() => CustomKeys.Parse(text, "keys.json"));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }
}
