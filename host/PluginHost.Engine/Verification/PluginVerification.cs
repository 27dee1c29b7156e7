namespace PluginHost.Engine.Verification;

/// <summary>
/// Checks that plugins keep what their contracts say, in seconds on a CPU. <c>plugins verify</c> and the plugins' own tests
/// use the same checks.
/// </summary>
public static class PluginVerification
{
    /// <summary>The images that plugins are checked with when nothing else is asked for.</summary>
    public static ImageShape DefaultShape { get; } = new(3, 32, 32);

    /// <summary>Checks a loaded plugin.</summary>
    /// <exception cref="PluginUseException">No such plugin, or a wrong option.</exception>
    public static IReadOnlyList<PluginCheck> Verify(IPluginCatalogue catalogue, PluginKind kind, PluginUse use)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(use);
        var info = catalogue.Plugins.FirstOrDefault(plugin => plugin.Identity.Kind == kind && plugin.Identity.Id == use.Id);
        if (info?.Options.FirstOrDefault(option => option.IsPlace && !use.Options.ContainsKey(option.Name)) is { } place)
        {
            return [new PluginCheck($"loads (more cannot be tried: it needs the option '{place.Name}')", null)];
        }

        return kind switch
        {
            PluginKind.Noise => Noise(() => catalogue.Noise(use)),
            PluginKind.Model => Model(catalogue.Model(use)),
            PluginKind.Augmentation => Augmentation(catalogue.Augmentation(use)),
            PluginKind.Filter => Filter(catalogue.Filter(use)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of plugin"),
        };
    }

    /// <summary>
    /// Noise: it is there and keeps its bound, the same seed gives the same noise, no tensor is left, a stop is obeyed and
    /// going on afterwards gives the same noise.
    /// </summary>
    /// <param name="make">Makes the method with the options to check.</param>
    /// <param name="augmentation">The transformations that the noise shall survive; null for none.</param>
    /// <param name="shape">The shape of the images; <see cref="DefaultShape"/> when null.</param>
    public static IReadOnlyList<PluginCheck> Noise(Func<INoiseMethod> make, IAugmentation? augmentation = null, ImageShape? shape = null) =>
        new NoiseChecks(make, augmentation, shape ?? DefaultShape).Run();

    /// <summary>Models: shape of the logits, the gradient reaches the images, batch norm, weights by seed, no tensor left.</summary>
    public static IReadOnlyList<PluginCheck> Model(IModelArchitecture model, ImageShape? shape = null) =>
        new ModelChecks(model, shape ?? DefaultShape).Run();

    /// <summary>Augmentations: announced shape, range, same seed same result, the gradient reaches the images, no tensor left.</summary>
    public static IReadOnlyList<PluginCheck> Augmentation(IAugmentation augmentation, ImageShape? shape = null) =>
        new AugmentationChecks(augmentation, shape ?? DefaultShape).Run();

    /// <summary>Filters: 8-bit images of the same shape, always the same, image by image, no tensor left.</summary>
    public static IReadOnlyList<PluginCheck> Filter(ILowPassFilter filter, ImageShape? shape = null) =>
        new FilterChecks(filter, shape ?? DefaultShape).Run();
}
