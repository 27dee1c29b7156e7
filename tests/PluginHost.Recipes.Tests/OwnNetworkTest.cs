using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

public sealed class OwnNetworkTest : IDisposable
{
    private const string Recipe = """
        var mine = Network("mine", (image, classes) => new Mine(image.Size, classes));
        Experiment("x").Data("shapes").Noise(Clean).Train(mine, Plain);

        class Mine : Module<Tensor, Tensor>
        {
            private readonly Linear linear;

            public Mine(long pixels, long classes) : base("mine")
            {
                linear = Linear(pixels, classes);
                RegisterComponents();
            }

            public override Tensor forward(Tensor input) => linear.call(input.flatten(1));
        }
        """;

    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_network_of_the_recipe_is_a_model_like_others()
    {
        var plan = _bench.Plan(Recipe);
        using var scope = NewDisposeScope();

        using var network = plan.Catalogue.Model(plan.Cells[0].Model).Build(new ImageShape(3, 4, 4), 10);

        Assert.Equal("mine", plan.Cells[0].Model.Id);
        Assert.Equal(["linear.weight", "linear.bias"], network.state_dict().Keys);
        Assert.Equal([2, 10], network.call(rand(2, 3, 4, 4)).shape);
    }

    [Fact]
    public void No_preset_puts_another_in_its_place()
    {
        var plan = _bench.Plan(Recipe, new RecipeInputs { Preset = "smoke" });

        Assert.Equal("mine", plan.Cells[0].Model.Id);
    }

    [Fact]
    public void Another_text_is_another_network()
    {
        string first = Hash(Recipe), again = Hash(Recipe);

        string other = Hash(Recipe.Replace("flatten(1)", "flatten(1).relu()", StringComparison.Ordinal));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("resnet-mini", "there is a network 'resnet-mini' already; give yours another name")]
    [InlineData("My Net", "a network cannot be called 'My Net': small letters, digits and hyphens, and not 'clean'")]
    public void A_name_that_is_taken_or_is_none_is_told_with_its_line(string name, string error) => Assert.StartsWith(
        $"recipe.csx(1,12): {error}", _bench.Error(Recipe.Replace("\"mine\", (", $"\"{name}\", (", StringComparison.Ordinal)), StringComparison.Ordinal);

    private string Hash(string recipe) => _bench.Plan(recipe).Catalogue.Identify(PluginKind.Model, "mine").Sha256;
}
