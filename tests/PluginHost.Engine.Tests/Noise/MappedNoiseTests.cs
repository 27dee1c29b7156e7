using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Tests.Noise;

public sealed class MappedNoiseTests : IDisposable
{
    private static readonly ImageShape Shape = new(1, 3, 5);
    private static readonly long[] All = [0, 1, 2, 3];
    private readonly TempFolder _folder = new();

    private string File => _folder["noise.npy"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back_as_from_memory()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var mapped = MappedNoise.Make(File, 4, Shape, resume: false);
        var memory = new MemoryNoise(4, Shape);
        foreach (long[] indices in (long[][])[[2, 0], [3], [2, 1]])
        {
            var noise = (rand([indices.Length, 1, 3, 5]) - 0.5) / 8;
            mapped.Write(indices, noise);
            memory.Write(indices, noise);
        }

        Assert.Equal(memory.Levels.ToArray(), Levels(mapped));
        Assert.Equal(memory.LargestLevel, mapped.LargestLevel);
    }

    [Fact]
    public void The_noise_of_the_last_checkpoint_comes_back_whatever_was_written_since()
    {
        using var scope = NewDisposeScope();
        var saved = new Dictionary<string, Tensor>();
        using (var noise = MappedNoise.Make(File, 4, Shape, resume: false))
        {
            Fill(noise, [0, 1], 3);
            Save(noise, saved);
            Fill(noise, [1, 2], 5);
            Fill(noise, [1], 6);
            Save(noise, saved);
            Fill(noise, [0, 1, 3], 7);
            Fill(noise, [1], 8);
        }

        using var resumed = MappedNoise.Make(File, 4, Shape, resume: true);
        resumed.Restore(saved);

        Assert.Equal([3, 6, 5, 0], FirstOfEach(resumed));
        Assert.Equal(1, resumed.Unwritten);
        Fill(resumed, [2], 9);
        Assert.Equal([3, 6, 9, 0], FirstOfEach(resumed));
    }

    [Fact]
    public void Finished_noise_is_an_npy_file_in_order_and_finishing_can_be_done_again()
    {
        using var scope = NewDisposeScope();
        var saved = new Dictionary<string, Tensor>();
        using (var noise = MappedNoise.Make(File, 4, Shape, resume: false))
        {
            Fill(noise, [0, 1, 2, 3], 1);
            Save(noise, saved);
            Fill(noise, [1, 3], 2);
            Save(noise, saved);
            noise.Finish();
        }

        using (var again = MappedNoise.Make(File, 4, Shape, resume: true))
        {
            again.Restore(saved);
            Assert.Equal([1, 2, 1, 2], FirstOfEach(again));
            again.Finish();
        }

        Assert.Equal([1, 2, 1, 2], Npy.Load(File).flatten(1).select(1, 0).data<sbyte>().ToArray());
        using var finished = MappedNoise.Open(File);
        Assert.Equal([1, 2, 1, 2], FirstOfEach(finished));
        Assert.Throws<InvalidOperationException>(() => Fill(finished, [0], 1));
    }

    [Fact]
    public void Noise_in_the_making_that_is_gone_or_has_another_size_is_not_resumed()
    {
        Assert.Throws<DamagedNoiseException>(() => MappedNoise.Make(File, 4, Shape, resume: true));
        MappedNoise.Make(File, 4, Shape, resume: false).Dispose();
        Assert.Throws<DamagedNoiseException>(() => MappedNoise.Make(File, 5, Shape, resume: true));
        System.IO.File.WriteAllText(File, "not noise");
        Assert.Throws<DamagedNoiseException>(() => MappedNoise.Make(File, 4, Shape, resume: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_bit_that_changes_in_either_file_is_found_before_the_noise_is_finished(int place)
    {
        using var scope = NewDisposeScope();
        var saved = new Dictionary<string, Tensor>();
        using (var noise = MappedNoise.Make(File, 4, Shape, resume: false))
        {
            // Image 0 lies in its first place, image 1 in its second.
            Fill(noise, [0, 1], 3);
            Save(noise, saved);
            Fill(noise, [0], 5);
            Save(noise, saved);
        }

        string changed = place == 0 ? File : MappedNoise.SecondOf(File);
        byte[] bytes = System.IO.File.ReadAllBytes(changed);
        bytes[bytes.Length - (4 * Shape.Size) + (place * Shape.Size) + 2] ^= 4;
        System.IO.File.WriteAllBytes(changed, bytes);
        using var resumed = MappedNoise.Make(File, 4, Shape, resume: true);
        resumed.Restore(saved);

        Assert.Throws<DamagedNoiseException>(() => resumed.ReadLevels([place]));
        Assert.Throws<DamagedNoiseException>(resumed.Finish);
    }

    [Fact]
    public void A_second_process_at_the_same_noise_is_told()
    {
        using var first = MappedNoise.Make(File, 4, Shape, resume: false);

        var error = Assert.Throws<EngineException>(() => MappedNoise.Make(File, 4, Shape, resume: true));

        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_noise_is_refused()
    {
        using var scope = NewDisposeScope();
        Npy.Save(File, zeros(2, 3));

        Assert.Contains("int8 (N, C, H, W) is wanted", Assert.Throws<InvalidDataException>(() => MappedNoise.Open(File)).Message, StringComparison.Ordinal);
    }

    private static void Save(MappedNoise noise, Dictionary<string, Tensor> into)
    {
        noise.Save(into);
        noise.Saved();
    }

    private static void Fill(MappedNoise noise, long[] indices, int level) => noise.Write(indices, full([indices.Length, 1, 3, 5], level / 255.0));

    private static sbyte[] Levels(StoredNoise noise) => noise.ReadLevels(All).data<sbyte>().ToArray();

    private static sbyte[] FirstOfEach(StoredNoise noise) => noise.ReadLevels(All).flatten(1).select(1, 0).data<sbyte>().ToArray();
}
