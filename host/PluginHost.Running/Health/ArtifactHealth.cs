using System.Globalization;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Running;
using PluginHost.Files;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Torch.IO;

namespace PluginHost.Running.Health;

/// <summary>Finds what is wrong with the noise, networks and checkpoints of a store.</summary>
/// <param name="store">The store's folder.</param>
/// <param name="deep">Whether to read all of them, and compare them with their records and checksums.</param>
internal sealed class ArtifactHealth(string store, bool deep)
{
    private const string Again = "the next run that needs it makes it again";

    private readonly StoreLayout _layout = new(store);
    private int _sound;

    /// <summary>Everything that is found, and how many files are sound.</summary>
    public IEnumerable<Finding> Findings()
    {
        List<Finding> found =
        [
            .. Finding.AllOf("noise", Noise),
            .. Finding.AllOf("noise", Unfinished),
            .. Finding.AllOf("noise", () => Files(_layout.ImportedNoise, "noise", Imported)),
            .. Finding.AllOf("model", () => Files(_layout.Models, "model", Model)),
            .. Finding.AllOf("checkpoint", () => Files(_layout.Checkpoints, "checkpoint", Checkpoint)),
        ];
        string how = deep ? "all of each was read" : "sizes only; --deep reads all of them";
        return
        [
            new Finding(
                FindingState.Ok, "artifacts",
                string.Create(CultureInfo.InvariantCulture, $"{_sound:N0} files are sound ({how})")),
            .. found,
        ];
    }

    private static Finding Wrong(string what, string text) => new(FindingState.Wrong, what, text);

    /// <summary>Noise that runs made, told by its records, by its files, and by the journals.</summary>
    private IEnumerable<Finding> Noise()
    {
        using var results = ResultStore.Open(store, _ => { });
        var recorded = results.MadeNoise();
        var cards = Keys("*.json");
        var files = Keys("*.npy");
        foreach (string key in cards.Union(files).Order(StringComparer.Ordinal))
        {
            string? problem = Problem(key, cards.Contains(key), files.Contains(key), recorded.GetValueOrDefault(key));
            if (problem is null)
            {
                _sound++;
            }
            else if (problem.Length > 0)
            {
                yield return Wrong("noise", problem);
            }
        }

        string[] missing =
            [.. recorded.Keys.Except(cards).Except(files).Order(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            yield return new Finding(
                FindingState.Warning, "noise",
                $"{missing.Length} noise sets that were made are not in {_layout.Noise} "
                + $"(the first: {Short(missing[0])}); the next run that needs one makes it again");
        }
    }

    /// <summary>
    /// What is wrong with a noise set; null where nothing is, empty where it is gone meanwhile, or still made.
    /// </summary>
    private string? Problem(string key, bool hasCard, bool hasFile, ArtifactMade? recorded)
    {
        string card = Path.Combine(_layout.Noise, key + ".json"), file = Path.Combine(_layout.Noise, key + ".npy");
        if (!hasCard)
        {
            return $"{file} has no record of what made it beside it ({key}.json); delete it, {Again}";
        }

        if (!hasFile)
        {
            // A run that was killed between writing the two goes on with what is there.
            return File.Exists(file + ".partial") ? "" : $"{file} is missing beside its record; {Again}";
        }

        try
        {
            var read = NoiseCard.Read(card);
            if (recorded is not null && recorded.Sha256 != read.Sha256)
            {
                return $"{card} is not the record of the noise that the journals tell of "
                    + $"(sha256 {Short(recorded.Sha256)}, not {Short(read.Sha256)}); delete it, {Again}";
            }

            using (var array = StoredArray.Open(file))
            {
                if (array.Type.Scalar != ScalarType.Int8 || array.Shape.Count != 4)
                {
                    return $"{file} does not hold noise: int8 (N, C, H, W) is wanted; delete it, {Again}";
                }
            }

            return deep && ContentHash.OfFile(file) is var hash && hash != read.Sha256
                ? $"{file} is not the file that was recorded: its sha256 was {Short(read.Sha256)}, "
                    + $"it is {Short(hash)}; {Again}"
                : null;
        }
        catch (Exception damage) when (damage is InvalidDataException or NoiseFileException)
        {
            return $"{damage.Message.TrimEnd('.')}; {Again}";
        }
    }

    /// <summary>Large noise in the making whose checkpoint is gone: nothing goes on with it.</summary>
    private IEnumerable<Finding> Unfinished()
    {
        if (!Directory.Exists(_layout.Noise))
        {
            yield break;
        }

        foreach (string file in Directory.EnumerateFiles(_layout.Noise, "*.npy.partial").Order(StringComparer.Ordinal))
        {
            string key = Path.GetFileName(file)[..^".npy.partial".Length];
            bool isResumed = Worker.HasCheckpoint(store, "noise", new ContentKey(key));
            if (!isResumed && !WorkLock.IsTaken(store, "noise", new ContentKey(key)))
            {
                yield return new Finding(
                    FindingState.Warning, "noise",
                    $"{file} is noise in the making that no checkpoint speaks of; "
                    + $"delete it and {Path.GetFileName(file)}.second");
            }
        }
    }

    /// <summary>What a look at each file of tensors in a folder finds.</summary>
    private IEnumerable<Finding> Files(string folder, string what, Func<string, string?> problemOf)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.safetensors") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            string? problem;
            try
            {
                problem = problemOf(file);
            }
            catch (FileNotFoundException)
            {
                // A run has ended with it meanwhile.
                continue;
            }

            if (problem is null)
            {
                _sound++;
            }
            else
            {
                yield return Wrong(what, problem);
            }
        }
    }

    private static string? Imported(string file)
    {
        try
        {
            using var array = StoredArray.Open(file);
            return null;
        }
        catch (NoiseFileException damage)
        {
            return $"{damage.Message.TrimEnd('.')}; import it again";
        }
    }

    private static string? Model(string file) =>
        Damage(file) is { } damage ? $"{damage}; delete it: the results of its cell stay recorded" : null;

    private string? Checkpoint(string file)
    {
        const string mend =
            "the next run leaves it aside, and goes on from the one before it or begins that piece of work anew";
        if (Damage(file) is { } damage)
        {
            return $"{damage}; {mend}";
        }

        return deep && !Safetensors.HasItsChecksum(file)
            ? $"{file} is not what was written: its checksum is another one; {mend}"
            : null;
    }

    /// <summary>What is wrong with a file's header or length; null where nothing is.</summary>
    private static string? Damage(string file)
    {
        try
        {
            using var opened = SafetensorsFile.Open(file);
            return null;
        }
        catch (InvalidDataException damage)
        {
            return damage.Message.TrimEnd('.');
        }
    }

    private HashSet<string> Keys(string pattern) => Directory.Exists(_layout.Noise)
        ? [.. Directory.EnumerateFiles(_layout.Noise, pattern).Select(file => Path.GetFileNameWithoutExtension(file))]
        : [];

    private static string Short(string hash) => Described.Key(hash) + "…";
}
