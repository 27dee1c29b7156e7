namespace PluginHost.Loading.Installing;

/// <summary>A plugin cannot be installed or removed; everything is as it was.</summary>
/// <param name="message">What, where and how to mend it, in one line.</param>
/// <param name="inner">What was thrown below, if anything.</param>
public sealed class PluginInstallException(string message, Exception? inner = null) : Exception(message, inner);
