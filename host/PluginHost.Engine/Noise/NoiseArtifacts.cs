using System.Security.Cryptography;
using System.Text.Json;
using PluginHost.Torch.IO;

namespace PluginHost.Engine;

/// <summary>A noise set on the disk.</summary>
/// <param name="Noise">Its values.</param>
/// <param name="Sha256">The hash of its file.</param>
/// <param name="Seconds">How long making it took.</param>
public sealed record NoiseArtifact(MemoryNoise Noise, string Sha256, double Seconds);

/// <summary>
/// Finished noise sets by content key: KEY.npy (int8, N × C × H × W, grey levels) with KEY.json beside it, which says
/// what made it. A file whose hash is not the recorded one is made again, with a notice.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="notice">Told in one line when a damaged file is set aside.</param>
public sealed class NoiseArtifacts(string folder, Action<string> notice)
{
    private static readonly JsonSerializerOptions Readable = new(ContentKey.Json) { WriteIndented = true };

    private sealed record Card(string Key, string Sha256, double Seconds, DataSpec Data, NoiseSpec Noise, int Seed, DateTimeOffset Made);

    /// <summary>Whether a noise set is there (its hash is checked when it is read).</summary>
    public bool Has(ContentKey key) => File.Exists(CardFile(key)) && File.Exists(FileOf(key));

    /// <summary>The path of a noise set's file.</summary>
    public string FileOf(ContentKey key) => Path.Combine(folder, key.Hash + ".npy");

    /// <summary>Reads a noise set; null when it is not there or damaged.</summary>
    public NoiseArtifact? Find(ContentKey key)
    {
        if (!Has(key))
        {
            return null;
        }

        string file = FileOf(key);
        try
        {
            var card = JsonSerializer.Deserialize<Card>(File.ReadAllBytes(CardFile(key)), Readable);
            string hash = HashOf(file);
            if (card?.Sha256 == hash)
            {
                using var values = Npy.Load(file);
                long[] shape = values.shape;
                return new NoiseArtifact(
                    new MemoryNoise(values.data<sbyte>().ToArray(), (int)shape[0], new ImageShape((int)shape[1], (int)shape[2], (int)shape[3])),
                    hash, card.Seconds);
            }
        }
        catch (Exception damage) when (damage is JsonException or InvalidDataException)
        {
            // Told below: the same notice as for a wrong hash.
        }

        notice($"noise {key.Short}: {file} is not the file that was recorded; it is made again");
        return null;
    }

    /// <summary>Keeps a finished noise set.</summary>
    public NoiseArtifact Keep(ContentKey key, MemoryNoise noise, double seconds, CellSpec spec, DateTimeOffset made)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(spec);
        Directory.CreateDirectory(folder);
        string file = FileOf(key);
        using (var values = tensor(noise.Levels.ToArray(), [noise.Count, noise.Shape.Channels, noise.Shape.Height, noise.Shape.Width]))
        {
            Npy.Save(file, values);
        }

        string hash = HashOf(file);
        var card = new Card(key.Hash, hash, seconds, spec.Data, spec.Noise ?? throw new ArgumentException("a clean cell has no noise", nameof(spec)), spec.Seed, made);
        string partial = CardFile(key) + ".partial";
        File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(card, Readable));
        File.Move(partial, CardFile(key), overwrite: true);
        return new NoiseArtifact(noise, hash, seconds);
    }

    private string CardFile(ContentKey key) => Path.Combine(folder, key.Hash + ".json");

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
