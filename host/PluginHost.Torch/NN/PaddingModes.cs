namespace PluginHost.Torch;

public static partial class torch
{
    /// <summary>What the pixels beyond the border of an image hold.</summary>
    public enum PaddingModes
    {
        /// <summary>Zeros.</summary>
        Zeros = 0,

        /// <summary>The image mirrored at the border pixel, which is not repeated.</summary>
        Reflect = 1,

        /// <summary>The nearest border pixel.</summary>
        Replicate = 2,

        /// <summary>The image's other side.</summary>
        Circular = 3,

        /// <summary>One given value.</summary>
        Constant = 4,
    }
}
