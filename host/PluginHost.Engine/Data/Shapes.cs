namespace PluginHost.Engine.Data;

/// <summary>
/// The program's own data set: ten classes of shapes of random colour, place, size and angle on a textured background.
/// Image i of a split depends on the settings, the split and i alone, so the first images are the same however many are
/// asked for; its class is i mod 10. Only +, −, ×, ÷ and square roots of doubles are used, which every machine rounds
/// alike, so the bytes are the same everywhere.
/// </summary>
internal static class Shapes
{
    public const string Summary = "ten classes of textured shapes, made by the program from a seed";
    public const int Classes = 10;
    public const int DefaultTrainImages = 4_000;
    public const int DefaultTestImages = 2_000;
    public const int MostImages = 50_000;

    private const ulong Seed = 20_210_000;
    private const int Side = 32;
    private const int TextureCell = 4;

    public static ImageShape Shape { get; } = new(3, Side, Side);

    /// <summary>Makes both splits; null asks for the default number of images.</summary>
    public static (RawImages Train, RawImages Test) Make(ShapesSettings settings, int? train, int? test) =>
    (
        Split(settings, 0, RawImages.Wanted("shapes", "training", MostImages, train ?? DefaultTrainImages)),
        Split(settings, 1, RawImages.Wanted("shapes", "test", MostImages, test ?? DefaultTestImages))
    );

    private static RawImages Split(ShapesSettings settings, int split, int count)
    {
        var pixels = new byte[count * Shape.Size];
        var labels = new int[count];
        Parallel.For(0, count, i =>
        {
            labels[i] = i % Classes;
            var random = SplitMix64.For(Seed, ((ulong)split << 32) | (uint)i);
            Draw(settings, labels[i], ref random, pixels.AsSpan(i * Shape.Size, Shape.Size));
        });
        return new RawImages(pixels, labels, Shape, Classes);
    }

    private static void Draw(ShapesSettings settings, int label, ref SplitMix64 random, Span<byte> pixels)
    {
        double x = (Side / 2) + random.Uniform(-settings.Place, settings.Place);
        double y = (Side / 2) + random.Uniform(-settings.Place, settings.Place);
        double radius = settings.Size + random.Uniform(-settings.SizeJitter, settings.SizeJitter);
        var (cos, sin) = CosSin(Math.PI * random.Uniform(0, settings.Turn));
        Span<double> colour = stackalloc double[3];
        Span<double> background = stackalloc double[3];
        Fill(colour, 1, ref random);
        Fill(background, settings.Background, ref random);
        double strongest = Math.Max(Math.Abs(colour[0]), Math.Max(Math.Abs(colour[1]), Math.Abs(colour[2])));

        Span<bool> inside = stackalloc bool[Side * Side];
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                double dx = column - x;
                double dy = row - y;
                inside[(row * Side) + column] = Contains(label, (dx * cos) + (dy * sin), (dy * cos) - (dx * sin), radius);
            }
        }

        const int Cells = Side / TextureCell;
        Span<double> texture = stackalloc double[Cells * Cells];
        for (int channel = 0; channel < 3; channel++)
        {
            foreach (ref double cell in texture)
            {
                cell = settings.Texture * random.Normal();
            }

            var plane = pixels.Slice(channel * Side * Side, Side * Side);
            double shape = settings.Contrast * colour[channel] / strongest;
            for (int i = 0; i < plane.Length; i++)
            {
                double value = 0.5 + background[channel] + texture[(i / Side / TextureCell * Cells) + (i % Side / TextureCell)]
                    + (inside[i] ? shape : 0);
                plane[i] = (byte)Math.Floor((Math.Clamp(value, 0, 1) * 255) + 0.5);
            }
        }
    }

    /// <summary>Whether a point belongs to a shape, in the shape's own axes (u, v) about its centre.</summary>
    private static bool Contains(int label, double u, double v, double radius)
    {
        double a = Math.Abs(u) / radius;
        double b = Math.Abs(v) / radius;
        double distance = Math.Sqrt((u * u) + (v * v));
        bool disc = distance < radius;
        return label switch
        {
            0 => disc,
            1 => a < 0.85 && b < 0.85, // square
            2 => disc && distance > 0.6 * radius, // ring
            3 => a < 1 && b < 0.3, // bar
            4 => disc && (a < 0.28 || b < 0.28), // cross
            5 => v > -0.6 * radius && v < (0.9 - (1.5 * a)) * radius, // triangle
            6 => disc && Stripe(u, 3.9), // striped disc
            7 => disc && Stripe(distance, 3.5), // target
            8 => disc && (Stripe(u, 4.8) ^ Stripe(v, 4.8)), // chequered disc
            _ => Math.Abs(a - 0.6) < 0.25 && b < 1, // two bars
        };
    }

    /// <summary>Whether x lies in the first half of its period (in pixels).</summary>
    private static bool Stripe(double x, double period)
    {
        double periods = x / period;
        return periods - Math.Floor(periods) < 0.5;
    }

    private static void Fill(Span<double> channels, double most, ref SplitMix64 random)
    {
        foreach (ref double value in channels)
        {
            value = random.Uniform(-most, most);
        }
    }

    /// <summary>Power series, exact to 1e-13 up to a half turn; the C library's functions differ between platforms.</summary>
    private static (double Cos, double Sin) CosSin(double angle)
    {
        double cos = 0;
        double sin = 0;
        double term = 1;
        for (int n = 0; n < 28; n += 2)
        {
            cos += term;
            term *= angle / (n + 1);
            sin += term;
            term *= -angle / (n + 2);
        }

        return (cos, sin);
    }
}
