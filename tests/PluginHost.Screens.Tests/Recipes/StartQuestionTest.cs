using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using PluginHost.Screens.Recipes;

namespace PluginHost.Screens.Tests.Recipes;

[Collection(nameof(WindowTests))]
public sealed class StartQuestionTest
{
    private static readonly string[] Presets =
        ["", "--preset paper ", "--preset short ", "--preset mini ", "--preset smoke "];

    private static readonly string[] Devices = ["", "--device cpu ", "--device cuda:0 "];

    [Fact]
    public void It_shows_the_command_and_what_can_be_chosen()
    {
        using var window = Drawn.Window(RecipeSamples.OnSmall(), new Size(80, 24));

        Snapshot.Match(window.Press("s").Text);
    }

    [Fact]
    public void The_command_is_that_of_what_is_chosen() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 4).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(),
        Gen.Elements("", "--seeds 2", "--only 'noise == rem'").ToArbitrary(),
        (preset, device, more) =>
        {
            var screen = Drawn.After(
                Drawn.Calling(RecipeSamples.OnSmall(), "start"),
                new OptionChosen("preset", preset), new OptionChosen("device", device),
                new TextTyped("options", more, more.Length));
            string options = $"{Presets[preset]}{Devices[device]}{more}";
            string command = $"pluginhost run /nowhere/scripts/small.csx {options}".TrimEnd();

            Assert.Equal(command, screen.Command());
            Assert.Contains(screen.Dialog!.Items, item => item is DialogText text && text.Text == $"runs: {command}");
            Assert.Contains($"command: {command}", screen.Linear());
            Assert.Equal(RecipeSamples.OnSmall().Command(), Drawn.Calling(screen, "no").Command());
        }));

    [Fact]
    public void Options_are_typed_and_chosen_with_keys_in_the_window()
    {
        using var window = Drawn.Window(RecipeSamples.OnSmall(), new Size(80, 24));

        window.Press("s").Type("--seeds 2 yn");
        Assert.Contains("small.csx --seeds 2 yn", window.Text, StringComparison.Ordinal);
        window.Press("backspace", "backspace", "backspace").Click("smoke: a few");
        Assert.Contains("--preset smoke --seeds 2", window.Text, StringComparison.Ordinal);
        window.Press("tab", "down", "space");
        Assert.Contains("--preset smoke --device cpu --seeds 2", Command(window), StringComparison.Ordinal);
        window.Press("escape");
        Assert.DoesNotContain("Start small", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Enter_on_a_button_is_that_button()
    {
        using var window = Drawn.Window(RecipeSamples.OnSmall(), new Size(80, 24));

        window.Press("s", "tab", "tab", "tab", "tab", "tab");
        Assert.Contains("Start small", window.Text, StringComparison.Ordinal);
        window.Press("enter");
        Assert.DoesNotContain("Start small", window.Text, StringComparison.Ordinal);
        Assert.Equal(RecipePage.Text, ((RecipesScreen)window.Shell.Screen.Current).Page);
    }

    private static string Command(Window window) => ((RecipesScreen)window.Shell.Screen.Current).Command() ?? "";

    [Fact]
    public void Nothing_is_started_without_a_yes()
    {
        var asking = Drawn.Calling(RecipeSamples.OnSmall(), "start");

        Assert.Null(asking.Field);
        Assert.DoesNotContain(asking.Do(new ActionCalled("no")).Effects, effect => effect is Background);
        Assert.Contains(asking.Do(new ActionCalled("yes")).Effects, effect => effect is Background { Name: "start" });
        Assert.Null(Drawn.Calling(asking, "yes").Dialog);
    }

    [Fact]
    public void The_plan_can_be_seen_first()
    {
        var step = Drawn.Calling(RecipeSamples.OnSmall(), "start").Do(new ActionCalled("plan-first"));

        Assert.Null(((RecipesScreen)step.Screen).Dialog);
        Assert.Equal(RecipePage.Plan, ((RecipesScreen)step.Screen).Page);
        Assert.Equal("making the plan of small", step.Effects.OfType<Background>().Single().Says);
    }

    [Fact]
    public void Options_that_are_no_command_start_nothing()
    {
        var asking = Drawn.After(
            Drawn.Calling(RecipeSamples.OnSmall(), "start"), new TextTyped("options", "--only 'x", 9));
        var step = asking.Do(new ActionCalled("yes"));

        Assert.Contains("' is not closed", step.Effects.OfType<Notify>().Single().Text, StringComparison.Ordinal);
        Assert.NotNull(((RecipesScreen)step.Screen).Dialog);
    }

    [Fact]
    public void The_same_is_chosen_by_commands()
    {
        var screen = Drawn.After(
            Drawn.Calling(RecipeSamples.OnSmall(), "start"),
            new ActionCalled("preset", "smoke"),
            new ActionCalled("device", "cpu"),
            new ActionCalled("options", "--seeds 2"));

        Assert.Equal(
            "pluginhost run /nowhere/scripts/small.csx --preset smoke --device cpu --seeds 2", screen.Command());
        Assert.Equal(
            "pluginhost run /nowhere/scripts/small.csx --device cpu --seeds 2",
            Drawn.After(screen, new ActionCalled("preset", "own")).Command());
    }

    [Fact]
    public void A_wrong_preset_is_told_with_the_nearest_one() => Assert.Contains(
        "did you mean 'smoke'",
        RecipeSamples.OnSmall().Do(new ActionCalled("preset", "smok")).Effects.OfType<Notify>().Single().Text,
        StringComparison.Ordinal);
}
