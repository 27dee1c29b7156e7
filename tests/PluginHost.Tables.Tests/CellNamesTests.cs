namespace PluginHost.Tables.Tests;

public sealed class CellNamesTests
{
    [Fact]
    public void Cells_that_would_be_called_the_same_are_told_apart_by_what_differs()
    {
        var wide = Samples.Spec("EM 8", 4) with { Model = new PluginUse("fnn").With("width", 512).With("activation", "erf") };
        var deep = wide with { Model = wide.Model.With("depth", 3).With("activation", "relu") };

        var names = CellNames.Of([wide, Samples.Spec("EM 8", 4), deep]);

        Assert.Equal(
            [
                "shapes, EM 8, fnn, adversarial training linf 4/255, seed 0, model.activation erf, model.depth not set",
                "shapes, EM 8, resnet18, adversarial training linf 4/255, seed 0",
                "shapes, EM 8, fnn, adversarial training linf 4/255, seed 0, model.activation relu, model.depth 3",
            ],
            names);
    }

    [Fact]
    public void A_cell_that_is_there_twice_keeps_its_name() =>
        Assert.Equal(["shapes, clean, resnet18, plain training, seed 0", "shapes, clean, resnet18, plain training, seed 0"], CellNames.Of([Samples.Spec(), Samples.Spec()]));
}
