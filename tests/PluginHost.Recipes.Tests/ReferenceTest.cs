using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Reference;

namespace PluginHost.Recipes.Tests;

public sealed class ReferenceTest
{
    private static readonly RecipeReference s_reference = RecipeReference.Of(DeclaredPlugins.Small.Plugins);

    [Fact]
    public void Everything_that_a_recipe_can_say_is_explained()
    {
        var ofLanguage = s_reference.Entries.Where(entry => !entry.Group.EndsWith(" plugins", StringComparison.Ordinal));

        Assert.All(ofLanguage, entry => Assert.NotEqual("", entry.Summary));
    }

    [Fact]
    public void A_call_is_shown_with_its_parameters_their_defaults_and_what_they_mean()
    {
        var table = Assert.Single(s_reference.Find("table"));

        Assert.StartsWith("Table(string rows, string columns, string metrics = \"test-accuracy\", ", table.Signature, StringComparison.Ordinal);
        Assert.Contains(("best", "Which value of a row is marked: `lowest` or `highest`."), table.Parameters);
    }

    [Fact]
    public void What_an_overload_takes_over_from_another_is_shown() =>
        Assert.All(s_reference.Find("RobustTest"), entry => Assert.Contains("steps", entry.Parameters.Select(p => p.Name)));

    [Fact]
    public void A_plugin_is_shown_as_recipes_call_it()
    {
        var rem = Assert.Single(s_reference.Find("rem"));

        Assert.StartsWith("Rem(Sweep<double> radius, ", rem.Signature, StringComparison.Ordinal);
        Assert.Equal("Models.Resnet18", Assert.Single(s_reference.Find("resnet18")).Name);
    }

    [Fact]
    public void A_field_of_the_protocol_tells_the_name_that_set_changes() =>
        Assert.Equal("TrainIterations", Assert.Single(s_reference.Find("train-iterations")).Name);

    [Fact]
    public void An_unknown_name_tells_the_nearest() => Assert.Equal(
        "nothing is called 'Tabel' in recipes; did you mean 'Table'?",
        Assert.Throws<RecipeException>(() => s_reference.Find("Tabel")).Message);
}
