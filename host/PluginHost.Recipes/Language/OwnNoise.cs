namespace PluginHost.Recipes.Language;

/// <summary>A noise method that stands in a recipe.</summary>
internal sealed class OwnNoise(PluginIdentity identity, bool needsSurrogate, Action<NoiseContext, Radius> make)
{
    private static readonly OptionSchema Schema = OptionSchema.Of(typeof(OwnNoiseOptions));

    /// <summary>What lists and labels show.</summary>
    public PluginInfo Info { get; } = new(identity, "defined in the recipe", "", "", Schema.Options);

    /// <summary>A use with all options, checked.</summary>
    public PluginUse Resolve(PluginUse use) =>
        use with { Options = Schema.Defaults.SetItems(Schema.Check($"noise method '{Info.Identity.Id}'", use.Options)) };

    /// <summary>The method at a use's radius.</summary>
    public INoiseMethod Method(PluginUse use)
    {
        double levels = Resolve(use).Options["radius"].Number ?? 0;
        return new Made(new Radius(levels), needsSurrogate, make);
    }

    private sealed record Made(Radius Bound, bool NeedsSurrogate, Action<NoiseContext, Radius> Making) : INoiseMethod
    {
        public void Make(NoiseContext context) => Making(context, Bound);
    }

    /// <summary>What every method of a recipe takes.</summary>
    internal sealed record OwnNoiseOptions
    {
        [Option("bound of the noise in L∞", Symbol = "ρᵤ", Min = 0, Max = 127)]
        public Radius Radius { get; init; } = Radius.Per255(8);
    }
}
