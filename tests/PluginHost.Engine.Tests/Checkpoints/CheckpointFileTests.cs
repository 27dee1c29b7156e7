using PluginHost.Engine.Checkpoints;

namespace PluginHost.Engine.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _notices = [];

    private string Newer => _folder["cell.safetensors"];

    private string Older => _folder["cell.before.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_saved_comes_back_with_the_time_worked()
    {
        using var scope = NewDisposeScope();
        Save(Open(), 3);

        var opened = Open();
        var loaded = opened.Load();

        Assert.Equal(3, loaded?.Step);
        Assert.Equal(Weights(3), loaded?.Tensors["weights"].data<float>().ToArray());
        Assert.Equal(["steps", "weights"], loaded?.Tensors.Keys.Order());
        Assert.True(opened.Seconds >= 0);
        Assert.Empty(_notices);
    }

    [Fact]
    public void Any_bit_that_changes_in_one_file_is_told_and_the_one_before_is_used()
    {
        using var scope = NewDisposeScope();
        for (int file = 0; file < 10; file++)
        {
            var written = Open();
            Save(written, (10 * file) + 1);
            Save(written, (10 * file) + 2);
            byte[] bytes = File.ReadAllBytes(Newer);
            int header = 8 + (int)BitConverter.ToInt64(bytes);
            var random = new RandomBits(file);
            var bits = Enumerable.Range(0, header * 8).Concat(random.Take(200, header * 8, bytes.Length * 8));
            foreach (int bit in bits)
            {
                Flip(Newer, bytes, bit);
                Assert.False(Safetensors.HasItsChecksum(Newer));
                if (bit % 61 != file)
                {
                    // Resumed from now and then only: it takes ten times as long.
                    continue;
                }

                _notices.Clear();

                using var load = NewDisposeScope();
                var loaded = Open().Load();

                Assert.Equal((10 * file) + 1, loaded?.Step);
                Assert.Equal(Weights((10 * file) + 1), loaded?.Tensors["weights"].data<float>().ToArray());
                Assert.Contains("the one before it is used", Assert.Single(_notices), StringComparison.Ordinal);
            }

            Open().Delete();
        }
    }

    [Fact]
    public void Half_a_file_alone_begins_the_work_anew_without_the_users_hand()
    {
        using var scope = NewDisposeScope();
        Save(Open(), 1);
        byte[] bytes = File.ReadAllBytes(Newer);
        foreach (int length in new[] { 0, 1, 7, 8, 31, 32, 33, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(Newer, bytes[..length]);
            _notices.Clear();

            Assert.Null(Open().Load());
            Assert.Contains("begins anew", Assert.Single(_notices), StringComparison.Ordinal);
            Assert.False(File.Exists(Newer));
        }
    }

    [Fact]
    public void Two_damaged_files_are_told_and_the_work_begins_anew()
    {
        using var scope = NewDisposeScope();
        var written = Open();
        Save(written, 1);
        Save(written, 2);
        foreach (string file in new[] { Newer, Older })
        {
            File.WriteAllText(file, "rubbish");
        }

        var opened = Open();

        Assert.False(opened.Exists);
        Assert.Null(opened.Load());
        Assert.Equal(2, _notices.Count);
        Save(opened, 5);
        Assert.Equal(5, Open().Load()?.Step);
    }

    [Fact]
    public void A_process_that_ended_between_two_renames_left_the_older_file_and_no_damage()
    {
        using var scope = NewDisposeScope();
        Save(Open(), 4);
        File.Move(Newer, Older);

        Assert.Equal(4, Open().Load()?.Step);
        Assert.Empty(_notices);
    }

    [Fact]
    public void A_damaged_newer_file_never_takes_the_place_of_the_older_one()
    {
        using var scope = NewDisposeScope();
        var written = Open();
        Save(written, 1);
        Save(written, 2);
        File.WriteAllText(Newer, "rubbish");

        // Nothing was loaded: the work began anew, and saves.
        Save(Open(), 3);
        File.WriteAllText(Newer, "rubbish");

        Assert.Equal(1, Open().Load()?.Step);
    }

    private static float[] Weights(int step) => [.. Enumerable.Range(0, 40).Select(i => (i * 0.25f) + step)];

    private static void Save(CheckpointFile file, int step)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["weights"] = tensor(Weights(step)),
            ["steps"] = tensor(new[] { step, step + 1L }),
        };
        file.Save(new CheckpointState(step, tensors));
    }

    private static void Flip(string file, byte[] bytes, int bit)
    {
        byte[] changed = [.. bytes];
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        File.WriteAllBytes(file, changed);
    }

    private CheckpointFile Open() => new(Newer, TimeProvider.System, _notices.Add, default);

    /// <summary>Positions that look random and are the same at every test.</summary>
    private sealed class RandomBits(int seed)
    {
        public IEnumerable<int> Take(int count, int first, int end)
        {
            uint state = (uint)seed + 1;
            for (int i = 0; i < count; i++)
            {
                state = (state * 1_664_525) + 1_013_904_223;
                yield return first + (int)(state % (uint)(end - first));
            }
        }
    }
}
