using PluginHost.NoiseFiles;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Images;

namespace PluginHost.Screens.Tests.Images;

public sealed class LoadedImagesTest : IDisposable
{
    private static readonly DataSpec Data = new("shapes", 30);

    private readonly TempFolder _folder = new();

    [Fact]
    public void All_noises_of_a_store_for_the_same_images_are_scaled_up_by_one_factor()
    {
        Import("strong", 16, 30);
        Import("weak", 4, 30);
        Import("short", 8, 10);
        File.WriteAllText(new NoiseSets(_folder["store"]).FileOf("broken"), "no noise");
        var places = new Places("/nowhere", _folder["store"], _folder["data"], null);
        var screen = Driven<ImagesScreen>.Open(new ImagesScreen(places), new Size(80, 21));

        Assert.Equal(["broken", "short", "strong", "weak"], screen.Screen.Shown.Select(noise => noise.Label));
        Assert.Contains("does not tell which images", screen.Screen.Problem, StringComparison.Ordinal);
        screen = screen.Call("down");
        Assert.Contains("10 of 3", screen.Screen.Problem, StringComparison.Ordinal);
        screen = screen.Call("down");
        Assert.Equal(7, screen.Screen.Images?.Factor);
        Assert.Equal(31, screen.Call("down").Screen.Images?.Factor);
        var all = screen.Call("all-noises").Screen.Images;
        Assert.Equal(7, all?.Factor);
        Assert.Equal([0, 24, 24], all?.Noises.Select(noise => noise.Images.Count));
        Assert.Equal([16, 4], all?.Noises.Skip(1).Select(noise => noise.Images[0].Largest));
        Assert.Contains("10 of", all?.Noises[0].Problem, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Import(string name, int radius, int count)
    {
        using var noise = new Stripes(radius, count);
        string file = new NoiseSets(_folder["store"]).FileOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        NoiseExport.Safetensors(file, noise, new NoiseOrigin(null, Data, "", $"by hand ({radius})", 0));
    }

    /// <summary>Noise that goes up and down by the radius.</summary>
    private sealed class Stripes(int radius, int count) : NoiseLevels
    {
        public override int Count => count;

        public override ImageShape Shape { get; } = new(3, 32, 32);

        public override void Read(int first, Span<sbyte> levels)
        {
            for (int i = 0; i < levels.Length; i++)
            {
                levels[i] = (sbyte)(i % 2 == 0 ? radius : -radius);
            }
        }
    }
}
