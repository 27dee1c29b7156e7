namespace PluginHost.Tables.Published;

/// <summary>What identifies a published value, in the same form for the paper's rows and for our cells.</summary>
internal sealed record PublishedCell(
    string Dataset, string Model, string Norm, double TrainRadius, string Filter, string Noise, double? DefensiveRadius,
    double? AdversarialRadius, bool? Eot, double Share, string TrainSet)
{
    public static PublishedCell Of(PublishedResult r) => new(
        r.Dataset, Plain(r.Model), r.Norm, r.TrainRadius, r.Filter, r.Noise, r.DefensiveRadius, r.AdversarialRadius, r.Eot,
        r.Share, r.TrainSet);

    /// <summary>Null for a cell that no table of the paper could hold, such as one with another noise.</summary>
    public static PublishedCell? Of(IReadOnlyDictionary<string, OptionValue> fields)
    {
        string noise = Text("noise.method") ?? "clean";
        double share = Number("share") ?? 1;
        double trainRadius = Number("train.radius") ?? 0;
        // Without attack the norm means nothing; the paper's default stands there.
        string norm = trainRadius == 0 ? "linf" : Text("train.norm") ?? "linf";
        if (Text("train-set") == "clean-part")
        {
            return new PublishedCell(
                Text("dataset") ?? "", Plain(Text("model")), norm, trainRadius, Text("filter") ?? "none", "clean", null, null, null,
                share, "clean_part");
        }

        if (noise == "clean" || share == 0)
        {
            return new PublishedCell(
                Text("dataset") ?? "", Plain(Text("model")), norm, trainRadius, Text("filter") ?? "none", "clean", null, null, null,
                Share: 0, "all");
        }

        bool rem = noise == "rem";
        return new PublishedCell(
            Text("dataset") ?? "", Plain(Text("model")), norm, trainRadius, Text("filter") ?? "none", noise,
            Number("noise.radius") ?? Number("noise.defensive-radius"), rem ? Number("noise.adversarial-radius") ?? 0 : null,
            rem ? Text("noise.augmentation") is not null && Number("noise.eot-samples") is null or >= 1 : null,
            share, share == 1 ? "all" : "mixed");

        string? Text(string name) => fields.TryGetValue(name, out var value) ? value.ToString() : null;

        double? Number(string name) => fields.TryGetValue(name, out var value) ? value.Number : null;
    }

    /// <summary>A model's name as published cells have it: resnet-18 and resnet18 are the same network.</summary>
    public static string Plain(string? model) => (model ?? "").Replace("-", "", StringComparison.Ordinal);
}
