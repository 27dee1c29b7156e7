using System.Globalization;
using System.Security.Cryptography;

namespace PluginHost.Store.Journals;

/// <summary>Names of runs: unique, and sorted by name they are sorted by time.</summary>
public static class RunId
{
    private const int LongestName = 100;

    /// <summary>A new name, such as <c>20260131T120000-3f9a2c</c> (UTC).</summary>
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        string moment = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        return $"{moment}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
    }

    /// <summary>Whether a text can be the name of a run or the key of a cell: files are called by them.</summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text[0] != '.'
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>The short name of a run: the digits after the moment.</summary>
    public static string Short(string run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run[(run.LastIndexOf('-') + 1)..] is { Length: > 0 and < 12 } last ? last : run;
    }
}
