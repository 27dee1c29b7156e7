namespace PluginHost.Loading.Metadata;

/// <summary>A plugin cannot be used; it alone is left out.</summary>
/// <param name="reason">What is wrong, without the file.</param>
/// <param name="mend">What to do about it.</param>
/// <param name="inner">What was thrown below, if anything.</param>
internal sealed class PluginLoadException(string reason, string mend, Exception? inner = null) : Exception($"{reason}; {mend}", inner)
{
    public string Reason { get; } = reason;

    public string Mend { get; } = mend;
}
