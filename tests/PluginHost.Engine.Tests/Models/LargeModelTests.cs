using PluginHost.Engine.Attacks;
using global::Models.DenseNet;
using global::Models.Vgg;

namespace PluginHost.Engine.Tests.Models;

public sealed class Vgg16Contract : ModelContract { protected override IModelArchitecture Architecture => new Vgg16(); }

public sealed class DenseNet121Contract : ModelContract
{
    protected override IModelArchitecture Architecture => new DenseNet121(new DenseNetOptions());

    /// <summary>Its last block sees one pixel an image of 32²: batch norm over the four values of a batch of four bends sharply.</summary>
    protected override double SmallRate => 1e-5;
}

public sealed class DenseNet121CifarContract : ModelContract
{
    protected override IModelArchitecture Architecture => new DenseNet121(new DenseNetOptions { Stem = Stem.Cifar });
}

/// <summary>What VGG and DenseNet have that no other model here has: images of 224², dropout, batch norm before convolutions.</summary>
public sealed class LargeModelTests
{
    public static TheoryData<string> Names => ["vgg16", "densenet121"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Images_of_224_pixels_become_one_logit_a_class(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Build(name, new ImageShape(3, 224, 224));
        network.eval();
        using var noGrad = no_grad();

        Assert.Equal([1L, 10L], network.call(rand(1, 3, 224, 224)).shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Images_that_are_too_small_are_refused_with_the_least_size(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => Build(name, new ImageShape(3, 24, 40)));

        Assert.Contains("not 24×40", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attacks_see_vgg_without_dropout()
    {
        using var scope = NewDisposeScope();
        using var network = Build("vgg16", new ImageShape(3, 32, 32));
        network.train();
        var images = rand(4, 3, 32, 32);

        using (var frozen = FrozenNetwork.Of(network, Golden.Cpu))
        {
            Assert.True(frozen.Logits(images).eq(frozen.Logits(images)).all().item<bool>());
        }

        Assert.True(network.training);
        Assert.False(network.call(images).eq(network.call(images)).all().item<bool>());
    }

    [Fact]
    public void Only_batch_norms_right_behind_a_convolution_are_folded()
    {
        using var scope = NewDisposeScope();
        using var network = Build("densenet121", new ImageShape(3, 32, 32));
        BatchNorm2d[] norms = [.. network.modules().OfType<BatchNorm2d>()];
        int called = 0;
        foreach (var norm in norms)
        {
            norm.register_forward_hook((_, _, output) =>
            {
                called++;
                return output;
            });
        }

        using (var frozen = FrozenNetwork.Of(network, Golden.Cpu))
        {
            frozen.Logits(rand(1, 3, 32, 32));
        }

        // Folded are the stem's one, and the inner one of each of the 6 + 12 + 24 + 16 layers.
        Assert.Equal(121, norms.Length);
        Assert.Equal(121 - (1 + 58), called);
    }

    [Fact]
    public void A_stem_for_small_images_keeps_the_names_and_changes_the_first_kernel_alone()
    {
        using var large = new DenseNetwork(3, 10, Stem.Imagenet);
        using var small = new DenseNetwork(3, 10, Stem.Cifar);

        Assert.Equal(large.state_dict().Keys, small.state_dict().Keys);
        Assert.Equal(
            ["features.conv0.weight"],
            large.state_dict().Where(entry => !entry.Value.shape.SequenceEqual(small.state_dict()[entry.Key].shape)).Select(entry => entry.Key));
    }

    private static Module<Tensor, Tensor> Build(string name, ImageShape shape) =>
        (name == "vgg16" ? new Vgg16() : (IModelArchitecture)new DenseNet121(new DenseNetOptions())).Build(shape, 10);
}
