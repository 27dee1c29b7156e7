using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Verification;

/// <summary>What every architecture must keep.</summary>
internal sealed class ModelChecks(IModelArchitecture model, ImageShape shape)
{
    public IReadOnlyList<PluginCheck> Run()
    {
        var checks = new CheckList();
        checks.Run(PluginRules.GivesALogitAClass, () =>
        {
            using var network = Build();
            var logits = network.call(SmallData.Pixels(shape));
            CheckList.ExpectNo(PluginRules.LogitsBreach(logits, SmallData.Count, SmallData.Classes));
            CheckList.ExpectNo(PluginRules.FiniteBreach(logits));
        });
        checks.Run(PluginRules.GradientReachesImages, ReachesTheImages);
        checks.Run(PluginRules.JudgesAlone, JudgesAlone);
        checks.Run(PluginRules.SameWeightsFromSameSeed, () =>
        {
            using var first = Build();
            using var second = Build();
            CheckList.Expect(
                first.state_dict().Zip(second.state_dict()).All(pair => CheckList.Same(pair.First.Value, pair.Second.Value)), "two builds after one seed differ");
        });
        checks.Run(PluginRules.LeavesNoTensor, () => CheckList.ExpectNoLeak(() =>
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
