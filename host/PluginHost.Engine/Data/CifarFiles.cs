using System.Globalization;
using PluginHost.Files;

namespace PluginHost.Engine.Data;

/// <summary>The files of one CIFAR data set in a data folder.</summary>
internal sealed class CifarFiles(string dataFolder, CifarSet set)
{
    // What the download brought, in the format of sha256sum: data re-encoded by the user is told apart by it.
    private const string SumsName = "SHA256SUMS";

    private string Folder => Path.Combine(dataFolder, set.Folder);

    private string PythonFolder => Path.Combine(dataFolder, set.PythonFolder);

    // The program's own form comes first; the Python version is for those who have nothing else.
    private bool IsPython => !Directory.Exists(Folder) && Directory.Exists(PythonFolder);

    /// <summary>A quick look at file sizes.</summary>
    public DataSetInfo Look()
    {
        if (IsPython)
        {
            return LookAtPython();
        }

        var problem = Directory.Exists(Folder) ? set.Files.Select(Damage).FirstOrDefault(found => found is not null) : Absence();
        var state = problem is null ? DataSetState.Ready
            : Directory.Exists(Folder) ? DataSetState.Damaged : DataSetState.Missing;
        return Info(state, Folder, set.Train.Sum(file => file.Records), set.Test.Records, problem ?? "");
    }

    /// <summary>Looks whether the first images can be read; null for all.</summary>
    /// <returns>How many these are.</returns>
    public (int Train, int Test) Require(int? train, int? test)
    {
        var found = Look();
        return found.Problem.Length > 0
            ? throw new DataException(found.Problem)
            : (RawImages.Wanted(set.Name, "training", found.TrainImages, train),
                RawImages.Wanted(set.Name, "test", found.TestImages, test));
    }

    /// <summary>Reads the first images; null for all.</summary>
    public (RawImages Train, RawImages Test) Read(int? train, int? test)
    {
        var (trainImages, testImages) = Require(train, test);
        return IsPython
            ? (ReadPython(set.Train, trainImages), ReadPython([set.Test], testImages))
            : (ReadSplit(set.Train, trainImages), ReadSplit([set.Test], testImages));
    }

    private DataSetInfo Info(DataSetState state, string folder, int train, int test, string problem) =>
        new(set.Name, set.Summary, state, folder, set.Classes, train, test, CifarSet.Shape, problem);

    private DataSetInfo LookAtPython()
    {
        try
        {
            int train = set.Train.Sum(file => Batch(file).Labels.Count), test = Batch(set.Test).Labels.Count;
            int wholeTrain = set.Train.Sum(file => file.Records);
            bool isWhole = train == wholeTrain && test == set.Test.Records;
            return Info(DataSetState.Ready, PythonFolder, train, test, "") with
            {
                Note = $"the Python version is read, in {PythonFolder}" + (isWhole ? "" : string.Create(
                    CultureInfo.InvariantCulture,
                    $"; it is not whole: {train:N0} of {wholeTrain:N0} training and {test:N0} of "
                        + $"{set.Test.Records:N0} test images are there")),
            };
        }
        catch (DataException problem)
        {
            string message = $"{set.Name} is damaged: {problem.Message}; {set.Mend}";
            return Info(DataSetState.Damaged, PythonFolder, set.Train.Sum(file => file.Records), set.Test.Records, message);
        }
    }

    private CifarBatch Batch(CifarFile file) => CifarBatch.Open(Path.Combine(PythonFolder, file.PythonName), set.Classes);

    private RawImages ReadPython(IEnumerable<CifarFile> files, int count)
    {
        var pixels = new byte[(long)count * CifarSet.Shape.Size];
        var labels = new List<int>(count);
        foreach (var batch in files.TakeWhile(_ => labels.Count < count).Select(Batch))
        {
            int images = Math.Min(batch.Labels.Count, count - labels.Count);
            batch.Read(0, pixels.AsSpan(labels.Count * CifarSet.Shape.Size, images * CifarSet.Shape.Size));
            labels.AddRange(batch.Labels.Take(images));
        }

        return new RawImages(pixels, [.. labels], CifarSet.Shape, set.Classes);
    }

    /// <summary>Downloads, checks and unpacks the official release; does nothing when the files are there.</summary>
    /// <returns>Where files were moved to that lay in the way.</returns>
    public async Task<IReadOnlyList<string>> GetAsync(IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        if (Look().State == DataSetState.Ready)
        {
            return [];
        }

        try
        {
            Directory.CreateDirectory(dataFolder);
            var archive = Path.Combine(dataFolder, set.Archive.FileName);
            bool isOurs = await Download.FetchAsync(set.Archive, archive, progress, cancel);
            var kept = await ArchiveContent.UnpackAsync(archive, set.Folder, dataFolder, progress, cancel);
            if (Look() is { Problem: { Length: > 0 } problem })
            {
                throw new DataException($"{archive} does not hold the data set: {problem}");
            }

            await File.WriteAllLinesAsync(Path.Combine(Folder, SumsName), set.Files.Select(Sum), cancel);
            if (isOurs)
            {
                File.Delete(archive);
            }

            return kept;
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
        if (IsPython)
        {
            return $"not downloaded by this program: {Look().Note}";
        }

        var sums = Path.Combine(Folder, SumsName);
        if (!File.Exists(sums))
        {
            return $"not downloaded by this program (no {SumsName} in {Folder}), so it may differ from the official release";
        }

        var recorded = RegularFile.ReadAllLines(sums);
        return set.Files.FirstOrDefault(file => !recorded.Contains(Sum(file))) is { } changed
            ? $"{changed.Name} in {Folder} is not what was downloaded; move the folder away and {set.Mend} for the "
                + "official release"
            : "the official release, as downloaded";
    }

    private string Sum(CifarFile file) => $"{ContentHash.OfFile(Path.Combine(Folder, file.Name))}  {file.Name}";

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
        using var stream = RegularFile.Open(path, bufferSize: 1 << 20);
        var record = new byte[set.Record];
        for (int i = 0; i < records; i++)
        {
            stream.ReadExactly(record);
            int label = record[set.LabelBytes - 1];
            if (label >= set.Classes)
            {
                throw new DataException(
                    $"{set.Name} is damaged: {path}, record {i} (at byte {(long)i * set.Record}) has the label {label}, which is not "
                    + $"in 0…{set.Classes - 1}; move {Folder} away and {set.Mend}");
            }

            labels[first + i] = label;
            record.AsSpan(set.LabelBytes).CopyTo(pixels.AsSpan((first + i) * CifarSet.Shape.Size));
        }
    }
}
