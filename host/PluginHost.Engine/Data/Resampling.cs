namespace PluginHost.Engine.Data;

/// <summary>
/// Bilinear resizing with antialiasing, as image libraries such as Pillow define it: a triangle filter that grows with
/// the reduction, first across and then down, weights in fixed point, rounded to bytes after each pass. Integers decide
/// every byte, so all machines agree.
/// </summary>
internal static class Resampling
{
    private const int FractionBits = 22;

    /// <summary>Resizes an image of three bytes a pixel.</summary>
    public static byte[] Resize(byte[] rgb, int width, int height, int newWidth, int newHeight)
    {
        var across = Taps.Of(width, newWidth);
        var down = Taps.Of(height, newHeight);
        var middle = new byte[newWidth * height * 3];
        for (int row = 0; row < height; row++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                Blend(rgb, (row * width) + across[x].First, 1, across[x].Weights, middle, (row * newWidth) + x);
            }
        }

        var resized = new byte[newWidth * newHeight * 3];
        for (int y = 0; y < newHeight; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                Blend(middle, (down[y].First * newWidth) + x, newWidth, down[y].Weights, resized, (y * newWidth) + x);
            }
        }

        return resized;
    }

    private static void Blend(byte[] from, int first, int stride, int[] weights, byte[] to, int pixel)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            int sum = 1 << (FractionBits - 1);
            for (int k = 0; k < weights.Length; k++)
            {
                sum += from[((first + (k * stride)) * 3) + channel] * weights[k];
            }

            to[(pixel * 3) + channel] = (byte)Math.Clamp(sum >> FractionBits, 0, 255);
        }
    }

    /// <summary>The source pixels of one target pixel, and their weights.</summary>
    private readonly record struct Taps(int First, int[] Weights)
    {
        public static Taps[] Of(int length, int newLength)
        {
            double scale = (double)length / newLength;
            double support = Math.Max(scale, 1);
            var taps = new Taps[newLength];
            for (int i = 0; i < newLength; i++)
            {
                double centre = (i + 0.5) * scale;
                int first = Math.Max((int)(centre - support + 0.5), 0);
                int last = Math.Min((int)(centre + support + 0.5), length);
                var weights = new double[last - first];
                for (int k = 0; k < weights.Length; k++)
                {
                    weights[k] = Math.Max(0, 1 - (Math.Abs(k + first - centre + 0.5) / support));
                }

                double sum = weights.Sum();
                taps[i] = new Taps(first, [.. weights.Select(w => (int)Math.Floor((w / sum * (1 << FractionBits)) + 0.5))]);
            }

            return taps;
        }
    }
}
