using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles.Sheets;

/// <summary>A grid of images of one size with captions, drawn as PNG: columns have heads, rows have names.</summary>
/// <param name="columns">The heads of the columns.</param>
/// <param name="shape">The shape of every image.</param>
/// <param name="scale">How many dots wide and high a pixel becomes, at least 1.</param>
public sealed class ImageSheet(IReadOnlyList<string> columns, ImageShape shape, int scale)
{
    private const int Gap = 4, TextScale = 2, LargestSide = 1 << 15;
    private readonly List<(string Name, byte[]?[] Images)> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="name">Drawn on its left.</param>
    /// <param name="images">Channel planes, one image a column; null leaves a place empty.</param>
    public void Add(string name, params byte[]?[] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Length != columns.Count || images.Any(image => image is not null && image.Length != shape.Size))
        {
            throw new ArgumentException($"a row has {columns.Count} images of {shape}", nameof(images));
        }

        _rows.Add((name, images));
    }

    /// <summary>Draws the sheet.</summary>
    /// <exception cref="NoiseFileException">It would be too large, or the file cannot be written.</exception>
    public void Write(string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        int line = (PixelFont.Height * TextScale) + Gap;
        int left = _rows.Select(row => TextWidth(row.Name)).DefaultIfEmpty(0).Max() + Gap;
        int cellWidth = shape.Width * scale, cellHeight = shape.Height * scale;
        // A column is as wide as its head, so that no head is cut.
        int[] widths = [.. columns.Select(head => Math.Max(cellWidth, TextWidth(head)) + Gap)];
        long width = left + widths.Sum(w => (long)w), height = line + Gap + (_rows.Count * (long)(cellHeight + Gap));
        if (width > LargestSide || height > LargestSide)
        {
            throw new NoiseFileException($"the sheet would be {width} × {height} dots; take fewer images or a smaller --scale");
        }

        var canvas = new Canvas((int)width, (int)height);
        for (int column = 0, x = left; column < columns.Count; x += widths[column++])
        {
            canvas.Text(columns[column], x, Gap);
            for (int row = 0; row < _rows.Count; row++)
            {
                int y = line + Gap + (row * (cellHeight + Gap));
                canvas.Text(column == 0 ? _rows[row].Name : "", 0, y + ((cellHeight - (PixelFont.Height * TextScale)) / 2));
                canvas.Image(_rows[row].Images[column], shape, x, y, scale);
            }
        }

        PngFile.Write(path, canvas.Rgb, canvas.Width, canvas.Height);
    }

    private static int TextWidth(string text) => text.Length * PixelFont.Advance * TextScale;

    private sealed class Canvas
    {
        public Canvas(int width, int height)
        {
            (Width, Height, Rgb) = (width, height, new byte[3L * width * height]);
            Array.Fill(Rgb, byte.MaxValue);
        }

        public int Width { get; }

        public int Height { get; }

        public byte[] Rgb { get; }

        public void Text(string text, int left, int top)
        {
            foreach (var (x, y) in PixelFont.Dots(text))
            {
                Square(left + (x * TextScale), top + (y * TextScale), TextScale, [0, 0, 0]);
            }
        }

        public void Image(byte[]? planes, ImageShape shape, int left, int top, int scale)
        {
            if (planes is null)
            {
                return;
            }

            byte[] rgb = PngFile.Interleaved(planes, shape);
            for (int y = 0; y < shape.Height; y++)
            {
                for (int x = 0; x < shape.Width; x++)
                {
                    Square(left + (x * scale), top + (y * scale), scale, rgb.AsSpan(3 * ((y * shape.Width) + x), 3));
                }
            }
        }

        private void Square(int left, int top, int side, ReadOnlySpan<byte> colour)
        {
            for (int y = top; y < Math.Min(top + side, Height); y++)
            {
                for (int x = left; x < Math.Min(left + side, Width); x++)
                {
                    colour.CopyTo(Rgb.AsSpan(3 * ((y * Width) + x)));
                }
            }
        }
    }
}
