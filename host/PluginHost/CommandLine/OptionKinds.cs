using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PluginHost.CommandLine;

/// <summary>Options whose errors say what was given and what would be right.</summary>
internal static class OptionKinds
{
    public static Option<bool> Switch(string name, string help) => new(name) { Description = help };

    public static Option<string?> Text(string name, string helpName, string help) =>
        new(name) { HelpName = helpName, Description = help };

    public static Option<string[]> Texts(string name, string helpName, string help) =>
        new(name) { HelpName = helpName, Description = help, DefaultValueFactory = _ => [] };

    /// <summary>One of a few words.</summary>
    public static Option<string?> Choice(string name, string help, string[] choices, string? byDefault = null)
    {
        var option = new Option<string?>(name)
        {
            HelpName = string.Join('|', choices),
            Description = help,
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                if (!choices.Contains(given))
                {
                    result.AddError($"{name} takes {Listed(choices)}, not '{given}'{Nearest.Hint(given, choices)}");
                }

                return given;
            },
        };
        if (byDefault is not null)
        {
            option.DefaultValueFactory = _ => byDefault;
        }

        return option;
    }

    /// <summary>A whole number that is at least <paramref name="min"/>.</summary>
    public static Option<int?> WholeNumber(string name, string helpName, string help, int min) => new(name)
    {
        HelpName = helpName,
        Description = help,
        CustomParser = result => Parse(result, name, min),
    };

    /// <summary>A time, such as <c>90s</c>, <c>30m</c> or <c>2h</c>.</summary>
    public static Option<TimeSpan?> Duration(string name, string helpName, string help) => new(name)
    {
        HelpName = helpName,
        Description = help,
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            double unit = given.LastOrDefault() switch
            {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                _ => 0,
            };
            bool isNumber = double.TryParse(
                given.AsSpan(0, Math.Max(0, given.Length - 1)), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out double number);
            if (isNumber && unit > 0 && number > 0 && number * unit <= TimeSpan.FromDays(365).TotalSeconds)
            {
                return TimeSpan.FromSeconds(number * unit);
            }

            result.AddError($"{name} takes a time such as 90s, 30m or 2h, not '{given}'");
            return null;
        },
    };

    private static int? Parse(ArgumentResult result, string name, int min)
    {
        string given = result.Tokens[0].Value;
        if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= min)
        {
            return value;
        }

        result.AddError($"{name} takes a whole number of at least {min}, not '{given}'");
        return null;
    }

    private static string Listed(string[] words) => string.Join(", ", words[..^1]) + " or " + words[^1];
}
