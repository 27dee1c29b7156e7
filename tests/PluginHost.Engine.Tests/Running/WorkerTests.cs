using System.Collections.Immutable;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Planning;
using PluginHost.Engine.Running;
using PluginHost.Engine.Tests.Data;

namespace PluginHost.Engine.Tests.Running;

public sealed class WorkerTests
{
    private static readonly FewPlugins Catalogue = new();

    private static TrainingSchedule Schedule(int iterations) => new(iterations, 16, 0.05, 0.9, 5e-4, [iterations / 2]);

    private static CellSpec Spec(string? noise, double radius, int seed = 0)
    {
        var attack = radius == 0
            ? ThreatModel.None
            : new ThreatModel(Norm.LInf, Radius.Per255(radius), Radius.Per255(radius / 2), 2, RandomStart: true);
        return new CellSpec(
            new DataSpec("shapes", 64, 32),
            noise is null ? null : new NoiseSpec(
                new PluginUse(noise), new SurrogateSpec(new PluginUse("small"), Schedule(4)), new PluginUse("cifar")),
            1, null, new PluginUse("small"), new TrainingSpec(attack, Schedule(6), new PluginUse("cifar"), TestEvery: 3),
            seed, Precision.Fp32, "smoke")
        {
            NoiseLabel = noise ?? "clean",
        };
    }

    private static CellFinished Run(
        string store, CellSpec spec, ListJournal? journal = null, IProgress<StepReport>? progress = null, long? largeBytes = null,
        Action<string>? notice = null, CancellationToken stop = default)
    {
        var settings = new WorkerSettings(
            Catalogue, new DataSets(store), store, journal ?? new ListJournal(), Golden.Cpu, TimeProvider.System,
            notice ?? (_ => { }));
        using var worker = new Worker(settings with { LargeBytes = largeBytes ?? settings.LargeBytes });
        return worker.Run("run", Plan.Planned(spec, Catalogue, null), progress ?? new Steps(_ => { }), stop);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("em", 0)]
    [InlineData("rem", 4)]
    public void A_cell_is_trained_tested_and_recorded(string? noise, double radius)
    {
        using var store = new TempFolder();
        var journal = new ListJournal();

        var finished = Run(store.Path, Spec(noise, radius), journal);

        Assert.InRange(finished.Metrics[Metric.TestAccuracy], 0, 1);
        Assert.Equal(6, finished.Curves[Metric.TrainLoss].Values.Length);
        Assert.Equal([3, 6], finished.Curves[Metric.TestAccuracy].Steps);
        Assert.Equal(noise is not null, finished.Metrics.ContainsKey(Metric.NoiseSeconds));
        Assert.Equal(
            noise is null ? [typeof(CellStarted), typeof(CellFinished)] : new[] { typeof(CellStarted), typeof(ArtifactMade), typeof(CellFinished) },
            journal.Events.Select(entry => entry.GetType()));
    }

    [Theory]
    [InlineData("em", 0, null)]
    [InlineData("em", 0, 1)]
    [InlineData("rem", 4, null)]
    public void A_run_stopped_after_any_step_goes_on_to_the_same_numbers(string noise, double radius, int? largeBytes)
    {
        using var whole = new TempFolder();
        var expected = Run(whole.Path, Spec(noise, radius));
        using var store = new TempFolder();
        CellFinished? finished = null;
        int interruptions = 0;
        for (int step = 1; finished is null; step++)
        {
            using var stop = new CancellationTokenSource();
            int left = 1;
            var progress = new Steps(_ =>
            {
                if (left-- == 0)
                {
                    stop.Cancel();
                }
            });
            try
            {
                finished = Run(store.Path, Spec(noise, radius), progress: progress, largeBytes: largeBytes, stop: stop.Token);
            }
            catch (OperationCanceledException)
            {
                interruptions++;
            }

            Assert.True(step < 50, "the run does not get on");
        }

        Assert.True(interruptions > 4);
        Assert.Equal(expected.Curves[Metric.TrainLoss].Values, finished.Curves[Metric.TrainLoss].Values);
        Assert.Equal(expected.Metrics[Metric.TestAccuracy], finished.Metrics[Metric.TestAccuracy]);
        Assert.Equal(expected.Metrics[Metric.TrainLoss], finished.Metrics[Metric.TrainLoss]);
        Assert.Empty(Directory.GetFiles(store["checkpoints"]));
        Assert.Equal(NoiseFile(whole), NoiseFile(store));
    }

    [Theory]
    [InlineData("em", null, 3, "checkpoints")]
    [InlineData("em", 1, 3, "checkpoints")]
    [InlineData("em", 1, 6, "artifacts/noise")]
    [InlineData("rem", null, 12, "checkpoints")]
    public void Damage_between_two_runs_is_told_and_changes_no_number(
        string noise, int? largeBytes, int steps, string damaged)
    {
        using var whole = new TempFolder();
        var expected = Run(whole.Path, Spec(noise, 0));
        using var store = new TempFolder();
        using var stop = new CancellationTokenSource();
        var progress = new Steps(_ =>
        {
            if (--steps == 0)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() =>
            Run(store.Path, Spec(noise, 0), progress: progress, largeBytes: largeBytes, stop: stop.Token));
        var files = Directory.GetFiles(store[damaged]).Where(file => !file.EndsWith(".json", StringComparison.Ordinal));
        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            for (int i = bytes.Length - 1; i > 200; i -= 1000)
            {
                bytes[i] ^= 16;
            }

            File.WriteAllBytes(file, bytes);
        }

        var notices = new List<string>();
        var finished = Run(store.Path, Spec(noise, 0), largeBytes: largeBytes, notice: notices.Add);

        Assert.Contains("anew", Assert.Single(notices), StringComparison.Ordinal);
        Assert.Equal(expected.Curves[Metric.TrainLoss].Values, finished.Curves[Metric.TrainLoss].Values);
        Assert.Equal(NoiseFile(whole), NoiseFile(store));
        Assert.Empty(Directory.GetFiles(store["checkpoints"]));
    }

    [Fact]
    public void Noise_is_made_once_and_shared_and_made_again_when_its_file_was_changed()
    {
        using var store = new TempFolder();
        var first = new ListJournal();
        Run(store.Path, Spec("em", 0), first);
        var second = new ListJournal();
        Run(store.Path, Spec("em", 2), second);
        string file = Directory.GetFiles(Path.Combine(store.Path, "artifacts", "noise"), "*.npy").Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        var third = new ListJournal();
        Run(store.Path, Spec("em", 4), third);

        Assert.Single(first.Events.OfType<ArtifactMade>());
        Assert.Empty(second.Events.OfType<ArtifactMade>());
        Assert.Equal(first.Events.OfType<ArtifactMade>().Single().Sha256, third.Events.OfType<ArtifactMade>().Single().Sha256);
    }

    [Fact]
    public void Cells_leave_no_tensor_behind()
    {
        using var store = new TempFolder();
        Run(store.Path, Spec("rem", 2));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (int cell = 0; cell < 80; cell++)
        {
            using var another = new TempFolder();
            Run(another.Path, Spec(cell % 2 == 0 ? "rem" : "em", cell % 4));
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Noise_beyond_its_methods_bound_is_refused()
    {
        using var store = new TempFolder();

        var error = Assert.Throws<PluginException>(() => Run(store.Path, Spec("too-loud", 0)));

        Assert.Equal("noise too-loud 1.0.0 wrote 9/255, beyond its own bound of 8/255", error.Message);
    }

    [Fact]
    public void The_key_of_a_cell_depends_on_what_decides_its_numbers_and_not_on_its_label()
    {
        var spec = Spec("em", 4);
        var key = Plan.Planned(spec, Catalogue, "data").Key;

        Assert.Equal(key, Plan.Planned(spec with { NoiseLabel = "another name" }, Catalogue, "data").Key);
        Assert.NotEqual(key, Plan.Planned(spec, Catalogue, "other data").Key);
        Assert.NotEqual(key, Plan.Planned(spec with { Seed = 1 }, Catalogue, "data").Key);
        Assert.NotEqual(key, Plan.Planned(spec with { ProtectedShare = 0.5 }, Catalogue, "data").Key);
        Assert.NotEqual(key, Plan.Planned(spec with { Noise = spec.Noise! with { Method = new PluginUse("rem") } }, Catalogue, "data").Key);
        Assert.Equal(
            Plan.Planned(spec, Catalogue, "data").NoiseKey, Plan.Planned(Spec("em", 2), Catalogue, "data").NoiseKey);
    }

    [Fact]
    public void A_model_can_be_trained_on_the_clean_part_or_with_a_list_of_protected_images()
    {
        using var store = new TempFolder();
        string list = store.Write("idx.txt", string.Join('\n', Enumerable.Range(0, 40)));
        var (file, _) = ProtectedIndices.Read(list);
        var mixed = Spec("em", 0) with { ProtectedIndices = file };
        var left = Spec(null, 0) with { ProtectedIndices = file, TrainSet = TrainSet.CleanPart };
        var shared = Spec(null, 0) with { ProtectedShare = 0.5, TrainSet = TrainSet.CleanPart };

        Assert.All((CellSpec[])[mixed, left, shared], spec => Assert.InRange(Run(store.Path, spec).Metrics[Metric.TestAccuracy], 0, 1));
        Assert.Equal(40, ProtectedSet.Selection(mixed, 64).Count(carries => carries));
        Assert.Equal(Plan.Planned(mixed, Catalogue, "data").Key, Plan.Planned(mixed with { ProtectedIndices = file with { File = "elsewhere" } }, Catalogue, "data").Key);
        Assert.NotEqual(Plan.Planned(mixed, Catalogue, "data").Key, Plan.Planned(mixed with { ProtectedIndices = file with { Sha256 = "1" } }, Catalogue, "data").Key);
        Assert.Throws<EngineException>(() => Plan.Planned(Spec("em", 0) with { TrainSet = TrainSet.CleanPart, ProtectedShare = 0.5 }, Catalogue, null));
    }

    [Fact]
    public void Cifar100_is_learnt_by_its_hundred_fine_labels()
    {
        using var folder = new TempFolder();
        SmallCifar.Write(folder, SmallCifar.Hundred);
        var spec = Spec(null, 0) with { Data = new DataSpec("cifar100"), Model = new PluginUse("conv-mini") };
        using var worker = new Worker(new WorkerSettings(
            Catalogue, new DataSets(folder.Path, [SmallCifar.Hundred]), folder.Path, new ListJournal(), Golden.Cpu, TimeProvider.System, _ => { }));

        worker.Run("run", Plan.Planned(spec, Catalogue, null), new Steps(_ => { }), default);

        using var scope = NewDisposeScope();
        var weights = Safetensors.Load(Directory.GetFiles(Path.Combine(folder.Path, "artifacts", "models")).Single());
        Assert.Contains(weights.Values, weight => weight.shape is [100]);
    }

    [Fact]
    public void A_spec_that_says_nothing_of_parts_has_the_key_it_always_had()
    {
        string json = System.Text.Encoding.UTF8.GetString(ContentKey.Canonical(Spec("em", 4)));

        Assert.DoesNotContain("trainSet", json, StringComparison.Ordinal);
        Assert.DoesNotContain("protectedIndices", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_out_of_range_is_told_before_anything_runs()
    {
        var error = Assert.Throws<EngineException>(() => Plan.Planned(Spec(null, 0) with { ProtectedShare = 1.5 }, Catalogue, null));

        Assert.Contains("protected share is 1.5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_another_worker_still_trains_is_waited_for()
    {
        using var store = new TempFolder();
        var spec = Spec(noise: null, radius: 0);
        var other = WorkLock.TryTake(store.Path, "training", Plan.Planned(spec, Catalogue, null).Key);
        var notices = new List<string>();

        var finished = Run(store.Path, spec, notice: line =>
        {
            notices.Add(line);
            other?.Dispose();
        });

        Assert.Contains("another run makes training", Assert.Single(notices), StringComparison.Ordinal);
        Assert.Equal(6, finished.Curves[Metric.TrainLoss].Values.Length);
    }

    [Fact]
    public void What_a_killed_process_left_of_noise_that_is_in_its_place_is_deleted()
    {
        using var store = new TempFolder();
        Run(store.Path, Spec("em", 0), largeBytes: 1);
        string key = Plan.Planned(Spec("em", 0), Catalogue, null).NoiseKey?.Hash ?? "";
        store.Write($"artifacts/noise/{key}.npy.partial.second", "second places");
        store.Write($"checkpoints/noise-{key}.safetensors", "progress");
        store.Write($"checkpoints/noise-{key}.before.safetensors", "progress");

        Run(store.Path, Spec("em", 4), largeBytes: 1);

        NoiseFile(store);
        Assert.Empty(Directory.GetFiles(store["checkpoints"]));
    }

    [Fact]
    public void The_checkpoint_of_a_cell_with_a_result_is_deleted_unless_somebody_is_at_the_cell()
    {
        using var store = new TempFolder();
        var key = Plan.Planned(Spec(noise: null, radius: 0), Catalogue, null).Key;
        string file = store.Write($"checkpoints/cell-{key.Hash}.safetensors", "progress");

        using (WorkLock.TryTake(store.Path, "cell", key))
        {
            Worker.DeleteCheckpoint(store.Path, key);
            Assert.True(File.Exists(file));
        }

        Worker.DeleteCheckpoint(store.Path, key);
        Assert.False(File.Exists(file));
    }

    /// <summary>The only noise set, and no leftovers beside it.</summary>
    private static byte[] NoiseFile(TempFolder store)
    {
        var files = Directory.GetFiles(Path.Combine(store.Path, "artifacts", "noise")).Order().ToList();
        Assert.Equal([".json", ".npy"], files.Select(Path.GetExtension));
        return File.ReadAllBytes(files[1]);
    }

    /// <summary>Reports at once, on the same thread.</summary>
    private sealed class Steps(Action<StepReport> action) : IProgress<StepReport>
    {
        public void Report(StepReport value) => action(value);
    }
}
