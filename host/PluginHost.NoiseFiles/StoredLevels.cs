using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles;

/// <summary>Noise as the store and our own files keep it: int8 grey levels, N × C × H × W.</summary>
public sealed class StoredLevels : NoiseLevels
{
    private const long MostChannels = 4, MostPixels = 1 << 14;

    private readonly StoredArray _array;
    private float[] _read = [];

    private StoredLevels(StoredArray array, int count, ImageShape shape) => (_array, Count, Shape) = (array, count, shape);

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override ImageShape Shape { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="NoiseFileException">It is not there, damaged, or in another form: import it then.</exception>
    public static StoredLevels Open(string path)
    {
        var array = StoredArray.Open(path);
        try
        {
            bool isNoise = array.Type.Scalar == ScalarType.Int8 && array.Shape is
                [>= 1 and <= int.MaxValue, >= 1 and <= MostChannels, >= 1 and <= MostPixels, >= 1 and <= MostPixels];
            return isNoise
                ? new StoredLevels(
                    array, (int)array.Shape[0],
                    new ImageShape((int)array.Shape[1], (int)array.Shape[2], (int)array.Shape[3]))
                : throw new NoiseFileException(
                    $"{path} holds {array.Content}; int8 (N, C, H, W) is wanted: `noise import` converts it");
        }
        catch
        {
            array.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Read(int first, Span<sbyte> levels)
    {
        if (_read.Length < levels.Length)
        {
            _read = new float[levels.Length];
        }

        _array.Read((long)first * Shape.Size, _read.AsSpan(0, levels.Length));
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = (sbyte)_read[i];
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _array.Dispose();
        }

        base.Dispose(disposing);
    }
}
