using PluginHost.Engine.Noise;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>Noise that lies in memory, as levels.</summary>
internal sealed class InMemoryNoise(MemoryNoise noise) : NoiseLevels
{
    public override int Count => noise.Count;

    public override ImageShape Shape => noise.Shape;

    public override void Read(int first, Span<sbyte> levels) =>
        noise.Levels.Slice(first * Shape.Size, levels.Length).CopyTo(levels);
}
