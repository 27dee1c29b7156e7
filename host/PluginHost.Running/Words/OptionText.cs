using System.Globalization;

namespace PluginHost.Running.Words;

/// <summary>A plugin's option in words.</summary>
public static class OptionText
{
    /// <summary>Its default with its unit, such as <c>8/255</c>.</summary>
    public static string Default(OptionInfo option)
    {
        ArgumentNullException.ThrowIfNull(option);
        if (option.Type == OptionType.Radius)
        {
            return option.Default + "/255";
        }

        return option.Unit.Length > 0 ? $"{option.Default} {option.Unit}" : $"{option.Default}";
    }

    /// <summary>The values that it takes.</summary>
    public static string Range(OptionInfo option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Type switch
        {
            OptionType.Choice => string.Join(" | ", option.Choices),
            OptionType.Flag => "true | false",
            OptionType.Text => "text",
            _ => (double.IsFinite(option.Min), double.IsFinite(option.Max)) switch
            {
                (true, true) => $"{Number(option.Min)} … {Number(option.Max)}",
                (true, false) => $"≥ {Number(option.Min)}",
                (false, true) => $"≤ {Number(option.Max)}",
                _ => "any number",
            },
        };
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
