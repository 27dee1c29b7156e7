using PluginHost.Screens.Results;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;

namespace PluginHost.Screens.Tests.Results;

public sealed class PivotRequestTest
{
    [Theory]
    [InlineData("train.radius by noise of accuracy", "train.radius by noise of test-accuracy mean-std")]
    [InlineData(
        "dataset,train.radius by noise of accuracy, loss ci95",
        "dataset, train.radius by noise of test-accuracy, train-loss ci95")]
    [InlineData(
        "noise by dataset of accuracy over model,augmentation median",
        "noise by dataset of test-accuracy over model, augmentation median")]
    public void What_is_typed_is_read(string typed, string request)
    {
        Assert.Equal(request, PivotRequest.Parse(typed).ToString());
        Assert.Equal(request, PivotRequest.Parse(request).ToString());
    }

    [Fact]
    public void The_table_averages_over_what_is_named()
    {
        var request = PivotRequest.Parse("noise by dataset of accuracy over model").Request(0);

        Assert.Equal(("model", Aggregate.MeanStd), (request.Spec.Over, request.Aggregate));
    }

    [Theory]
    [InlineData("noise of accuracy")]
    [InlineData("noise by dataset over model of accuracy")]
    public void What_is_no_pivot_is_told_with_an_example(string typed) => Assert.Contains(
        "a pivot is written ROWS by COLUMNS of METRIC [over FIELDS]",
        Assert.Throws<QueryException>(() => PivotRequest.Parse(typed)).Message);
}
