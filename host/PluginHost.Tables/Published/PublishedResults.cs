using System.Globalization;

namespace PluginHost.Tables.Published;

/// <summary>An accuracy that the paper prints. Radii are in 1/255.</summary>
/// <param name="Table">The number of its table.</param>
/// <param name="Dataset"><c>cifar10</c>, <c>cifar100</c> or <c>imagenet-subset</c>.</param>
/// <param name="Model">The model under test, such as <c>resnet18</c>.</param>
/// <param name="Norm">The norm of the later training's attack.</param>
/// <param name="TrainRadius">The radius of the later training's attack; 0 for plain training.</param>
/// <param name="Filter">The low-pass filter, or <c>none</c>.</param>
/// <param name="Noise"><c>clean</c>, <c>em</c>, <c>tap</c>, <c>ntga</c> or <c>rem</c>.</param>
/// <param name="DefensiveRadius">ρᵤ; null for clean data.</param>
/// <param name="AdversarialRadius">ρₐ, the radius REM was made robust to; null for other noises.</param>
/// <param name="Eot">Whether REM used EOT; null for other noises.</param>
/// <param name="Share">The protected share (of <c>clean_part</c>: the share taken away), in [0, 1].</param>
/// <param name="TrainSet"><c>all</c>, <c>mixed</c> (a share is protected) or <c>clean_part</c> (a share was taken away).</param>
/// <param name="Accuracy">A share in [0, 1].</param>
public sealed record PublishedResult(
    int Table, string Dataset, string Model, string Norm, double TrainRadius, string Filter, string Noise, double? DefensiveRadius,
    double? AdversarialRadius, bool? Eot, double Share, string TrainSet, double Accuracy);

/// <summary>The accuracies of "Robust Unlearnable Examples" (ICLR 2022), as experiments/paper/results.csv holds them.</summary>
public sealed class PublishedResults
{
    private readonly ILookup<PublishedCell, PublishedResult> _cells;
    private readonly HashSet<string> _models;

    // The model of every table that has one alone.
    private readonly Dictionary<int, string> _onlyModel;

    private PublishedResults(IReadOnlyList<PublishedResult> results)
    {
        Results = results;
        _cells = results.ToLookup(PublishedCell.Of);
        _models = [.. _cells.Select(cell => cell.Key.Model)];
        _onlyModel = _cells.SelectMany(cell => cell, (cell, result) => (result.Table, cell.Key.Model)).Distinct().GroupBy(pair => pair.Table)
            .Where(table => !table.Skip(1).Any()).ToDictionary(table => table.Key, table => table.Single().Model);
    }

    /// <summary>All of them, embedded in this assembly.</summary>
    public static PublishedResults All { get; } = Read();

    /// <summary>The values, in the paper's order.</summary>
    public IReadOnlyList<PublishedResult> Results { get; }

    /// <summary>
    /// The published value of a cell. Where several tables print it, the asked one counts, else the first: the main
    /// tables come first, and the one row that contradicts them (Table 3, CIFAR-100, ResNet-18) comes later. A cell whose
    /// model the paper does not have, such as the small presets' stand-in, has the value of the asked table's model where
    /// that table has one alone: <see cref="PublishedResult.Model"/> tells.
    /// </summary>
    /// <param name="fields">The cell's fields.</param>
    /// <param name="table">The preferred table.</param>
    public PublishedResult? Find(IReadOnlyDictionary<string, OptionValue> fields, int? table = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (PublishedCell.Of(fields) is not { } cell)
        {
            return null;
        }

        if (!_models.Contains(cell.Model))
        {
            return table is { } asked && _onlyModel.TryGetValue(asked, out string? model)
                ? _cells[cell with { Model = model }].FirstOrDefault(result => result.Table == asked)
                : null;
        }

        List<PublishedResult> found = [.. _cells[cell]];
        return found.Find(result => result.Table == table) ?? found.FirstOrDefault();
    }

    /// <summary>Whether the paper has results of a model.</summary>
    /// <param name="model">Its name, such as <c>resnet18</c> or <c>resnet-18</c>.</param>
    public bool HasModel(string model) => _models.Contains(PublishedCell.Plain(model));

    private static PublishedResults Read()
    {
        using var stream = typeof(PublishedResults).Assembly.GetManifestResourceStream("published-results.csv")
            ?? throw new InvalidOperationException("published-results.csv is not embedded");
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new PublishedResults([.. lines.Skip(1).Select(line => Parse(line.Split(',')))]);
    }

    private static PublishedResult Parse(string[] c) => new(
        int.Parse(c[0], CultureInfo.InvariantCulture), c[1], c[2], c[3], Number(c[4]) ?? 0, c[5], c[6], Number(c[7]), Number(c[8]),
        c[9].Length == 0 ? null : c[9] == "true", (Number(c[10]) ?? 0) / 100, c[11],
        // Divided as a decimal, 13.20 becomes exactly the double nearest to 0.132.
        (double)(decimal.Parse(c[12], CultureInfo.InvariantCulture) / 100));

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
