using System.Globalization;
using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Checkpoints;

/// <summary>
/// Saved progress in one safetensors file with a checksum over all of it, written beside and renamed. The one before is
/// kept in a second file: where the newer one is damaged, work resumes from that. The file also keeps the time worked
/// so far, so that durations leave interruptions out.
/// </summary>
public sealed class CheckpointFile : ICheckpoint
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private readonly string _file;
    private readonly string _before;
    private readonly TimeProvider _clock;
    private readonly Action<string> _notice;
    private readonly CancellationToken _stop;
    private readonly long _began;
    private double _earlierSeconds;
    private long _lastSave;
    private TimeSpan _interval = Shortest;
    private bool _isChecked;

    /// <summary>Progress in a file; it need not exist.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="clock">Tells when it is time to save.</param>
    /// <param name="notice">Told in one line when a file is damaged, and what happens instead.</param>
    /// <param name="stop">When this asks to stop, it is time to save at once.</param>
    public CheckpointFile(string file, TimeProvider clock, Action<string> notice, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(clock);
        (_file, _clock, _notice, _stop) = (file, clock, notice, stop);
        _before = BeforeOf(file);
        _began = _lastSave = clock.GetTimestamp();
    }

    /// <summary>Seconds worked, in this process and before.</summary>
    public double Seconds => _earlierSeconds + _clock.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Whether there is progress to resume from: saved, and not damaged.</summary>
    public bool Exists
    {
        get
        {
            DropDamaged();
            return File.Exists(_file) || File.Exists(_before);
        }
    }

    /// <inheritdoc/>
    public bool Due => _stop.IsCancellationRequested || _clock.GetElapsedTime(_lastSave) >= _interval;

    /// <inheritdoc/>
    public CheckpointState? Load()
    {
        if (!Exists)
        {
            return null;
        }

        // Killed between the renaming of the old file and that of the new one, a process leaves the old one alone.
        var tensors = Safetensors.LoadWithChecksum(File.Exists(_file) ? _file : _before, out var metadata);
        _earlierSeconds = double.Parse(metadata["seconds"], CultureInfo.InvariantCulture);
        return new CheckpointState(int.Parse(metadata["step"], CultureInfo.InvariantCulture), tensors);
    }

    /// <inheritdoc/>
    public void Save(CheckpointState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        DropDamaged();
        long before = _clock.GetTimestamp();
        MakeFolder();
        if (File.Exists(_file))
        {
            File.Move(_file, _before, overwrite: true);
        }

        Safetensors.SaveWithChecksum(_file, state.Tensors, new Dictionary<string, string>
        {
            ["step"] = state.Step.ToString(CultureInfo.InvariantCulture),
            ["seconds"] = Seconds.ToString("R", CultureInfo.InvariantCulture),
        });
        _lastSave = _clock.GetTimestamp();

        // Saving may take a fiftieth of the time at most.
        var cost = _clock.GetElapsedTime(before, _lastSave) * 50;
        _interval = cost > Shortest ? cost : Shortest;
    }

    /// <summary>Deletes what was saved: the work is done and recorded, or begins anew.</summary>
    public void Delete() => Delete(_file);

    /// <summary>Whether there is progress in a file, damaged or not.</summary>
    public static bool IsAt(string file) => File.Exists(file) || File.Exists(BeforeOf(file));

    /// <summary>Deletes the progress in a file.</summary>
    public static void Delete(string file)
    {
        // A short cell has never saved, and then even the folder may be missing.
        foreach (string saved in new[] { file, BeforeOf(file) }.Where(File.Exists))
        {
            File.Delete(saved);
        }
    }

    /// <summary>Makes the folder, but not the one above it: a store that was removed does not come up again.</summary>
    private void MakeFolder()
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(_file)) ?? ".";
        new StoreLayout(Path.GetDirectoryName(folder) ?? ".").Make(folder);
    }

    private static string BeforeOf(string file) => Path.ChangeExtension(file, ".before" + Path.GetExtension(file));

    /// <summary>Deletes files that are not what was written, and says what is done instead; looks once.</summary>
    private void DropDamaged()
    {
        if (_isChecked)
        {
            return;
        }

        _isChecked = true;
        foreach (string file in new[] { _file, _before }.Where(File.Exists))
        {
            if (Safetensors.HasItsChecksum(file))
            {
                // Of two that are whole the newer one counts; nobody reads the other.
                return;
            }

            File.Delete(file);
            bool hasOther = File.Exists(_before) && Safetensors.HasItsChecksum(_before);
            string instead = hasOther ? "the one before it is used" : "this piece of work begins anew";
            _notice($"the checkpoint {file} is damaged, or of an older version of the program; {instead}");
        }
    }
}
