using PluginHost.Engine.Data;
using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Noise;

/// <summary>A noise set on the disk.</summary>
/// <param name="Noise">Its values.</param>
/// <param name="Sha256">The hash of its file.</param>
/// <param name="Seconds">How long making it took.</param>
public sealed record NoiseArtifact(StoredNoise Noise, string Sha256, double Seconds) : IDisposable
{
    /// <summary>Closes the file of mapped noise.</summary>
    public void Dispose() => (Noise as IDisposable)?.Dispose();
}

/// <summary>
/// Finished noise sets by content key: KEY.npy (int8, N × C × H × W, grey levels) with KEY.json beside it, which says
/// what made it. A file whose hash is not the recorded one is made again, with a notice.
/// </summary>
/// <param name="store">The store that they lie in.</param>
/// <param name="notice">Told in one line when a damaged file is set aside.</param>
/// <param name="mapFrom">Noise of at least so many bytes stays in its file; smaller noise is read into memory.</param>
public sealed class NoiseArtifacts(StoreLayout store, Action<string> notice, long mapFrom = MappedFile.LargeBytes)
{
    private readonly Dictionary<string, ((long, DateTime) State, string Hash)> _hashes = [];

    /// <summary>Whether a noise set is there (its hash is checked when it is read).</summary>
    public bool Has(ContentKey key) => File.Exists(CardFile(key)) && File.Exists(FileOf(key));

    /// <summary>The path of a noise set's file.</summary>
    public string FileOf(ContentKey key) => Path.Combine(store.Noise, key.Hash + ".npy");

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
            var card = NoiseCard.Read(CardFile(key));
            string hash = HashOf(file);
            if (card.Sha256 == hash)
            {
                return new NoiseArtifact(Open(file), hash, card.Seconds);
            }
        }
        catch (InvalidDataException damage)
        {
            notice($"noise {key.Short}: {damage.Message.TrimEnd('.')}; it is made again");
            return null;
        }

        notice($"noise {key.Short}: {file} is not the file that was recorded; it is made again");
        return null;
    }

    /// <summary>Zero noise to be made: in memory, or in a file when it is large.</summary>
    /// <param name="key">What it will be found by.</param>
    /// <param name="count">How many images.</param>
    /// <param name="shape">The shape of one.</param>
    /// <param name="resume">Whether a checkpoint of it is there to be gone on from.</param>
    /// <exception cref="EngineException">The file cannot be made or gone on with.</exception>
    /// <exception cref="IOException">The store is not there, or its folder cannot be made.</exception>
    public StoredNoise Begin(ContentKey key, int count, ImageShape shape, bool resume)
    {
        if ((long)count * shape.Size < mapFrom)
        {
            return new MemoryNoise(count, shape);
        }

        store.Make(store.Noise);
        return MappedNoise.Make(PartialOf(key), count, shape, resume);
    }

    /// <summary>Deletes what is left of a noise set's making, where its process was killed at the very end.</summary>
    public void DeleteMaking(ContentKey key) => File.Delete(MappedNoise.SecondOf(PartialOf(key)));

    /// <summary>Keeps a finished noise set. Noise that was made in a file is closed, and opened anew in its place.</summary>
    public NoiseArtifact Keep(ContentKey key, StoredNoise noise, double seconds, CellSpec spec, DateTimeOffset made)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(spec);
        store.Make(store.Noise);
        string partial = PartialOf(key);
        switch (noise)
        {
            case MappedNoise mapped:
                mapped.Finish();
                mapped.Dispose();
                break;
            case MemoryNoise memory:
                using (var values = TensorData.from_span(memory.Levels, [noise.Count, noise.Shape.Channels, noise.Shape.Height, noise.Shape.Width]))
                {
                    Npy.Save(partial, values);
                }

                break;
        }

        // The card first: a process that ends between the two finds noise that is still in the making.
        string hash = HashOf(partial);
        var noiseSpec = spec.Noise ?? throw new ArgumentException("a clean cell has no noise", nameof(spec));
        new NoiseCard(key.Hash, hash, seconds, spec.Data, noiseSpec, spec.Seed, made).Write(CardFile(key));
        string file = FileOf(key);
        File.Move(partial, file, overwrite: true);
        File.Delete(MappedNoise.SecondOf(partial));
        return new NoiseArtifact(noise is MappedNoise ? MappedNoise.Open(file) : noise, hash, seconds);
    }

    private StoredNoise Open(string file)
    {
        if (new FileInfo(file).Length >= mapFrom)
        {
            return MappedNoise.Open(file);
        }

        using var values = Npy.Load(file);
        if (values.shape is not [var count, var channels, var height, var width] || values.dtype != ScalarType.Int8)
        {
            throw new InvalidDataException($"{file} does not hold noise: int8 (N, C, H, W) is wanted");
        }

        sbyte[] levels = new sbyte[values.numel()];
        values.CopyTo(levels.AsSpan());
        return new MemoryNoise(levels, (int)count, new ImageShape((int)channels, (int)height, (int)width));
    }

    private string PartialOf(ContentKey key) => FileOf(key) + ".partial";

    private string CardFile(ContentKey key) => Path.Combine(store.Noise, key.Hash + ".json");

    /// <summary>The hash of a file. A large one is read once for all cells of a run that use it, unless it changes.</summary>
    private string HashOf(string file)
    {
        var info = new FileInfo(file);
        var state = (info.Length, info.LastWriteTimeUtc);
        if (_hashes.TryGetValue(file, out var known) && known.State == state)
        {
            return known.Hash;
        }

        string hash = ContentHash.OfFile(file);
        if (info.Length >= mapFrom)
        {
            _hashes[file] = (state, hash);
        }

        return hash;
    }
}
