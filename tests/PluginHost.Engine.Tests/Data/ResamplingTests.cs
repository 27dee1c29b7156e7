using System.Security.Cryptography;
using PluginHost.Engine.Data;

namespace PluginHost.Engine.Tests.Data;

public sealed class ResamplingTests
{
    [Theory]
    [InlineData(7, 5, 3, 2, "4b9f2b85be91b7f1cb23c13ac8c5606f44c7c20078ceb53f63fb8d3beea475a6")]
    [InlineData(64, 48, 32, 32, "553a0cc6a371e5fc09420ab6c7c0a836cc5bf06234fcfdf29dd24eb12cfe95b1")]
    [InlineData(5, 4, 9, 11, "e7febc82581d85b64ff67421c49acc01cfaa8070a06f1a15c43d96fb6ec1ea07")]
    [InlineData(33, 17, 32, 32, "2524476d8c480a2d642a1fe79e3dcb7a23e11535959542bf6eabb0a27778fd54")]
    public void A_resized_image_is_what_Pillow_makes(int width, int height, int newWidth, int newHeight, string sha256)
    {
        var rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            var (x, y, channel) = (i / 3 % width, i / 3 / width, i % 3);
            rgb[i] = (byte)((x * x * 7) + (y * 13) + (channel * 91) + (x * y));
        }

        var resized = Resampling.Resize(rgb, width, height, newWidth, newHeight);

        // Pillow 9.4.0, Image.resize with BILINEAR.
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(resized)));
    }

    [Fact]
    public void A_flat_image_stays_flat()
    {
        var flat = Enumerable.Repeat((byte)255, 50 * 40 * 3).ToArray();

        Assert.All(Resampling.Resize(flat, 50, 40, 7, 9), value => Assert.Equal(255, value));
    }
}
