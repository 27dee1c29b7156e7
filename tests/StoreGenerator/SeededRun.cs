using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.StoreGenerator;

/// <summary>One run of tens to hundreds of cells, all of it decided by a seed and the run's number.</summary>
internal sealed class SeededRun
{
    private static readonly DateTimeOffset Begin = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] DataSets = ["cifar10", "cifar100", "imagenet-subset", "shapes"];
    private static readonly string[] Models = ["resnet18", "resnet50", "wide-resnet-34-10", "vgg16", "densenet121", "resnet-mini", "conv-mini"];
    private static readonly string[] Presets = ["paper", "short", "mini", "smoke"];
    private static readonly string[] Experiments =
        ["table1", "table2", "table3", "table4", "figure1", "figure2", "figure3", "ablation-steps", "ablation-eot", "transfer", "filters", "shares"];

    private static readonly PluginIdentity Rem = new(PluginKind.Noise, "rem", "1.2.0", Hash("rem"));

    private readonly Random _random;
    private readonly int _number;
    private DateTimeOffset _now;

    public SeededRun(int seed, int number)
    {
        _number = number;
        _random = new Random(HashCode(seed, number));
        _now = Begin.AddMinutes(number * 37);
        Id = $"{_now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{HashCode(number, seed) & 0xffffff:x6}";
        Experiment = Experiments[number % Experiments.Length];
        Preset = Presets[_random.Next(Presets.Length)];
    }

    public string Id { get; }

    public string Experiment { get; }

    public string Preset { get; }

    /// <summary>The run's events in order; a run that was killed has no end.</summary>
    /// <param name="most">How many results at most.</param>
    public IEnumerable<RunEvent> Events(int most)
    {
        var cells = Specs().Take(most).Select(spec => (Spec: spec, Key: ContentKey.Of(spec with { NoiseLabel = "" }).Hash)).ToList();
        string source = $"// {Experiment}\nExperiment(\"{Experiment}\").Data(\"{cells[0].Spec.Data.Name}\").Seeds({1 + cells.Max(c => c.Spec.Seed)});\n";
        yield return new RunStarted(
            Experiment, Experiment, source, Hash(source), Preset, [.. cells.Select(c => c.Key)], Environment(),
            [new TableSpec("dataset, model, train.radius", "noise", "test-accuracy", Experiment, null)])
        { At = Tick(1), Run = Id };
        bool anyFailed = false;
        foreach (var (spec, key) in cells)
        {
            yield return new CellStarted(key, spec) { At = Tick(1), Run = Id };
            string? noise = spec.Noise is null ? null : ContentKey.Of((spec.Noise, spec.Data, spec.Seed)).Hash;
            if (noise is not null && _random.Next(3) == 0)
            {
                yield return new ArtifactMade("noise", noise, Hash(noise), _random.Next(10, 4000)) { At = Tick(20), Run = Id };
            }

            if (_random.Next(40) == 0)
            {
                anyFailed = true;
                yield return new CellFailed(key, spec, "the loss is not a number; lower the learning rate", "at Training.Step()") { At = Tick(5), Run = Id };
            }

            // A failed cell was run again at once, so that the number of results is what was asked for.
            yield return Finished(spec, key, noise);
        }

        if (_number % 17 != 16)
        {
            yield return new RunEnded(anyFailed ? "failed" : "done") { At = Tick(1), Run = Id };
        }
    }

    private IEnumerable<CellSpec> Specs()
    {
        var data = new DataSpec(DataSets[_random.Next(DataSets.Length)], Preset is "mini" or "smoke" ? 5000 : null, Preset == "smoke" ? 500 : null);
        string[] models = _random.GetItems(Models, _random.Next(1, 4)).Distinct().ToArray();
        int[] radii = [.. Enumerable.Range(0, _random.Next(1, 6))];
        int seeds = _random.Next(2, 8);
        var schedule = new TrainingSchedule(1000 + (_number * 10), 128, 0.1, 0.9, 5e-4, [400 + (_number * 4), 800 + (_number * 8)]);
        double share = _random.Next(6) == 0 ? 0.2 * _random.Next(1, 5) : 1;
        var filter = _random.Next(6) == 0 ? new PluginUse("median").With("size", 3) : null;
        return from noise in Noises()
               from model in models
               from radius in radii
               from seed in Enumerable.Range(0, seeds)
               select new CellSpec(
                   data, noise.Spec, noise.Spec is null ? 1 : share, filter, new PluginUse(model),
                   new TrainingSpec(
                       radius == 0 ? ThreatModel.None : new ThreatModel(Norm.LInf, Radius.Per255(radius), Radius.Per255(radius / 5.0), 10, true), schedule, new PluginUse("cifar").With("padding", 4)),
                   seed, Precision.Bf16, Preset)
               {
                   NoiseLabel = noise.Label,
               };
    }

    private IEnumerable<(string Label, NoiseSpec? Spec)> Noises()
    {
        var schedule = new TrainingSchedule(5000, 128, 0.1, 0.9, 5e-4, [2000, 4000]);
        var surrogate = new SurrogateSpec(new PluginUse("resnet18"), schedule);
        yield return ("clean", null);
        int radius = _random.Next(2) == 0 ? 8 : 16;
        yield return ($"EM {radius}", new NoiseSpec(new PluginUse("em").With("radius", radius).With("steps", 20), surrogate, null));
        if (_random.Next(2) == 0)
        {
            yield return ($"TAP {radius}", new NoiseSpec(new PluginUse("tap").With("radius", radius).With("steps", 250), surrogate, null));
        }

        for (int adversarial = 0; adversarial <= _random.Next(1, 5); adversarial++)
        {
            var rem = new PluginUse("rem").With("radius", radius).With("adversarial-radius", adversarial).With("eot-samples", 5).With("steps", 10);
            yield return ($"REM {radius}-{adversarial}", new NoiseSpec(rem, surrogate, new PluginUse("cifar").With("padding", 4)));
        }
    }

    private CellFinished Finished(CellSpec spec, string key, string? noise)
    {
        double accuracy = Math.Clamp(
            (spec.Noise is null ? 0.9 : 0.3) - (0.05 * spec.Training.Attack.Radius.Levels) + (0.02 * (_random.NextDouble() + _random.NextDouble() - 1)), 0.01, 0.99);
        int points = _random.Next(20, 40);
        int[] steps = [.. Enumerable.Range(1, points).Select(i => i * 100)];
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        metrics[Metric.TestAccuracy] = Math.Round(accuracy, 4);
        metrics[Metric.BestTestAccuracy] = Math.Round(Math.Min(1, accuracy + (0.03 * _random.NextDouble())), 4);
        metrics[Metric.TrainLoss] = (1 - accuracy) * (0.5 + _random.NextDouble());
        metrics[Metric.TrainAccuracy] = Math.Round(1 - (0.2 * _random.NextDouble()), 4);
        metrics[Metric.TrainSeconds] = Math.Round(100 + (900 * _random.NextDouble()), 2);
        if (spec.Noise is not null)
        {
            metrics[Metric.NoiseSeconds] = Math.Round(50 + (500 * _random.NextDouble()), 2);
        }

        var curve = new Curve([.. steps], [.. steps.Select(step => Math.Round(2.3 * Math.Exp(-step / 1500.0) + (0.1 * _random.NextDouble()), 5))]);
        PluginIdentity[] plugins =
            [new(PluginKind.Model, spec.Model.Id, "1.0.0", Hash(spec.Model.Id)), new(PluginKind.Augmentation, "cifar", "1.0.0", Hash("cifar"))];
        return new CellFinished(
            key, spec, metrics.ToImmutable(), ImmutableSortedDictionary<string, Curve>.Empty.Add("train-loss", curve),
            [.. plugins, .. spec.Noise?.Method.Id == "rem" ? [Rem] : Array.Empty<PluginIdentity>()], Hash(spec.Data.Name), noise, _number % 3 == 0 ? "cpu" : "cuda:0")
        { At = Tick(60), Run = Id };
    }

    private ImmutableSortedDictionary<string, string> Environment() => ImmutableSortedDictionary<string, string>.Empty
        .Add("program", "0.1.0").Add("libtorch", _number % 10 == 0 ? "2.11.0" : "2.10.0").Add("os", "Linux").Add("threads", "2").Add("host", $"node{_number % 8}");

    private DateTimeOffset Tick(int seconds) => _now = _now.AddSeconds(seconds * (0.5 + _random.NextDouble()));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // .NET's own differ in every process.
    private static int HashCode(int a, int b) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{a} {b}"))) & int.MaxValue;
}
