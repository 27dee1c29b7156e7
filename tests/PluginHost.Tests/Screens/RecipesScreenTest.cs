using FsCheck;
using FsCheck.Fluent;
using PluginHost.Recipes.Scripts;
using PluginHost.Screens.Recipes;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

public sealed class RecipesScreenTest
{
    private const string Script = """
        // What stops plain training: EM noise, and REM noise.
        //
        var width = Parameter("width", 16);

        Experiment("small")
            .Data("shapes")
            .Noise(Clean, Em(8), Rem(8, adversarialRadius: 4))
            .Train(Models.ConvMini(width: width), Plain)
            .Preset("quick", p => p with { TrainIterations = 600 })
            .DefaultPreset("quick");
        """;

    private static RecipesScreen Screen() => Drawn.After(
        new RecipesScreen(Drawn.Settings(), new StandingClock(RunSamples.Noon)),
        new Resized(new Size(80, 22)),
        new RecipesScreen.Listed(
        [
            RecipeScript.Of(new RecipeInfo("other", "/nowhere/scripts/other.csx", "Another one", ["other"]), "// Another one\n"),
            RecipeScript.Of(new RecipeInfo("small", "/nowhere/scripts/small.csx", "What stops plain training: EM noise, and REM noise.", ["small"]), Script),
        ]));

    [Fact]
    public void The_list_stands_beside_the_text_of_the_chosen_script() => Snapshot.Match(Drawn.Everywhere(Drawn.Calling(Screen(), "down")));

    [Fact]
    public void The_plan_takes_the_texts_place_when_it_is_made()
    {
        var asked = Drawn.Calling(Screen(), "down", "plan");
        Assert.Contains("making the plan", Drawn.Frame(asked, new Size(80, 22)), StringComparison.Ordinal);

        var planned = Drawn.After(asked, new RecipesScreen.Planned(asked.Command() ?? "", ["small, preset quick, on cpu in fp32", "3 cells: 0 done already, 3 to run"]));

        Assert.Contains("3 cells: 0 done already", Drawn.Frame(planned, new Size(80, 22)), StringComparison.Ordinal);
    }

    [Fact]
    public void Presets_of_the_script_come_before_those_of_all_and_then_its_own_again()
    {
        var screen = Drawn.Calling(Screen(), "down");
        var names = new List<string?>();
        for (int i = 0; i < 6; i++)
        {
            screen = Drawn.Calling(screen, "preset");
            names.Add(screen.Form.Preset);
        }

        Assert.Equal(["quick", "paper", "short", "mini", "smoke", null], names);
    }

    [Fact]
    public void Nothing_is_started_without_a_yes()
    {
        var asking = Drawn.Calling(Screen(), "start");

        Assert.True(asking.TakesText);
        Assert.DoesNotContain(asking.Do(new KeyTyped(new Key('n'))).Effects, effect => effect is Background);
        Assert.Contains(asking.Do(new KeyTyped(new Key('y'))).Effects, effect => effect is Background { Name: "start" });
    }

    [Fact]
    public void The_command_holds_all_that_was_chosen()
    {
        var screen = Drawn.After(
            Drawn.Calling(Screen(), "down"),
            new ActionCalled("preset", "smoke"), new ActionCalled("device", "cpu"), new ActionCalled("options", "--only 'noise == rem' --seeds 2"));

        Assert.Equal("pluginhost run /nowhere/scripts/small.csx --preset smoke --device cpu --only 'noise == rem' --seeds 2", screen.Command());
    }

    [Fact]
    public void An_open_quotation_mark_is_told_and_what_was_typed_stays()
    {
        var step = Drawn.Typing(Drawn.Calling(Screen(), "options"), "--only 'noise").Do(new KeyTyped(new Key(KeyName.Enter)));

        Assert.Contains("' is not closed", step.Effects.OfType<Notify>().Single().Text, StringComparison.Ordinal);
        Assert.Equal("--only 'noise", ((RecipesScreen)step.Screen).Typing?.Text);
    }

    [Fact]
    public void Words_that_were_quoted_come_back_as_they_were() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("a", "--set", "x=1", "noise == rem", "", "it is \"so\"").NonEmptyListOf().ToArbitrary(),
        words => Assert.Equal(words, StartForm.Words(string.Join(' ', words.Select(word => $"'{word}'"))))));

    [Fact]
    public void Colours_change_no_character_of_a_line() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements('a', 'R', '9', '"', '/', '\\', ' ', '#', '.', '(', '_', 'é').ArrayOf().Select(letters => new string(letters)).ToArbitrary(),
        line => Assert.Equal(line, ScriptColours.Of(line, Drawn.Coloured).ToString())));

    [Fact]
    public void A_wrong_preset_is_told_with_the_nearest_one() => Assert.Contains(
        "did you mean 'smoke'", Drawn.Calling(Screen(), "down").Do(new ActionCalled("preset", "smok")).Effects.OfType<Notify>().Single().Text, StringComparison.Ordinal);
}
