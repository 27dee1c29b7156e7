using PluginHost.Engine.Arrays;
using PluginHost.Torch.IO;

namespace PluginHost.NoiseFiles;

/// <summary>Noise or images in one array, (N, C, H, W) or (N, H, W, C): told apart by the sizes.</summary>
internal sealed class ArrayImages : ImageValues
{
    private const int MostChannels = 4, LargestSide = 1 << 14, MostLabels = 1000;
    private readonly StoredArray _array;
    private readonly bool _channelsLast;
    private float[] _turned = [];

    private ArrayImages(StoredArray array, ImageShape? expected)
    {
        _array = array;
        RequireNumbers();
        if (array.Shape is not [>= 1 and <= int.MaxValue and var count, >= 1 and <= LargestSide and var a, >= 1 and <= LargestSide and var b, >= 1 and <= LargestSide and var c])
        {
            throw Wrong("images are wanted as (N, C, H, W) or (N, H, W, C), all sizes at least 1" + Hint());
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

    /// <summary>Numbers of more than a byte without a sign are neither noise nor pixels.</summary>
    private void RequireNumbers()
    {
        if (_array.Type is { Kind: NumberKind.Unsigned, Size: > 1 })
        {
            string name = System.IO.Path.GetFileName(_array.Path), stem = System.IO.Path.GetFileNameWithoutExtension(name);
            throw Wrong(
                $"noise has a sign, and pixels are bytes. Where all are 0 to 255 (128 for no noise, or pixels), "
                    + "write bytes: "
                + $"numpy.save('{stem}-uint8.npy', numpy.load('{name}').astype('uint8')); where the sign was lost, "
                    + "astype('int16')");
        }

        if (_array.Type.Kind == NumberKind.Bool)
        {
            throw Wrong("truth values are neither noise nor pixels; is it a mask?");
        }
    }

    private string Hint() => _array.Shape.Count switch
    {
        1 => "; one number an image looks like labels: --labels takes them",
        2 when _array.Shape[1] <= MostLabels => "; so few numbers an image look like one-hot labels: --labels takes "
            + "them",
        2 => "; the pixels of an image are in one row: reshape them",
        3 => "; one image alone, or grey ones without their channel: add the dimension that lacks",
        _ => "",
    };

    public override string Format =>
        $"{_array.Format}, {_array.Content}, "
            + $"{(_channelsLast ? "channels last (N, H, W, C)" : "channels first (N, C, H, W)")}";

    public override int Count { get; }

    public override ImageShape Shape { get; }

    public override bool AreBytes => _array.Type.Scalar == ScalarType.Byte;

    public override bool AreFractional => _array.Type.IsFloat;

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
        new($"{_array.Path} holds {_array.Content}: {what}");
}
