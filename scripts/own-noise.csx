// A noise of one's own beside the paper's: every class gets a random pattern of 4×4 patches, ±radius, the same on each of its
// images. No plugin and nothing of ours is needed for it; it takes part in tables, presets and resumed runs like the others.
//
//   pluginhost run scripts/own-noise.csx --preset smoke      seconds
//   pluginhost run scripts/own-noise.csx --preset mini       CIFAR-10; an hour or two on a CPU
#load "shared/paper.csx"

var patches = NoiseMethod("class-patches", radius: 8, (context, bound) =>
{
    using var outer = NewDisposeScope();
    const int side = 4;
    var (count, classes, shape) = (context.Images.Count, context.Images.Classes, context.Images.Shape);
    context.Random.Begin("patches");
    var signs = randint(0, 2, [classes, shape.Channels, (shape.Height + side - 1) / side, (shape.Width + side - 1) / side]) * 2 - 1;
    var patterns = signs.repeat_interleave(side, 2).repeat_interleave(side, 3)
        .narrow(2, 0, shape.Height).narrow(3, 0, shape.Width).to(ScalarType.Float32) * bound.Fraction;
    foreach (long[] indices in Enumerable.Range(0, count).Select(i => (long)i).Chunk(500))
    {
        using var scope = NewDisposeScope();
        var labels = tensor(indices.Select(i => (long)context.Images.Labels[(int)i]).ToArray());
        context.Noise.Write(indices, patterns.index_select(0, labels));
    }
});

Experiment("own-noise")
    .Data("cifar10")
    .Noise([.. PaperNoises(8, 4), patches])
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 2, 4]))
    .Table(rows: "dataset, train.radius", columns: "noise", paper: 1);
