using System.Globalization;

namespace PluginHost.Contracts;

/// <summary>What kind of value an option takes.</summary>
public enum OptionType
{
    /// <summary>A radius in 1/255.</summary>
    Radius,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A text.</summary>
    Text,

    /// <summary>One of a few names.</summary>
    Choice,
}

/// <summary>A declared option, as read from a plugin's options record.</summary>
/// <param name="Name">Kebab case, such as <c>adversarial-radius</c>.</param>
/// <param name="Type">What values it takes.</param>
/// <param name="Default">The value when nothing is given.</param>
/// <param name="Help">One line.</param>
/// <param name="Unit">Such as <c>1/255</c>; empty for none.</param>
/// <param name="Symbol">The paper's symbol; empty for none.</param>
/// <param name="Min">The smallest allowed value; −∞ for none.</param>
/// <param name="Max">The largest allowed value; ∞ for none.</param>
/// <param name="Choices">The allowed names of a <see cref="OptionType.Choice"/>; else empty.</param>
/// <param name="IsPlace">Whether it says where something lies, which is no part of a content key.</param>
public sealed record OptionInfo(
    string Name, OptionType Type, OptionValue Default, string Help, string Unit, string Symbol, double Min, double Max,
    IReadOnlyList<string> Choices, bool IsPlace = false)
{
    /// <summary>
    /// The allowed values in words, such as <c>a whole number from 1 to 64</c> or <c>one of per-step, once</c>.
    /// </summary>
    public string Allowed => Type switch
    {
        OptionType.Flag => "true or false",
        OptionType.Text => "a text",
        OptionType.Choice => "one of " + string.Join(", ", Choices),
        OptionType.Integer => "a whole number" + Range,
        OptionType.Radius => "a radius" + Range,
        _ => "a number" + Range,
    };

    /// <summary>Reads a value as a command line writes it: the type decides, so that a text stays as it was typed.</summary>
    public OptionValue Read(string text) =>
        Type is OptionType.Radius or OptionType.Integer or OptionType.Number ? OptionValue.ParseNumber(text) : text;

    private string Range
    {
        get
        {
            string range = (double.IsFinite(Min), double.IsFinite(Max)) switch
            {
                (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {Min} to {Max}"),
                (true, false) => string.Create(CultureInfo.InvariantCulture, $" of at least {Min}"),
                (false, true) => string.Create(CultureInfo.InvariantCulture, $" of at most {Max}"),
                _ => "",
            };
            return Unit.Length > 0 ? $"{range} (in {Unit})" : range;
        }
    }
}

/// <summary>A loaded plugin, for lists and for the functions that recipes call.</summary>
/// <param name="Identity">Kind, id, version, hash.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">The paper or code that it follows.</param>
/// <param name="File">Where it was loaded from.</param>
/// <param name="Options">Its options, in the order of their declaration.</param>
public sealed record PluginInfo(
    PluginIdentity Identity, string Summary, string Source, string File, IReadOnlyList<OptionInfo> Options);
