using PluginHost.Loading.Settings;

namespace PluginHost.Loading.Tests;

public sealed class CatalogueTests
{
    private static readonly PluginCatalogue Catalogue = PluginLoader.Load(PluginSettings.OfFolders(Samples.Built));

    [Fact]
    public void A_resolved_use_has_every_option_in_its_canonical_form()
    {
        var use = Catalogue.Resolve(PluginKind.Noise, new PluginUse("good").With("manner", "PerImage").With("radius", "16/255"));

        Assert.Equal(
            "good(eot-samples=5, factor=0.5, manner=per-image, radius=16, random-start=true, remark=, step-size=2)", use.ToString());
        Assert.Equal(use, Catalogue.Resolve(PluginKind.Noise, use));
    }

    [Fact]
    public void An_instance_has_the_given_options()
    {
        Assert.Equal(Radius.Per255(4), Catalogue.Noise(new PluginUse("good").With("radius", 4)).Bound);
        Assert.Equal(Radius.Per255(8), Catalogue.Noise(new PluginUse("good")).Bound);
    }

    [Fact]
    public void Values_of_plugins_json_stand_between_the_defaults_and_the_use()
    {
        using var folder = new TempFolder();
        folder.Copy("Sample.Good");
        string file = folder.Write("plugins.json", """{ "folders": ["."], "options": { "noise/good": { "radius": 6, "factor": 3 } } }""");

        var catalogue = PluginLoader.Load(PluginSettings.Find(file, folder.Path, folder.Path));
        var use = catalogue.Resolve(PluginKind.Noise, new PluginUse("good").With("factor", 4));

        Assert.Equal((6, 4, 5), (use.Options["radius"].Number, use.Options["factor"].Number, use.Options["eot-samples"].Number));
        Assert.Equal(Radius.Per255(6), catalogue.Noise(new PluginUse("good")).Bound);
    }

    [Theory]
    [InlineData(PluginKind.Noise, "godo", "there is no noise plugin 'godo'; did you mean 'good'?")]
    [InlineData(PluginKind.Model, "copy", "there is no model plugin 'copy'; 'copy' is a plugin of the kind filter")]
    [InlineData(PluginKind.Augmentation, "unlike-any", "there is no augmentation plugin 'unlike-any'; there are: nothing")]
    public void A_plugin_that_is_not_there_is_told_in_one_line(PluginKind kind, string id, string message)
    {
        var error = Assert.Throws<PluginUseException>(() => Catalogue.Resolve(kind, new PluginUse(id)));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_plugin_that_failed_is_told_with_its_reason()
    {
        var error = Assert.Throws<PluginUseException>(() => Catalogue.Filter(new PluginUse("throws")));

        Assert.StartsWith(
            "filter plugin 'throws' 1.0.0 failed: its constructor throws InvalidOperationException: the moon is full; ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Sample.Faulty.dll", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_plugin_the_searched_folders_are_told()
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<PluginUseException>(() => folder.Load().Model(new PluginUse("resnet18")));

        Assert.Equal($"there is no model plugin 'resnet18', nor any other; searched were {folder.Path}", error.Message);
    }

    [Fact]
    public void Options_that_a_plugin_does_not_take_together_are_found_when_the_use_is_resolved()
    {
        var error = Assert.Throws<PluginUseException>(() => Catalogue.Resolve(PluginKind.Noise, new PluginUse("good").With("radius", 1)));

        Assert.Equal(
            "noise plugin 'good' refuses these options: the step size 2/255 is larger than the radius 1/255", error.Message);
    }

    [Fact]
    public void Numbers_are_the_same_whether_given_as_zero_or_minus_zero()
    {
        var plus = Catalogue.Resolve(PluginKind.Noise, new PluginUse("good").With("factor", 0.0));
        var minus = Catalogue.Resolve(PluginKind.Noise, new PluginUse("good").With("factor", -0.0));

        Assert.Equal(ContentKey.Of(plus), ContentKey.Of(minus));
    }
}
