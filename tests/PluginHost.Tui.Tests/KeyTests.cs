using System.Text;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;

namespace PluginHost.Tui.Tests;

public sealed class KeyTests
{
    [Fact]
    public void Every_key_is_read_as_it_is_written()
    {
        var named = Gen.Elements(Enum.GetValues<KeyName>().Where(name => name != KeyName.Character).ToArray())
            .SelectMany(name => Gen.Choose(0, 7).Select(held => new Key(name, (KeyModifiers)held)));
        var typed = Gen.Elements('a', 'Z', '-', '/', ' ', 'é').SelectMany(c => Gen.Elements(0, 2, 4, 6).Select(held => new Key(c, (KeyModifiers)held)));

        Prop.ForAll(Arb.From(Gen.OneOf(named, typed)), key =>
        {
            Assert.True(Key.TryParse(key.ToString(), out var read));
            Assert.Equal(key, read);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ctrl-")]
    [InlineData("hyper-x")]
    [InlineData("7up")]
    [InlineData("99")]
    [InlineData("shift-a")]
    [InlineData("character")]
    public void What_is_no_key_is_refused(string text) => Assert.False(Key.TryParse(text, out _));

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

        var table = new KeyTable([new KeyAction("sort", "sorts", "s"), new KeyAction("quit", "quits", "q"), new KeyAction("up", "goes up", "k")], custom);

        Assert.Equal("sort", table.Find([new Key('s', KeyModifiers.Control)])?.Id);
        Assert.Equal("sort", table.Find([new Key('z'), new Key('s')])?.Id);
        Assert.True(table.IsBeginning([new Key('z')]));
        Assert.Null(table.Find([new Key('s')]));
        Assert.Null(table.Find([new Key('q')]));
        Assert.Equal("up", table.Find([new Key('k')])?.Id);
    }

    [Theory]
    [InlineData("[]", "keys.json(1): the file is one object")]
    [InlineData("{\n  \"sort\": \"ctrl-\"\n}", "keys.json(2): 'sort' takes a key such as")]
    [InlineData("{\n  \"sort\": \"s\",\n  \"sort\": \"t\"\n}", "keys.json(3): 'sort' stands here a second time")]
    [InlineData("{\n\n  \"sort\" \"s\"\n}", "keys.json(3): ")]
    public void A_wrong_key_file_is_told_with_its_line(string text, string expected)
    {
        var error = Assert.Throws<KeyFileException>(() => CustomKeys.Parse(text, "keys.json"));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_field_holds_what_was_typed_whatever_was_pressed_in_between() =>
        Prop.ForAll(
            Arb.From(Gen.ArrayOf(Gen.Elements("a", "é", "😀", " ", "漢"))), Arb.From(Gen.ArrayOf(Gen.Elements(KeyName.Left, KeyName.Right, KeyName.Home, KeyName.End))),
            (texts, moves) =>
            {
                var field = texts.Aggregate(TextField.Empty, (f, text) => f.Press(new Key(KeyName.Character, Rune.GetRuneAt(text, 0), KeyModifiers.None)));
                field = moves.Aggregate(field, (f, move) => f.Press(new Key(move)));

                Assert.Equal(string.Concat(texts), field.Text);
                Assert.InRange(field.Cursor, 0, field.Text.Length);
                var emptied = texts.Aggregate(field.Press(new Key(KeyName.End)), (f, _) => f.Press(new Key(KeyName.Backspace)));
                Assert.Equal(TextField.Empty, emptied);
            }).QuickCheckThrowOnFailure();
}
