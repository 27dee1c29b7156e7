namespace PluginHost.Engine.Tests.Models;

/// <summary>What every model architecture keeps to; a plugin adds one class of one line.</summary>
public abstract class ModelContract
{
    private static readonly ImageShape Image = new(3, 32, 32);

    /// <summary>The architecture with its default options, or smaller ones where the default is too slow for a test.</summary>
    protected abstract IModelArchitecture Architecture { get; }

    /// <summary>A learning rate that is small for the network.</summary>
    protected virtual double SmallRate => 1e-3;

    [Fact]
    public void Pixels_become_one_logit_a_class()
    {
        using var scope = NewDisposeScope();
        using var network = Architecture.Build(Image, 7);
        network.eval();
        using var noGrad = no_grad();

        var logits = network.call(rand(2, 3, 32, 32));

        Assert.Equal([2L, 7L], logits.shape);
        Assert.True(logits.isfinite().all().item<bool>());
    }

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var first = Architecture.Build(Image, 10);
        manual_seed(5);
        using var second = Architecture.Build(Image, 10);

        Assert.All(first.parameters().Zip(second.parameters()), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
    }

    [Fact]
    public void A_small_step_downhill_lowers_the_loss()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var network = Architecture.Build(Image, 10);
        var (images, labels) = (rand(4, 3, 32, 32), tensor(new long[] { 0, 3, 6, 9 }));
        using var optimizer = optim.SGD(network.parameters(), SmallRate);

        var before = Loss();
        before.backward();
        optimizer.step();
        double after = Loss().ToDouble();

        Assert.True(after < before.ToDouble(), $"the loss went from {before.ToDouble()} to {after}");

        // The same seed, so that dropout drops the same.
        Tensor Loss()
        {
            manual_seed(6);
            return functional.cross_entropy(network.call(images), labels);
        }
    }

    [Fact]
    public void Outside_training_nothing_is_random()
    {
        using var scope = NewDisposeScope();
        using var network = Architecture.Build(Image, 10);
        network.eval();
        using var noGrad = no_grad();
        var images = rand(2, 3, 32, 32);

        var first = network.call(images);

        Assert.True(first.eq(network.call(images)).all().item<bool>());
    }

    [Fact]
    public void Folding_batch_norms_changes_no_logit_and_no_image_gradient()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var network = Architecture.Build(Image, 10);
        using (no_grad())
        {
            network.call(rand(8, 3, 32, 32));
        }

        network.eval();
        network.requires_grad_(false);
        var images = rand(2, 3, 32, 32);

        var (logits, gradient) = Run(network, images);
        using var folding = network.fold_batch_norm();
        var (foldedLogits, foldedGradient) = Run(network, images);

        Assert.True(logits.allclose(foldedLogits, rtol: 1e-3, atol: 1e-4));
        double error = ((gradient - foldedGradient).norm() / gradient.norm()).ToDouble();
        // Rounding turns a few ReLUs of a deep network on or off; a wrong folding is off by as much as the gradient itself.
        Assert.True(error <= 1e-2, $"relative error {error:g3}");
    }

    [Fact]
    public void Building_using_and_freeing_leaves_no_tensor()
    {
        // What earlier tests forgot must not be freed, by the collector, in the middle of this one.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var network = Architecture.Build(Image, 10))
        {
            long built = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using (NewDisposeScope())
            {
                network.call(rand(2, 3, 32, 32));
            }

            Assert.Equal(built, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static (Tensor Logits, Tensor Gradient) Run(Module<Tensor, Tensor> network, Tensor images)
    {
        var leaf = images.detach().requires_grad_();
        var logits = network.call(leaf);
        return (logits.detach(), autograd.grad([logits.logsumexp(1).sum()], [leaf])[0]);
    }
}
