namespace PluginHost.Engine.Noise;

/// <summary>
/// Noise in the making is not what was written: its checkpoint cannot be resumed from, and it is made anew.
/// </summary>
/// <param name="file">The file that it is made in.</param>
/// <param name="inner">What was wrong with it, where that is known.</param>
internal sealed class DamagedNoiseException(string file, Exception? inner = null)
    : Exception($"the noise in the making, {file}, is not what was written", inner);
