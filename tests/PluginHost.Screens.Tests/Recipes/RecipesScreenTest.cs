using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Recipes;

namespace PluginHost.Screens.Tests.Recipes;

[Collection(nameof(WindowTests))]
public sealed class RecipesScreenTest
{
    private static readonly Size Small = new(80, 24);

    [Fact]
    public void The_list_stands_beside_the_text_of_the_chosen_script() =>
        Snapshot.Match(Drawn.Everywhere(RecipeSamples.OnSmall()));

    [Fact]
    public void The_plan_takes_the_texts_place_when_it_is_made()
    {
        var asked = Drawn.Calling(RecipeSamples.OnSmall(), "plan");
        Assert.Contains("making the plan", Drawn.Frame(asked, Small), StringComparison.Ordinal);

        string[] lines = ["small, preset quick, on cpu in fp32", "3 cells: 0 done already, 3 to run"];
        var planned = Drawn.After(asked, new RecipesScreen.Planned(asked.Command() ?? "", [.. lines]));

        Assert.Contains("3 cells: 0 done already", Drawn.Frame(planned, Small), StringComparison.Ordinal);
        Assert.Equal(RecipePage.Text, Drawn.After(asked, new WorkCancelled("plan")).Page);
    }

    [Fact]
    public void What_the_check_found_takes_the_texts_place()
    {
        var step = RecipeSamples.OnSmall().Do(new ActionCalled("check"));
        Assert.Equal("checking small", step.Effects.OfType<Background>().Single().Says);

        string found = "error: small.csx(3,5): there is no 'Parametre'";
        var shown = Drawn.After(
            (RecipesScreen)step.Screen, new RecipesScreen.Checked("/nowhere/scripts/small.csx", [found]));

        Assert.Contains("small: check", Drawn.Frame(shown, Small), StringComparison.Ordinal);
        Assert.Contains("there is no 'Parametre'", Drawn.Frame(shown, Small), StringComparison.Ordinal);
        Assert.Contains(found, shown.Linear());
        Assert.Equal(RecipePage.Text, Drawn.Calling(shown, "up").Page);
    }

    [Fact]
    public void More_options_are_typed_at_the_bottom_and_stand_there()
    {
        var typed = new Driven<RecipesScreen>(RecipeSamples.OnSmall(), []).Call("options")
            .Enter("--set train-iterations=3000");

        Assert.Contains("small: text", Drawn.Frame(typed.Screen, Small), StringComparison.Ordinal);
        Assert.Contains("train-iterations=3000", Drawn.Frame(typed.Screen, Small), StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_quotation_mark_is_told_and_what_was_typed_stays()
    {
        var typed = new Driven<RecipesScreen>(RecipeSamples.OnSmall(), []).Call("options").Enter("--only 'noise");

        Assert.Contains("' is not closed", typed.Notices.Single(), StringComparison.Ordinal);
        Assert.Equal("--only 'noise", typed.Screen.Typing?.Text);
    }

    [Fact]
    public void The_filter_keeps_exactly_what_holds_its_words() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("em", "rem", "table1", "table2", "TAP").ListOf().ToArbitrary(),
        Gen.Elements("em", "t", "1", "another", " ", "ta 2", "nothing").ToArbitrary(),
        (names, filter) =>
        {
            var all = RecipeSamples.Listed([.. names]);
            var kept = Drawn.After(
                all, new ActionCalled("filter"), new TextTyped(ListFilter.Field, filter, filter.Length));
            string[] words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var expected = names.Where(name => words.All(word =>
                $"// Another one: {name}".Contains(word, StringComparison.OrdinalIgnoreCase)));

            Assert.Equal(expected, kept.Shown.Select(script => script.Info.Name));
            Assert.Equal(names, Drawn.Calling(kept, "cancel").Shown.Select(script => script.Info.Name));
            Assert.Equal(names, Drawn.Calling(kept, "accept", "clear").Shown.Select(script => script.Info.Name));
        }));

    [Fact]
    public void The_filter_says_how_many_fit_and_escape_brings_all_and_the_cursor_back()
    {
        using var window = Drawn.Window(RecipeSamples.OnSmall(), Small);

        window.Press("/").Type("another");
        Assert.Contains("1 of 2 fit", window.Text, StringComparison.Ordinal);
        Assert.Contains("other: text", window.Text, StringComparison.Ordinal);
        window.Press("escape");
        Assert.Contains("small: text", window.Text, StringComparison.Ordinal);
        window.Press("/").Type("zzz").Press("enter");
        Assert.Contains("no recipe fits 'zzz'", window.Text, StringComparison.Ordinal);
        window.Press("escape");
        Assert.Contains("other: text", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wheel_over_the_text_scrolls_it_and_a_click_chooses_a_recipe()
    {
        var screen = Drawn.After(RecipeSamples.OnSmall(), new Resized(new Size(60, 8)));

        Assert.Equal(3, Drawn.After(screen, new PartWheeled("page", 3)).PageTop);
        Assert.Equal("other", Drawn.After(screen, new PartClicked("recipes", 0, 0, IsDouble: false)).Chosen?.Info.Name);
        Assert.Equal("small", Drawn.After(screen, new PartClicked("recipes", 7, 0, IsDouble: false)).Chosen?.Info.Name);
    }

    [Fact]
    public void Many_recipes_have_a_scroll_bar_beside_their_names()
    {
        string[] names = [.. Enumerable.Range(1, 31).Select(number => $"a-long-name-{number:00}")];

        Snapshot.Match(Drawn.Frame(Drawn.Calling(RecipeSamples.Listed(names), "last"), Small));
    }

    [Fact]
    public void Words_that_were_quoted_come_back_as_they_were() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("a", "--set", "x=1", "noise == rem", "", "it is \"so\"").NonEmptyListOf().ToArbitrary(),
        words => Assert.Equal(words, StartForm.Words(string.Join(' ', words.Select(word => $"'{word}'"))))));

    [Fact]
    public void Colours_change_no_character_of_a_line() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements('a', 'R', '9', '"', '/', '\\', ' ', '#', '.', '(', '_', 'é').ArrayOf()
            .Select(letters => new string(letters)).ToArbitrary(),
        line => Assert.Equal(line, ScriptColours.Of(line).ToString())));
}
