namespace PluginHost.Recipes.Verification;

/// <summary>What every architecture must keep.</summary>
internal sealed class ModelChecks(IModelArchitecture model, ImageShape shape)
{
    public IReadOnlyList<PluginCheck> Run()
    {
        var checks = new CheckList();
        checks.Run("gives a logit a class", () =>
        {
            using var network = Build();
            var logits = network.call(SmallData.Pixels(shape));
            CheckList.Expect(
                logits.shape is [SmallData.Count, SmallData.Classes], $"the logits of {SmallData.Count} images have the shape ({string.Join(", ", logits.shape)})");
            CheckList.Expect(logits.isfinite().all().item<bool>(), "the logits are not finite");
        });
        checks.Run("lets the gradient reach the images", ReachesTheImages);
        checks.Run("judges every image on its own when it is not trained", JudgesAlone);
        checks.Run("has the same weights from the same seed", () =>
        {
            using var first = Build();
            using var second = Build();
            CheckList.Expect(
                first.state_dict().Zip(second.state_dict()).All(pair => CheckList.Same(pair.First.Value, pair.Second.Value)), "two builds after one seed differ");
        });
        checks.Run("leaves no tensor behind", () => CheckList.ExpectNoLeak(() =>
        {
            using var scope = NewDisposeScope();
            using var network = Build();
            network.call(SmallData.Pixels(shape));
        }));
        return checks.Results;
    }

    private void ReachesTheImages()
    {
        using var network = Build();
        network.eval();
        var images = SmallData.Pixels(shape).requires_grad_();
        var loss = nn.functional.cross_entropy(network.call(images), zeros([SmallData.Count], ScalarType.Int64));
        var gradient = loss.gradient(images);
        CheckList.Expect(gradient.isfinite().all().item<bool>(), "the gradient is not finite");
        CheckList.Expect(gradient.abs().max().item<float>() > 0, "the gradient is 0 everywhere");
    }

    private void JudgesAlone()
    {
        using var network = Build();
        network.eval();
        using var noGradient = no_grad();
        var images = SmallData.Pixels(shape);
        var together = network.call(images).narrow(0, 0, 1);
        var alone = network.call(images.narrow(0, 0, 1));
        CheckList.Expect(
            together.allclose(alone, rtol: 1e-3, atol: 1e-4), "an image's logits depend on the others of its batch; batch norm must use its running statistics then");
    }

    private Module<Tensor, Tensor> Build()
    {
        manual_seed(1);
        return model.Build(shape, SmallData.Classes).avoid_strided_pointwise();
    }
}
