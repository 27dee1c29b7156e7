using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>How a text or bytes are written in a pickle.</summary>
internal enum PickledForm
{
    /// <summary>The bytes themselves.</summary>
    Bytes,

    /// <summary>A text in UTF-8.</summary>
    Utf8,

    /// <summary>A line of Latin-1 in which other characters are <c>\uXXXX</c>.</summary>
    RawEscape,

    /// <summary>The inside of a quoted text of Python, with <c>\n</c>, <c>\x00</c> and the like.</summary>
    Quoted,
}

/// <summary>
/// A text or bytes in the file; read only where their meaning is needed, as they may be the whole array.
/// </summary>
internal sealed record PickledText(long Offset, long Length, PickledForm Form)
{
    /// <summary>What it says, once it was read as a short text.</summary>
    public string? Known { get; set; }
}

/// <summary>The name of something that the pickle wants to call.</summary>
internal sealed record PickledGlobal(string Name);

/// <summary>An element type.</summary>
/// <param name="Code">NumPy's code of it.</param>
/// <param name="Number">What it is; null for what is no plain number.</param>
internal sealed record PickledType(string Code, NumberType? Number);

/// <summary>Elements in another part of the file, as torch.save keeps them.</summary>
internal sealed record PickledStorage(string Key, NumberType? Type, long Count);

/// <summary>A finished array.</summary>
/// <param name="Type">The element type; null for Python objects.</param>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="Strides">How far elements are apart, in elements.</param>
/// <param name="Data">Bytes, a storage, or for Python objects the list of them.</param>
/// <param name="First">Which element of a storage is the first.</param>
internal sealed record PickledArray(
    NumberType? Type, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides, object? Data, long First = 0);

/// <summary>An array that is still without its content.</summary>
internal sealed record PickledShell;

/// <summary>A list.</summary>
internal sealed class PickledList
{
    public List<object?> Values { get; } = [];
}

/// <summary>A dictionary.</summary>
internal sealed class PickledDictionary
{
    public List<(object? Key, object? Value)> Items { get; } = [];
}
