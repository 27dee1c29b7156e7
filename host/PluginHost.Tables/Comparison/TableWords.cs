using System.Text.Json;

namespace PluginHost.Tables.Comparison;

/// <summary>The choices of a table as they are written: <c>mean-std</c>, <c>lowest</c>.</summary>
public static class TableWords
{
    /// <summary>All of a kind.</summary>
    public static string[] Of<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>One.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What a word means.</summary>
    /// <exception cref="FormatException">It means nothing; the nearest word is told.</exception>
    public static T One<T>(string what, string word)
        where T : struct, Enum => Array.IndexOf(Of<T>(), word) is >= 0 and var at
        ? Enum.GetValues<T>()[at]
        : throw new FormatException($"{what} has no '{word}'{Nearest.Hint(word, Of<T>())}; it is one of {string.Join(", ", Of<T>())}");
}
