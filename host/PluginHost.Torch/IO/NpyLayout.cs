namespace PluginHost.Torch.IO;

/// <summary>What an npy file says of its array.</summary>
/// <param name="Type">The element type.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes of the dimensions; empty for a scalar.</param>
/// <param name="DataOffset">Where the elements begin in the file, in bytes.</param>
public sealed record NpyLayout(NumberType Type, bool FortranOrder, IReadOnlyList<long> Shape, long DataOffset);
