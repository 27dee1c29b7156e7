namespace PluginHost.Screens.Drawing;

/// <summary>Images of three bytes a pixel, made smaller by means and larger by repeating.</summary>
internal static class ScaledImage
{
    /// <summary>
    /// The same image in another size: each new pixel is the mean of those that come to lie on it, one at least.
    /// </summary>
    public static byte[] Of(byte[] rgb, int fromWidth, int fromHeight, int width, int height)
    {
        var scaled = new byte[3 * width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int top = Math.Min(y * fromHeight / height, fromHeight - 1);
                int bottom = Math.Max(top + 1, (y + 1) * fromHeight / height);
                int left = Math.Min(x * fromWidth / width, fromWidth - 1);
                int right = Math.Max(left + 1, (x + 1) * fromWidth / width);
                for (int channel = 0; channel < 3; channel++)
                {
                    int sum = 0;
                    for (int row = top; row < bottom; row++)
                    {
                        for (int column = left; column < right; column++)
                        {
                            sum += rgb[(3 * ((row * fromWidth) + column)) + channel];
                        }
                    }

                    scaled[(3 * ((y * width) + x)) + channel] = (byte)(sum / ((bottom - top) * (right - left)));
                }
            }
        }

        return scaled;
    }
}
