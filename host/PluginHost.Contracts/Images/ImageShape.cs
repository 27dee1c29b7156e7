namespace PluginHost.Contracts;

/// <summary>The shape (C, H, W) of one image.</summary>
/// <param name="Channels">C, 3 for colour.</param>
/// <param name="Height">H, in pixels.</param>
/// <param name="Width">W, in pixels.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>How many values an image has.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>For example <c>3×32×32</c>.</summary>
    public override string ToString() => $"{Channels}×{Height}×{Width}";
}
