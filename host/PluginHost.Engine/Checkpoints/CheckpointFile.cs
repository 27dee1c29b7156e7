using System.Globalization;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Checkpoints;

/// <summary>
/// Saved progress in one safetensors file, written beside and renamed. It also keeps the time worked so far, so that
/// durations leave interruptions out.
/// </summary>
public sealed class CheckpointFile : ICheckpoint
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private readonly long _began;
    private double _earlierSeconds;
    private long _lastSave;
    private TimeSpan _interval = Shortest;

    /// <summary>Progress in a file; it need not exist.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="clock">Tells when it is time to save.</param>
    /// <param name="stop">When this asks to stop, it is time to save at once.</param>
    public CheckpointFile(string file, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _file = file;
        _clock = clock;
        _stop = stop;
        _began = _lastSave = clock.GetTimestamp();
    }

    /// <summary>Seconds worked, in this process and before.</summary>
    public double Seconds => _earlierSeconds + _clock.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Whether progress has been saved.</summary>
    public bool Exists => File.Exists(_file);

    /// <inheritdoc/>
    public bool Due => _stop.IsCancellationRequested || _clock.GetElapsedTime(_lastSave) >= _interval;

    /// <inheritdoc/>
    public CheckpointState? Load()
    {
        if (!File.Exists(_file))
        {
            return null;
        }

        try
        {
            var tensors = Safetensors.Load(_file, out var metadata);
            _earlierSeconds = double.Parse(metadata["seconds"], CultureInfo.InvariantCulture);
            return new CheckpointState(int.Parse(metadata["step"], CultureInfo.InvariantCulture), tensors);
        }
        catch (Exception damage) when (damage is InvalidDataException or KeyNotFoundException or FormatException)
        {
            throw new EngineException($"the checkpoint {_file} is damaged; delete it to start this cell anew", damage);
        }
    }

    /// <inheritdoc/>
    public void Save(CheckpointState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        long before = _clock.GetTimestamp();
        Directory.CreateDirectory(Path.GetDirectoryName(_file) ?? ".");
        Safetensors.Save(_file, state.Tensors, new Dictionary<string, string>
        {
            ["step"] = state.Step.ToString(CultureInfo.InvariantCulture),
            ["seconds"] = Seconds.ToString("R", CultureInfo.InvariantCulture),
        });
        _lastSave = _clock.GetTimestamp();

        // Saving may take a fiftieth of the time at most.
        var cost = _clock.GetElapsedTime(before, _lastSave) * 50;
        _interval = cost > Shortest ? cost : Shortest;
    }

    /// <summary>Deletes the file: the work is done and recorded.</summary>
    public void Delete()
    {
        // A short cell has never saved, and then even the folder may be missing.
        if (File.Exists(_file))
        {
            File.Delete(_file);
        }
    }
}
