using System.Security.Cryptography;

namespace PluginHost.Engine.Data;

/// <summary>The files of one CIFAR data set in a data folder.</summary>
internal sealed class CifarFiles(string dataFolder, CifarSet set)
{
    // What the download brought, in the format of sha256sum: data re-encoded by the user is told apart by it.
    private const string SumsName = "SHA256SUMS";

    private string Folder => Path.Combine(dataFolder, set.Folder);

    /// <summary>A quick look at file sizes.</summary>
    public DataSetInfo Look()
    {
        var problem = Directory.Exists(Folder) ? set.Files.Select(Damage).FirstOrDefault(found => found is not null) : Absence();
        var state = problem is null ? DataSetState.Ready
            : Directory.Exists(Folder) ? DataSetState.Damaged : DataSetState.Missing;
        return new DataSetInfo(
            set.Name, set.Summary, state, Folder, set.Classes, set.Train.Sum(file => file.Records), set.Test.Records,
            CifarSet.Shape, problem ?? "");
    }

    /// <summary>Looks whether the first images can be read; null for all.</summary>
    /// <returns>How many these are.</returns>
    public (int Train, int Test) Require(int? train, int? test)
    {
        if (Look() is { Problem: { Length: > 0 } problem })
        {
            throw new DataException(problem);
        }

        return (
            RawImages.Wanted(set.Name, "training", set.Train.Sum(file => file.Records), train),
            RawImages.Wanted(set.Name, "test", set.Test.Records, test));
    }

    /// <summary>Reads the first images; null for all.</summary>
    public (RawImages Train, RawImages Test) Read(int? train, int? test)
    {
        var (trainImages, testImages) = Require(train, test);
        return (ReadSplit(set.Train, trainImages), ReadSplit([set.Test], testImages));
    }

    /// <summary>Downloads, checks and unpacks the official release; does nothing when the files are there.</summary>
    public async Task GetAsync(IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        if (Look().State == DataSetState.Ready)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(dataFolder);
            var archive = Path.Combine(dataFolder, set.Archive.FileName);
            await Download.FetchAsync(set.Archive, archive, progress, cancel);
            await ArchiveContent.UnpackAsync(archive, set.Folder, dataFolder, progress, cancel);
            if (Look() is { Problem: { Length: > 0 } problem })
            {
                throw new DataException($"{archive} does not hold the data set: {problem}");
            }

            await File.WriteAllLinesAsync(Path.Combine(Folder, SumsName), set.Files.Select(Sum), cancel);
            File.Delete(archive);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataException(
                $"{set.Name} cannot be stored in {dataFolder}: {problem.Message}; make room there or name another data folder",
                problem);
        }
    }

    /// <summary>Whether the files are what a download brought.</summary>
    public string Origin()
    {
        var sums = Path.Combine(Folder, SumsName);
        if (!File.Exists(sums))
        {
            return $"not downloaded by this program (no {SumsName} in {Folder}), so it may differ from the official release";
        }

        var recorded = File.ReadAllLines(sums);
        return set.Files.FirstOrDefault(file => !recorded.Contains(Sum(file))) is { } changed
            ? $"{changed.Name} in {Folder} is not what was downloaded; delete the folder and {set.Mend} for the official release"
            : "the official release, as downloaded";
    }

    private string Sum(CifarFile file)
    {
        using var stream = File.OpenRead(Path.Combine(Folder, file.Name));
        return $"{Convert.ToHexStringLower(SHA256.HashData(stream))}  {file.Name}";
    }

    private string Absence() => $"{set.Name} is missing: there is no folder {Folder}; {set.Mend}";

    private string? Damage(CifarFile file)
    {
        var info = new FileInfo(Path.Combine(Folder, file.Name));
        if (!info.Exists)
        {
            return $"{set.Name} is damaged: {info.FullName} is missing; {set.Mend}";
        }

        long expected = (long)file.Records * set.Record;
        var broken = info.Length % set.Record == 0 ? "" : ", and that is no whole number of records";
        return info.Length == expected ? null
            : $"{set.Name} is damaged: {info.FullName} has {info.Length} bytes, not {expected} ({file.Records} records of "
                + $"{set.Record}){broken}; {set.Mend}";
    }

    private RawImages ReadSplit(IEnumerable<CifarFile> files, int count)
    {
        var pixels = new byte[(long)count * CifarSet.Shape.Size];
        var labels = new int[count];
        int next = 0;
        foreach (var file in files.TakeWhile(_ => next < count))
        {
            int records = Math.Min(file.Records, count - next);
            ReadRecords(file, records, pixels, labels, next);
            next += records;
        }

        return new RawImages(pixels, labels, CifarSet.Shape, set.Classes);
    }

    private void ReadRecords(CifarFile file, int records, byte[] pixels, int[] labels, int first)
    {
        var path = Path.Combine(Folder, file.Name);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
        var record = new byte[set.Record];
        for (int i = 0; i < records; i++)
        {
            stream.ReadExactly(record);
            int label = record[set.LabelBytes - 1];
            if (label >= set.Classes)
            {
                throw new DataException(
                    $"{set.Name} is damaged: {path}, record {i} (at byte {(long)i * set.Record}) has the label {label}, which is not "
                    + $"in 0…{set.Classes - 1}; delete {Folder} and {set.Mend}");
            }

            labels[first + i] = label;
            record.AsSpan(set.LabelBytes).CopyTo(pixels.AsSpan((first + i) * CifarSet.Shape.Size));
        }
    }
}
