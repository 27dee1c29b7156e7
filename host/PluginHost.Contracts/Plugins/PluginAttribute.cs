namespace PluginHost.Contracts;

/// <summary>What a plugin adds to the host.</summary>
public enum PluginKind
{
    /// <summary>A noise method, <see cref="INoiseMethod"/>.</summary>
    Noise,

    /// <summary>A model architecture, <see cref="IModelArchitecture"/>.</summary>
    Model,

    /// <summary>An augmentation, <see cref="IAugmentation"/>.</summary>
    Augmentation,

    /// <summary>A low-pass filter, <see cref="ILowPassFilter"/>.</summary>
    Filter,
}

/// <summary>
/// Names a plugin. It is read from the file's metadata, with the contract version, before any code of the plugin runs.
/// </summary>
/// <param name="kind">What the class is; it must implement the kind's interface.</param>
/// <param name="id">The name used in recipes and results: lower case, digits and hyphens, such as <c>rem</c>. It never changes.</param>
/// <param name="version">The plugin's own version, such as <c>1.0.0</c>; raise it when results change.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PluginAttribute(PluginKind kind, string id, string version) : Attribute
{
    /// <summary>What the class is.</summary>
    public PluginKind Kind { get; } = kind;

    /// <summary>The name used in recipes and results.</summary>
    public string Id { get; } = id;

    /// <summary>The plugin's own version.</summary>
    public string Version { get; } = version;

    /// <summary>One line for lists.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The paper or code that it follows.</summary>
    public string Source { get; init; } = "";
}

/// <summary>
/// Declares one option, on a property of a plugin's options record. The command line, recipes, tables, checks and
/// <c>plugins show</c> all read this one declaration. The default is the property's initial value.
/// </summary>
/// <param name="help">One line: what the option does.</param>
/// <remarks>
/// Property types: <see cref="Radius"/>, int, double, bool, string, or an enum. An option is called by its property's
/// name in kebab case: <c>AdversarialRadius</c> is <c>adversarial-radius</c>, the enum value <c>PerStep</c> is <c>per-step</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string help) : Attribute
{
    /// <summary>One line: what the option does.</summary>
    public string Help { get; } = help;

    /// <summary>The unit, such as <c>1/255</c> (radii have it by themselves).</summary>
    public string Unit { get; init; } = "";

    /// <summary>The paper's symbol, such as <c>ρᵤ</c>.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>The smallest allowed value, in the option's unit.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The largest allowed value, in the option's unit.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Whether the option says where something lies: it is recorded, but no part of the identity of what comes out. The
    /// plugin declares beside it what does count, such as a checksum.
    /// </summary>
    public bool IsPlace { get; init; }
}
