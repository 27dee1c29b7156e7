using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PluginHost.StepBenchmark;

/// <summary>A hash over the bytes of tensors, and their first values, which show how far apart results are.</summary>
internal static class TensorHash
{
    private const int Shown = 3;

    /// <summary>For example <c>5f70bf18… -0.0123 0.5 1</c>.</summary>
    /// <param name="tensors">float32; hashed one after another, each row-major whatever its memory layout.</param>
    public static string Of(params IEnumerable<Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var first = new List<float>();
        foreach (var tensor in tensors)
        {
            using var scope = NewDisposeScope();
            float[] values = tensor.detach().contiguous().data<float>().ToArray();
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
            first.AddRange(values.Take(Shown - first.Count));
        }

        // Nine digits tell any two float32 values apart.
        var texts = first.Select(value => value.ToString("G9", CultureInfo.InvariantCulture));
        return $"{Convert.ToHexStringLower(hash.GetHashAndReset())} {string.Join(' ', texts)}";
    }
}
