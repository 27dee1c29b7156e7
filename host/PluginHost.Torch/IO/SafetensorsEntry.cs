namespace PluginHost.Torch.IO;

/// <summary>Where one tensor lies in a safetensors file.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="DType">Element type.</param>
/// <param name="Shape">Sizes; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">First byte after the tensor.</param>
public sealed record SafetensorsEntry(string Name, ScalarType DType, IReadOnlyList<long> Shape, long Begin, long End);
