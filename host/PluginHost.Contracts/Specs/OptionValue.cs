using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>The value of an option or of a spec's field: a number, a truth value or a text. Radii are numbers in 1/255.</summary>
[JsonConverter(typeof(Json))]
public readonly record struct OptionValue : IComparable<OptionValue>
{
    private readonly string? _text;
    private readonly double? _number;

    private OptionValue(double? number, string? text)
    {
        _number = number;
        _text = text;
    }

    /// <summary>The number, when it is one.</summary>
    public double? Number => _number;

    /// <summary>Whether the value is a number.</summary>
    public bool IsNumber => _number is not null;

    /// <summary>A number.</summary>
    public static implicit operator OptionValue(double value) => new(value, null);

    /// <summary>A number.</summary>
    public static implicit operator OptionValue(int value) => new(value, null);

    /// <summary>A text.</summary>
    public static implicit operator OptionValue(string value) => new(null, value);

    /// <summary>A truth value, written <c>true</c> or <c>false</c>.</summary>
    public static implicit operator OptionValue(bool value) => new(null, value ? "true" : "false");

    /// <summary>A radius, as its number of grey levels.</summary>
    public static implicit operator OptionValue(Radius value) => new(value.Levels, null);

    /// <summary>
    /// Reads a value of unknown type so that it is written back as it was: a number where the text is just what the number
    /// is written as, else a text. <c>7</c> is a number; <c>007</c>, <c>+7</c> and <c>7.0</c> are texts.
    /// </summary>
    public static OptionValue Parse(string text) => ParseNumber(text) is { IsNumber: true } number && number.ToString() == text ? number : text;

    /// <summary>Reads a value that should be a number, in whatever way it is written: <c>7.0</c> is 7. Else it is a text.</summary>
    public static OptionValue ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : text;

    /// <summary>Numbers before texts, numbers by size, texts by their characters' codes.</summary>
    public int CompareTo(OptionValue other) => (_number, other._number) switch
    {
        ({ } a, { } b) => a.CompareTo(b),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(_text, other._text),
    };

    /// <summary>Whether one value comes before another.</summary>
    public static bool operator <(OptionValue left, OptionValue right) => left.CompareTo(right) < 0;

    /// <summary>Whether one value comes after another.</summary>
    public static bool operator >(OptionValue left, OptionValue right) => left.CompareTo(right) > 0;

    /// <summary>Whether one value comes before another or equals it.</summary>
    public static bool operator <=(OptionValue left, OptionValue right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one value comes after another or equals it.</summary>
    public static bool operator >=(OptionValue left, OptionValue right) => left.CompareTo(right) >= 0;

    /// <summary>The shortest text that reads back as the same value.</summary>
    public override string ToString() => _number?.ToString("R", CultureInfo.InvariantCulture) ?? _text ?? "";

    private sealed class Json : JsonConverter<OptionValue>
    {
        public override OptionValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Number when double.IsFinite(reader.GetDouble()) => reader.GetDouble(),
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                JsonTokenType.String => reader.GetString() ?? "",
                _ => throw new JsonException("an option's value is a number that can be held, true, false or a text"),
            };

        public override void Write(Utf8JsonWriter writer, OptionValue value, JsonSerializerOptions options)
        {
            switch (value._number, value._text)
            {
                case ({ } number, _):
                    writer.WriteNumberValue(number);
                    break;
                case (_, "true" or "false"):
                    writer.WriteBooleanValue(value._text == "true");
                    break;
                default:
                    writer.WriteStringValue(value._text ?? "");
                    break;
            }
        }
    }
}
