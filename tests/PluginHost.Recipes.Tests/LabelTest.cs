namespace PluginHost.Recipes.Tests;

public sealed class LabelTest : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("Clean, Em(8), Rem(8)", "clean|em|rem")]
    [InlineData("Rem(8, adversarialRadius: [2, 4])", "rem adversarial-radius=2|rem adversarial-radius=4")]
    [InlineData("Rem(8), Rem(8, adversarialRadius: 2)", "rem adversarial-radius=4|rem adversarial-radius=2")]
    [InlineData("Em([8, 16])", "em radius=8|em radius=16")]
    [InlineData("Em(8).As(\"EM\"), Em(16).As(\"strong EM\"), Em(4)", "EM|strong EM|em")]
    [InlineData("Rem(16, adversarialRadius: [4, 8]).As(\"REM ({radius}, {adversarial-radius})\")", "REM (16, 4)|REM (16, 8)")]
    [InlineData("Em([8, 16]).As(\"EM\")", "EM radius=8|EM radius=16")]
    [InlineData("Clean.As(\"no noise\"), Em(8)", "no noise|em")]
    public void A_label_says_what_tells_noises_apart(string noises, string labels)
    {
        var plan = _bench.Plan($$"""Experiment("x").Data("shapes").Noise({{noises}}).Train("conv-mini", Plain);""");

        Assert.Equal(labels.Split('|'), plan.Cells.Select(c => c.NoiseLabel));
    }

    [Fact]
    public void Noises_that_differ_outside_their_options_need_a_name()
    {
        var cells = _bench.Plan("""
            Experiment("x").Data("shapes").Noise(Em(8), Em(8).Unaugmented().As("raw"), Em(8).Surrogate("vgg16").As("by vgg"))
                .Train("conv-mini", Plain);
            """).Cells;

        Assert.Equal(["em", "raw", "by vgg"], cells.Select(c => c.NoiseLabel));
        Assert.Null(cells[1].Noise?.Augmentation);
        Assert.Equal("vgg16", cells[2].Noise?.Surrogate?.Model.Id);
    }

    [Fact]
    public void An_unknown_option_in_a_label_is_an_error() => Assert.Contains(
        "rem has no option 'radus'; did you mean 'radius'?",
        _bench.Error("""Experiment("x").Data("shapes").Noise(Rem(8).As("{radus}")).Train("conv-mini", Plain);"""), StringComparison.Ordinal);
}
