using PluginHost.Engine.Planning;
using PluginHost.Recipes.Expansion;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

public sealed class SetTest : IDisposable
{
    private const string Recipe = """
        var width = Parameter("width", 16);
        Experiment("x").Data("shapes").Noise(Em(8, steps: 3)).Train(Models.ResnetMini(width: width), Plain);
        """;

    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_parameter_a_field_and_an_option_can_be_set()
    {
        var cell = Plan("width=24", "train-iterations=77", "drop-at=0.5", "em.steps=4", "noise.step-size=2").Cells[0];

        Assert.Equal("24", cell.Model.Options["width"].ToString());
        Assert.Equal(77, cell.Training.Schedule.Iterations);
        Assert.Equal([38], cell.Training.Schedule.DropAt);
        Assert.Equal(["radius=8", "step-size=2", "steps=4"], cell.Noise?.Method.Options.Select(o => $"{o.Key}={o.Value}") ?? []);
    }

    [Theory]
    [InlineData("007")]
    [InlineData("7.0")]
    [InlineData("+7")]
    [InlineData("1e3")]
    [InlineData(" 7")]
    [InlineData("true")]
    public void A_text_stays_as_it_was_typed(string text)
    {
        var cell = _bench.Plan(
            """
            var note = Parameter("note", "");
            Print(note);
            Experiment("x").Data("shapes").Noise(Rem(8)).Train("conv-mini", Plain);
            """,
            Inputs($"note={text}", $"rem.note={text}")).Cells[0];

        Assert.Equal(text, cell.Noise?.Method.Options["note"]);
        Assert.Equal(text + Environment.NewLine, _bench.Output.ToString());
    }

    [Theory]
    [InlineData("rem.steps=007", "steps", 7)]
    [InlineData("rem.radius=9.0", "radius", 9)]
    [InlineData("rem.radius=9/255", "radius", 9)]
    public void A_number_may_be_written_in_any_way(string set, string option, double value)
    {
        var cell = _bench.Plan("""Experiment("x").Data("shapes").Noise(Rem(8)).Train("conv-mini", Plain);""", Inputs(set)).Cells[0];

        Assert.Equal(value, DeclaredPlugins.Small.Resolve(PluginKind.Noise, cell.Noise?.Method ?? new PluginUse("")).Options[option].Number);
    }

    [Fact]
    public void The_number_of_seeds_can_be_given() => Assert.Equal(
        [0, 1, 2, 3], _bench.Plan(Recipe, new RecipeInputs { Seeds = 4 }).Cells.Select(c => c.Seed));

    [Theory]
    [InlineData("widht=24", "--set widht=24: there is no 'widht'; did you mean 'width'?")]
    [InlineData("train-iteration=24", "--set train-iteration=24: there is no 'train-iteration'; did you mean 'train-iterations'?")]
    [InlineData("em.stpes=4", "--set em.stpes=4: there is no 'em.stpes'; did you mean 'em.steps'?")]
    [InlineData("batch-size=0", "recipe.csx(2): experiment 'x': --set batch-size=0: a whole number, at least 1, is wanted")]
    [InlineData("em.radius=300", "recipe.csx(2): experiment 'x': noise plugin 'em': the option 'radius' cannot be '300'; it is a radius from 0 to 127 (in 1/255)")]
    public void A_wrong_setting_is_one_clear_line(string set, string error) => Assert.Equal(error, _bench.Error(Recipe, Inputs(set)));

    [Fact]
    public void A_value_of_another_type_names_the_line_of_the_parameter() => Assert.StartsWith(
        "recipe.csx(1,13): --set width=wide: not a value of type Int32", _bench.Error(Recipe, Inputs("width=wide")), StringComparison.Ordinal);

    private RecipePlan Plan(params string[] sets) => _bench.Plan(Recipe, Inputs(sets));

    private static RecipeInputs Inputs(params string[] sets) => new() { Sets = [.. sets.Select(s => s.Split('=')).Select(s => KeyValuePair.Create(s[0], s[1]))] };
}
