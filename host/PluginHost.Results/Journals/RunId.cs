using System.Globalization;
using System.Security.Cryptography;

namespace PluginHost.Results;

/// <summary>Names of runs: unique, and sorted by name they are sorted by time.</summary>
public static class RunId
{
    /// <summary>A new name, such as <c>20260131T120000-3f9a2c</c> (UTC).</summary>
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        string moment = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        return $"{moment}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
    }
}
