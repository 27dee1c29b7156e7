using System.Globalization;

namespace PluginHost.Loading.Metadata;

/// <summary>A plugin's own version: three numbers and perhaps a label, such as <c>1.2.0</c> or <c>1.2.0-beta</c>.</summary>
internal readonly record struct PluginVersion(int Major, int Minor, int Patch, string Label) : IComparable<PluginVersion>
{
    public static PluginVersion? Parse(string text)
    {
        string[] halves = text.Split('-', 2);
        string[] numbers = halves[0].Split('.');
        return numbers.Length == 3 && Number(numbers[0]) is { } major && Number(numbers[1]) is { } minor && Number(numbers[2]) is { } patch
            && (halves.Length == 1 || halves[1].Length > 0)
            ? new PluginVersion(major, minor, patch, halves.Length == 2 ? halves[1] : "")
            : null;
    }

    /// <summary>A labelled version comes before the one without: 1.0.0-beta before 1.0.0.</summary>
    public int CompareTo(PluginVersion other)
    {
        int numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return numbers != 0 ? numbers
            : (Label.Length == 0, other.Label.Length == 0) switch
            {
                (true, false) => 1,
                (false, true) => -1,
                _ => string.CompareOrdinal(Label, other.Label),
            };
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
