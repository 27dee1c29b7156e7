using PluginHost.Engine.Data;

namespace PluginHost.Engine.Tests.Data;

public sealed class ShapesTests
{
    // Results on shapes are compared by this: a change of the generator must be meant.
    private const string Checksum = "50b9636e96ece4a05b938a627ccbb29e2cc82a2f6423cce9c6213cb9942e8b49";

    [Fact]
    public void The_bytes_are_the_same_on_every_machine()
    {
        var (train, test) = Shapes.Make(new ShapesSettings(), null, null);

        Assert.Equal((4000, 2000), (train.Count, test.Count));
        Assert.Equal(Checksum, ImageChecksum.Of(train, test));
    }

    [Fact]
    public void Classes_are_balanced()
    {
        var (train, test) = Shapes.Make(new ShapesSettings(), 1000, 500);

        Assert.All(train.Labels.CountBy(label => label), pair => Assert.Equal(100, pair.Value));
        Assert.All(test.Labels.CountBy(label => label), pair => Assert.Equal(50, pair.Value));
    }

    [Fact]
    public void An_image_does_not_depend_on_how_many_are_made()
    {
        var few = Shapes.Make(new ShapesSettings(), 20, 10);
        var many = Shapes.Make(new ShapesSettings(), 60, 30);

        Assert.Equal(few.Train.Pixels, many.Train.Pixels[..few.Train.Pixels.Length]);
        Assert.Equal(few.Test.Pixels, many.Test.Pixels[..few.Test.Pixels.Length]);
    }

    [Fact]
    public void No_two_images_are_alike()
    {
        var (train, test) = Shapes.Make(new ShapesSettings(), 2000, 1000);

        var different = train.Pixels.Chunk(3072).Concat(test.Pixels.Chunk(3072)).Select(Convert.ToHexString).ToHashSet();

        Assert.Equal(3000, different.Count);
    }

    [Fact]
    public void Without_contrast_only_the_background_is_left()
    {
        var flat = Shapes.Make(new ShapesSettings { Contrast = 0, Texture = 0 }, 10, 1).Train;

        Assert.All(flat.Pixels.Chunk(1024), plane => Assert.Single(plane.Distinct()));
    }

    [Fact]
    public void Splitmix_gives_the_published_sequence()
    {
        var random = new SplitMix64(1234567);

        ulong[] drawn = [random.Next(), random.Next(), random.Next()];

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423], drawn);
    }

    [Fact]
    public void More_images_than_there_can_be_are_refused()
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<DataException>(() => new DataSets(folder.Path).Open(new DataSpec("shapes", 50_001)));

        Assert.Equal("shapes has 50000 training images, but 50001 were asked for; ask for at most 50000", error.Message);
    }
}
