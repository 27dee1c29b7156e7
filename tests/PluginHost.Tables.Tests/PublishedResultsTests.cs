using PluginHost.Tables.Comparison;
using PluginHost.Tables.Published;

namespace PluginHost.Tables.Tests;

public sealed class PublishedResultsTests
{
    [Fact]
    public void All_published_values_are_there() => Assert.Equal(750, PublishedResults.All.Results.Count);

    // table, noise, training radius, norm, filter, share, value
    [Theory]
    [InlineData(1, "clean", 4, Norm.LInf, null, 1, "cifar10", 0.8951)]
    [InlineData(1, "EM 8", 0, Norm.LInf, null, 1, "cifar10", 0.132)]
    [InlineData(1, "REM 8-4", 4, Norm.LInf, null, 1, "cifar10", 0.4816)]
    [InlineData(1, "REM 8-0", 4, Norm.LInf, null, 1, "cifar10", 0.8915)]
    [InlineData(2, "REM 8-4", 4, Norm.LInf, null, 0.2, "cifar10", 0.896)]
    [InlineData(2, "EM 8", 4, Norm.LInf, null, 0, "cifar10", 0.8951)]
    [InlineData(10, "EM 16", 8, Norm.LInf, "mean", 1, "cifar10", null)]
    [InlineData(11, "REM 16-8", 50, Norm.L2, null, 1, "cifar10", null)]
    [InlineData(3, "clean", 4, Norm.LInf, null, 1, "cifar100", 0.6343)]
    [InlineData(null, "clean", 4, Norm.LInf, null, 1, "cifar100", 0.645)]
    public void A_published_value_is_found(
        int? table, string noise, double radius, Norm norm, string? filter, double share, string dataset, double? accuracy)
    {
        var spec = Samples.Spec(noise, radius, dataset: dataset, filter: filter, share: share, norm: norm);

        var found = PublishedResults.All.Find(spec.Fields(), table);

        Assert.NotNull(found);
        Assert.Equal(table ?? 1, found.Table);
        if (accuracy is { } value)
        {
            Assert.Equal(value, found.Accuracy);
        }
    }

    [Fact]
    public void Every_value_of_the_tables_that_recipes_repeat_is_found()
    {
        int[] tables = [1, 2, 4, 8, 10, 11];
        foreach (var published in PublishedResults.All.Results.Where(r => tables.Contains(r.Table) && r.Noise is not ("tap" or "ntga")))
        {
            string label = published.Noise switch
            {
                "clean" => "clean",
                "em" => $"EM {published.DefensiveRadius}",
                _ => $"REM {published.DefensiveRadius}-{published.AdversarialRadius}",
            };
            var spec = Samples.Spec(
                label, published.TrainRadius, dataset: published.Dataset, filter: published.Filter == "none" ? null : published.Filter,
                share: published.Noise == "clean" ? 1 : published.Share, norm: Enum.Parse<Norm>(published.Norm, ignoreCase: true));
            spec = published.TrainSet == "clean_part" ? spec with { TrainSet = TrainSet.CleanPart, ProtectedShare = published.Share } : spec;
            spec = published.Eot == false ? spec with { Noise = spec.Noise! with { Augmentation = null } } : spec;

            Assert.Equal(published, PublishedResults.All.Find(spec.Fields(), published.Table));
        }
    }

    [Theory]
    [InlineData(0.2, TrainSet.CleanPart, 0.8817)]
    [InlineData(0.2, TrainSet.All, 0.8960)]
    public void A_list_of_protected_images_is_compared_by_its_share(double share, TrainSet trainSet, double accuracy)
    {
        var spec = Samples.Spec(trainSet == TrainSet.All ? "REM 8-4" : "clean", 4, dataset: "cifar10", share: share) with
        {
            ProtectedIndices = new IndexFile("/lists/idx-20.npy", "5ha"), TrainSet = trainSet,
        };

        Assert.Equal(accuracy, PublishedResults.All.Find(spec.Fields(), 2)?.Accuracy);
        Assert.Equal(("idx-20.npy", trainSet == TrainSet.All ? "mixed" : "clean-part"), (spec.Fields()["protected.indices"].ToString(), spec.Fields()["train-set"].ToString()));
    }

    [Theory]
    [InlineData("paper", Precision.Fp32, false, null)]
    [InlineData("short", Precision.Fp32, false, "(preset paper)")]
    [InlineData("paper", Precision.Bf16, true, "(precision fp32, nothing changed by --set)")]
    public void A_table_says_which_settings_are_not_the_published_ones(string preset, Precision precision, bool isChanged, string? unlike)
    {
        var spec = Samples.Spec("REM 8-4", 4, dataset: "cifar10") with { Preset = preset, Precision = precision };
        var request = new TableRequest(new TableSpec("train.radius", "noise", Metric.TestAccuracy, "", 1)) { Paper = true };

        var remarks = ComparisonTable.Build([Samples.Row(spec, 0.5) with { IsChanged = isChanged }], request).Remarks;

        string? told = remarks.FirstOrDefault(remark => remark.Contains("published settings", StringComparison.Ordinal));
        Assert.Equal(unlike is null, told is null);
        Assert.Contains(unlike ?? "", told ?? "");
    }

    [Fact]
    public void What_the_paper_does_not_have_is_not_found()
    {
        Assert.Null(PublishedResults.All.Find(Samples.Spec("clean", 4).Fields()));
        Assert.Null(PublishedResults.All.Find(Samples.Spec("REM 8-5", 4, dataset: "cifar10").Fields()));
        Assert.Null(PublishedResults.All.Find(Samples.Spec("EM 8", 4, dataset: "cifar10", model: "resnet-mini").Fields()));
    }

    [Theory]
    [InlineData(1, 0.4816)]
    [InlineData(4, 0.4816)]
    [InlineData(3, null)] // five models: none of them is the one that a small model stands for
    [InlineData(null, null)]
    [InlineData(5, null)] // no table of accuracies
    public void A_model_that_the_paper_does_not_have_is_compared_with_the_only_one_of_the_table(int? table, double? accuracy)
    {
        var found = PublishedResults.All.Find(Samples.Spec("REM 8-4", 4, dataset: "cifar10", model: "resnet-mini").Fields(), table);

        Assert.Equal((accuracy, accuracy is null ? null : "resnet18"), (found?.Accuracy, found?.Model));
    }

    [Fact]
    public void Another_model_of_the_paper_is_not_compared_with_the_only_one_of_the_table() =>
        Assert.Equal(3, PublishedResults.All.Find(Samples.Spec("REM 8-4", 4, dataset: "cifar10", model: "vgg16").Fields(), 1)?.Table);

    [Fact]
    public void A_table_tells_whose_values_stand_beside_a_stand_in()
    {
        var rows = Samples.Plan().Select(s => s with { Data = new DataSpec("cifar10"), Model = new PluginUse("resnet-mini") })
            .Select(s => Samples.Row(s, Samples.Accuracy(s))).ToList();

        var table = ComparisonTable.Build(rows, new TableRequest(new TableSpec("train.radius", "noise", "test-accuracy", "Table 1", 1)) { Paper = true });

        Assert.Equal("resnet18", table.PublishedModel);
        Assert.Contains("The paper does not have resnet-mini: the published values are those of resnet18.", table.Remarks);
    }

    [Fact]
    public void Published_values_stand_beside_ours()
    {
        var plan = Samples.Plan().Select(s => s with { Data = new DataSpec("cifar10") }).ToList();
        var rows = plan.Where(s => s.NoiseLabel != "EM 8" || s.Training.Attack.IsNone).Select(s => Samples.Row(s, Samples.Accuracy(s))).ToList();

        var table = ComparisonTable.Build(rows, new TableRequest(new TableSpec("train.radius", "noise", "test-accuracy", "Table 1", 1))
        {
            Paper = true, Planned = plan,
        });

        Snapshot.Match(Samples.AllFormats(table));
    }
}
