using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles;

/// <summary>Noise or images in one array, (N, C, H, W) or (N, H, W, C): told apart by the sizes.</summary>
internal sealed class ArrayImages : ImageValues
{
    private const int MostChannels = 4, LargestSide = 1 << 14;
    private readonly StoredArray _array;
    private readonly bool _channelsLast;
    private float[] _turned = [];

    private ArrayImages(StoredArray array, ImageShape? expected)
    {
        _array = array;
        if (array.Shape is not [>= 1 and <= int.MaxValue and var count, >= 1 and <= LargestSide and var a, >= 1 and <= LargestSide and var b, >= 1 and <= LargestSide and var c])
        {
            throw Wrong("images are wanted as (N, C, H, W) or (N, H, W, C), all sizes at least 1");
        }

        var first = new ImageShape((int)a, (int)b, (int)c);
        var last = new ImageShape((int)c, (int)a, (int)b);
        // By what is expected; else by which end has a number of channels.
        _channelsLast = first != expected && (last == expected || (a > MostChannels && c <= MostChannels));
        Shape = _channelsLast ? last : first;
        Count = (int)count;
        if (Shape.Channels > MostChannels)
        {
            throw Wrong($"neither end has 1 to {MostChannels} channels; write it as (N, C, H, W)");
        }
    }

    public override string Format =>
        $"{_array.Format}, {_array.TypeName} ({string.Join(", ", _array.Shape)}), {(_channelsLast ? "channels last (N, H, W, C)" : "channels first (N, C, H, W)")}";

    public override int Count { get; }

    public override ImageShape Shape { get; }

    public override bool AreBytes => _array.DType == ScalarType.Byte;

    public override bool AreFractional => is_floating_point(_array.DType);

    public override IReadOnlyDictionary<string, string> Metadata => _array.Metadata;

    public static ArrayImages Open(string path, ImageShape? expected)
    {
        var array = StoredArray.Open(path);
        try
        {
            return new ArrayImages(array, expected);
        }
        catch
        {
            array.Dispose();
            throw;
        }
    }

    public override void Read(int first, Span<float> values)
    {
        long start = (long)first * Shape.Size;
        if (!_channelsLast)
        {
            _array.Read(start, values);
            return;
        }

        if (_turned.Length < values.Length)
        {
            _turned = new float[values.Length];
        }

        _array.Read(start, _turned.AsSpan(0, values.Length));
        int area = Shape.Height * Shape.Width;
        for (int image = 0; image < values.Length; image += Shape.Size)
        {
            for (int pixel = 0; pixel < area; pixel++)
            {
                for (int channel = 0; channel < Shape.Channels; channel++)
                {
                    values[image + (channel * area) + pixel] = _turned[image + (pixel * Shape.Channels) + channel];
                }
            }
        }
    }

    public override void Dispose()
    {
        _array.Dispose();
        base.Dispose();
    }

    private NoiseFileException Wrong(string what) =>
        new($"{_array.Path} holds {_array.TypeName} ({string.Join(", ", _array.Shape)}): {what}");
}
