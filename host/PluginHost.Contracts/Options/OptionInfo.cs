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

    /// <summary>Checks a value and gives it in the form that specs and keys are made of.</summary>
    /// <param name="plugin">Whose option it is, for errors, such as <c>noise plugin 'rem'</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="PluginUseException">The option does not allow it; the message says what it is.</exception>
    public OptionValue Check(string plugin, OptionValue value)
    {
        OptionValue? accepted = Type switch
        {
            OptionType.Flag => Only(value, !value.IsNumber && value.ToString() is "true" or "false"),
            OptionType.Text => value.ToString(),
            OptionType.Choice => Choices.Where(choice => SameChoice(choice, value.ToString()))
                .Select(choice => (OptionValue?)choice).FirstOrDefault(),
            OptionType.Radius => InRange(value.Number ?? Per255(value.ToString())),
            OptionType.Integer => InRange(IsWhole(value.Number) ? value.Number : null),
            _ => InRange(value.Number),
        };
        if (accepted is { } good)
        {
            return IsBound && Radius.UnitMistake(good.Number ?? 0) is { } mistake
                ? throw new PluginUseException($"{plugin}: the option '{Name}' cannot be '{value}': {mistake}")
                : good;
        }

        string near = Type == OptionType.Choice && Nearest.To(value.ToString(), Choices) is { } choice
            ? $"; did you mean '{choice}'?" : "";
        throw new PluginUseException($"{plugin}: the option '{Name}' cannot be '{value}'; it is {Allowed}{near}");
    }

    /// <summary>Whether it is the radius of a ball; a step may be less than a grey level.</summary>
    private bool IsBound =>
        Type == OptionType.Radius
        && (Name == "radius" || Name.EndsWith("-radius", StringComparison.Ordinal));

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

    private OptionValue? InRange(double? number) =>
        // Adding 0 turns -0 into 0: the two are equal but would be written, and hashed, differently.
        number is { } n ? Only(n + 0.0, double.IsFinite(n) && n >= Min && n <= Max) : default(OptionValue?);

    private static OptionValue? Only(OptionValue value, bool allowed) => allowed ? value : default(OptionValue?);

    /// <summary>A radius may also be written as the literature does: 8/255.</summary>
    private static double? Per255(string text) =>
        text.EndsWith("/255", StringComparison.Ordinal)
        && double.TryParse(text[..^4], NumberStyles.Float, CultureInfo.InvariantCulture, out double levels)
            ? levels
            : null;

    private static bool IsWhole(double? number) =>
        number is { } n && n == Math.Floor(n) && Math.Abs(n) <= int.MaxValue;

    /// <summary>People write linf for l-inf and PerStep for per-step.</summary>
    private static bool SameChoice(string choice, string text) => string.Equals(
        choice.Replace("-", "", StringComparison.Ordinal), text.Replace("-", "", StringComparison.Ordinal),
        StringComparison.OrdinalIgnoreCase);
}

/// <summary>A loaded plugin, for lists and for the functions that recipes call.</summary>
/// <param name="Identity">Kind, id, version, hash.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">The paper or code that it follows.</param>
/// <param name="File">Where it was loaded from.</param>
/// <param name="Options">Its options, in the order of their declaration.</param>
public sealed record PluginInfo(
    PluginIdentity Identity, string Summary, string Source, string File, IReadOnlyList<OptionInfo> Options);
