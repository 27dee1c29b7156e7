using PluginHost.Engine.Verification;
using PluginHost.Loading;
using PluginHost.Loading.Settings;

namespace PluginHost.Recipes.Tests;

public sealed class PluginVerificationTests
{
    private static readonly PluginCatalogue Built = PluginLoader.Load(PluginSettings.Find(null, AppContext.BaseDirectory, AppContext.BaseDirectory));

    public static IEnumerable<TheoryDataRow<PluginKind, string>> AllPlugins =>
        Built.Plugins.Select(p => new TheoryDataRow<PluginKind, string>(p.Identity.Kind, p.Identity.Id));

    [Theory]
    [MemberData(nameof(AllPlugins))]
    public void Every_plugin_of_the_repository_keeps_its_contract(PluginKind kind, string id)
    {
        var checks = PluginVerification.Verify(Built, kind, new PluginUse(id));

        Assert.NotEmpty(checks);
        Assert.All(checks, check => Assert.True(check.Passed, check.ToString()));
    }

    [Fact]
    public void Every_plugin_of_the_repository_loads() =>
        Assert.All(Built.Reports, report => Assert.True(report.State == PluginState.Ready, report.ToString()));

    [Theory]
    [InlineData(Fault.None)]
    [InlineData(Fault.BeyondBound, "keeps its bound")]
    [InlineData(Fault.Unseeded, "makes the same noise from the same seed", "stops when asked to and goes on to the same noise")]
    [InlineData(Fault.Leak, "leaves no tensor behind")]
    [InlineData(Fault.DeafToStop, "stops when asked to and goes on to the same noise")]
    [InlineData(Fault.ForgetfulAfterStop, "stops when asked to and goes on to the same noise")]
    [InlineData(Fault.Silent, "makes noise")]
    [InlineData(Fault.Throws, "makes noise")]
    public void A_faulty_noise_method_fails_the_check_that_is_about_its_fault(Fault fault, params string[] failed) =>
        Assert.Equal(failed, Failed(PluginVerification.Noise(() => new FaultyNoise(fault), shape: new ImageShape(3, 8, 8))));

    [Fact]
    public void A_model_that_mixes_its_batch_fails() => Assert.Equal(
        ["judges every image on its own when it is not trained"], Failed(PluginVerification.Model(new MixingModel(), new ImageShape(3, 8, 8))));

    [Fact]
    public void An_augmentation_without_a_gradient_or_with_a_source_of_its_own_fails()
    {
        var shape = new ImageShape(3, 8, 8);

        Assert.Contains("lets the gradient reach the images", Failed(PluginVerification.Augmentation(new DetachedAugmentation(), shape)));
        Assert.Equal(["does the same from the same seed"], Failed(PluginVerification.Augmentation(new CountingAugmentation(), shape)));
    }

    [Fact]
    public void A_filter_that_works_in_place_or_gives_floats_fails()
    {
        var shape = new ImageShape(3, 8, 8);

        Assert.Contains("leaves the given images as they are", Failed(PluginVerification.Filter(new InPlaceFilter(), shape)));
        Assert.Equal(["gives 8-bit images of the same shape"], Failed(PluginVerification.Filter(new FloatFilter(), shape)));
    }

    private static string[] Failed(IReadOnlyList<PluginCheck> checks) => [.. checks.Where(c => !c.Passed).Select(c => c.Name)];
}
