using PluginHost.Loading.Metadata;

namespace PluginHost.StepBenchmark;

/// <summary>What is measured or checked, from the command line.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Ids of model plugins.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The arithmetic of the networks.</summary>
    public required IReadOnlyList<Precision> Precisions { get; init; }

    /// <summary>Names of steps, see <see cref="StepKinds"/>.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Images a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How often a step is measured, after one warm-up.</summary>
    public required int Repeats { get; init; }

    /// <summary>Processor threads of one operation.</summary>
    public required int Threads { get; init; }

    /// <summary>Height and width of the images, in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>How many logits the networks give.</summary>
    public required int Classes { get; init; }

    /// <summary>The seed of weights, images and draws.</summary>
    public required int Seed { get; init; }

    /// <summary>Where rows are appended; null for nowhere.</summary>
    public required string? CsvFile { get; init; }

    /// <summary>The first value of those rows, such as <c>before</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Print hashes of what is computed; measure nothing.</summary>
    public required bool Check { get; init; }
}

/// <summary>The words for precisions on the command line and in tables.</summary>
internal static class PrecisionWords
{
    /// <summary>Those that a processor has.</summary>
    public static IReadOnlyList<string> All { get; } = [Precision.Fp32.Word(), Precision.Bf16.Word()];

    /// <summary>For example <c>bf16</c>.</summary>
    public static string Word(this Precision precision) => precision.ToString().ToLowerInvariant();

    /// <summary>The precision of a word in <see cref="All"/>.</summary>
    public static Precision Parse(string word) => Enum.Parse<Precision>(word, ignoreCase: true);
}
