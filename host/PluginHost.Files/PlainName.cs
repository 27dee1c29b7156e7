using System.Text;

namespace PluginHost.Files;

/// <summary>Names that people give and that files and folders are called by, on every system.</summary>
public static class PlainName
{
    /// <summary>What such a name is made of, for errors.</summary>
    public const string Rule =
        "letters, digits, spaces and - _ . , + = ( ), with a letter or digit first and no space or dot last";

    // File systems take 255; endings and numbers follow.
    private const int MostBytes = 200;

    /// <summary>Whether a text is one.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0
            && char.IsLetterOrDigit(text[0])
            && text[^1] is not (' ' or '.')
            && text.All(c => char.IsLetterOrDigit(c) || " -_.,+=()".Contains(c, StringComparison.Ordinal))
            && Encoding.UTF8.GetByteCount(text) <= MostBytes;
    }
}
