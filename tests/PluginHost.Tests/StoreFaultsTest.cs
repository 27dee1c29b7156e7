using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PluginHost.Tests;

/// <summary>The program on a store that is not there, cannot be written, goes away, or is of another version.</summary>
public sealed class StoreFaultsTest : IDisposable
{
    private const int Failed = 1;

    // One cell that takes seconds, as in InterruptionTest.
    private static readonly string[] s_long =
    [
        "run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu", "--precision", "fp32", "--plain",
        "--threads", "1", "--only", "noise.method == rem && train.radius == 4", "--set", "noise-iterations=6000",
    ];

    private static readonly string[] s_short = [.. s_long[..^1], "noise-iterations=4", "--set", "train-iterations=4"];

    private static readonly string[] s_tracing =
        ["-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=flock"];

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();

    private string Store => _folder["store"];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Reading =>
    [
        "results list", "results list --cells", "results table quickstart", "results show 2", "results why 2",
        "results trash", "results rebuild", "noise list", "noise view 2", "doctor", "doctor --deep",
        "recipes check scripts/quickstart.csx", "results why scripts/quickstart.csx", "results plot quickstart",
        "run scripts/quickstart.csx --preset smoke --device cpu --dry-run --no-measure",
        "plugins list", "data list", "recipes list", "results export quickstart",
    ];

    [Theory]
    [MemberData(nameof(Reading))]
    public void Who_only_reads_makes_no_store(string command)
    {
        string output = _folder["out"];
        string[] words = command.Split(' ');
        bool writes = words is ["results", "plot" or "export", ..];

        TheProgram.Run([.. words, .. writes ? (string[])["--out", output] : [], "--store", Store]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_store_that_cannot_be_written_is_read_all_the_same_and_says_so_where_something_is_to_be_written()
    {
        Assert.SkipUnless(CanMount(), "nothing can be mounted here");
        Recorded();
        string[][] reading =
        [
            ["results", "table", "quickstart"], ["results", "list", "--json"], ["noise", "list"],
            ["results", "table", "quickstart", "--format", "csv"], ["results", "list", "--cells", "--json"],
        ];
        var before = reading.Select(words => TheProgram.Run([.. words, "--store", Store])).ToList();
        Assert.All(before, outcome => Assert.Equal(0, outcome.Code));
        var files = Files(Store);

        for (int i = 0; i < reading.Length; i++)
        {
            var outcome = ReadOnly(reading[i]);

            Assert.Equal(0, outcome.Code);
            Assert.Equal(before[i].Output, outcome.Output);
            string note = Assert.Single(outcome.ErrorLines);
            Assert.Contains(
                "cannot be written (its file system is read-only); results are read from the journals into memory",
                note, StringComparison.Ordinal);
        }

        Assert.Equal(0, ReadOnly([.. s_short, "--dry-run", "--no-measure"]).Code);
        foreach (string[] writing in (string[][])[s_short, ["results", "rebuild"], ["results", "tag", "2", "+good"]])
        {
            var outcome = ReadOnly(writing);

            Assert.Equal(Failed, outcome.Code);
            string line = Assert.Single(
                outcome.ErrorLines, line => line.StartsWith("error: ", StringComparison.Ordinal));
            Assert.Contains("read-only", line, StringComparison.Ordinal);
        }

        Assert.Single(ReadOnly("results", "rebuild").ErrorLines);
        var doctor = ReadOnly("doctor", "--deep");
        Assert.Equal(Failed, doctor.Code);
        Assert.Matches("wrong +store +the store .* cannot be written: its file system is read-only", doctor.Output);
        Assert.Matches("ok +artifacts +2 files are sound", doctor.Output);
        Assert.Equal(files, Files(Store));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_store_that_goes_while_a_run_goes_on_ends_it_at_once_and_does_not_come_up_again(
        bool isRemoved, bool inProcess)
    {
        string now = _folder["renamed"];
        string[] how = inProcess ? ["--in-process"] : [];
        using var running = TheProgram.Start(
            new Dictionary<string, string?>(), [.. s_long, .. how, "--store", Store]);
        running.Await("[1/1]");
        Thread.Sleep(1500);
        int[] workers = inProcess ? [] : [.. WorkersOn(Store)];
        Assert.Equal(inProcess ? 0 : 1, workers.Length);

        var clock = Stopwatch.StartNew();
        Directory.Move(Store, now);
        if (isRemoved)
        {
            Directory.Delete(now, recursive: true);
        }

        var outcome = running.Finish();
        var took = clock.Elapsed;

        Assert.Equal(Failed, outcome.Code);
        string line = Assert.Single(outcome.ErrorLines);
        string expected = isRemoved
            ? $"error: the store {Store} was removed while the run went on, and what this run has recorded (0 results) "
                + "with it; bring it back from a copy"
            : $"error: the store {Store} was renamed to {now} while the run went on: what this run has recorded "
                + $"(0 results) is safe there; rename it back, or give --store {now}, and run the same command again";
        Assert.StartsWith(expected, line, StringComparison.Ordinal);
        Assert.False(Path.Exists(Store));
        Assert.DoesNotContain(workers, IsRunning);

        // About half a second on a machine that does nothing else. The noise alone would take minutes.
        Assert.True(took < s_patience, $"it took {took}");
        if (!isRemoved)
        {
            string listed = TheProgram.Run("results", "list", "--json", "--store", now).Output;
            Assert.Equal("lost", JsonDocument.Parse(listed).RootElement[0].GetProperty("state").GetString());
        }
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_in_one_line_by_every_command_that_needs_it()
    {
        _folder.Write("store/format", "2\n");
        string[][] commands =
        [
            s_short, ["run", "scripts/quickstart.csx", "--preset", "smoke", "--dry-run", "--no-measure"],
            ["results", "list"], ["results", "rebuild"], ["noise", "list"], ["results", "table", "quickstart"],
            ["results", "import", "experiments/table1"],
        ];

        foreach (string[] command in commands)
        {
            var outcome = TheProgram.Run([.. command, "--store", Store]);

            Assert.Equal(Failed, outcome.Code);
            Assert.Equal(
                $"error: the store {Store} is of a newer version of the program (its format is 2, this version knows "
                + "1): use that version, or another store with --store",
                Assert.Single(outcome.ErrorLines));
        }

        var doctor = TheProgram.Run("doctor", "--store", Store);
        Assert.Equal(Failed, doctor.Code);
        Assert.Matches("wrong +format +the store .* is of a newer version", doctor.Output);
        Assert.Equal([_folder["store/format"]], Directory.GetFileSystemEntries(Store));
    }

    [Fact]
    public void A_file_system_that_locks_nothing_is_told_by_run_and_doctor()
    {
        string[] withoutLocks = [.. s_tracing, "-e", "inject=flock:error=ENOLCK", "dotnet", TheProgram.File];
        const string said = "does not lock files: never start two runs on it at once";
        Assert.SkipUnless(CanTrace(), "strace, which has locks fail, is not here or may not trace");

        Directory.CreateDirectory(Store);

        using var doctor = TheProgram.Start("strace", [.. withoutLocks, "doctor", "--store", Store]);
        var told = doctor.Finish();
        using var run = TheProgram.Start("strace", [.. withoutLocks, .. s_short, "--store", Store]);
        var ran = run.Finish();

        Assert.Equal(Failed, told.Code);
        Assert.Matches($"wrong +locks +the file system of .* {said}", told.Output);
        Assert.Equal(0, ran.Code);
        Assert.Matches($"warning: the file system of .* {said}", ran.Errors);
    }

    [Fact]
    public void A_disk_that_is_nearly_full_is_told()
    {
        Assert.SkipUnless(CanMount(), "nothing can be mounted here");
        Directory.CreateDirectory(Store);

        using var running = TheProgram.Start(
            "unshare", "-m", "sh", "-c",
            "mount -t tmpfs -o size=64m none \"$0\" && exec dotnet \"$1\" doctor --store \"$0\"",
            Store, TheProgram.File);
        var outcome = running.Finish();

        Assert.Equal(0, outcome.Code);
        Assert.Matches("warning +disk +the disk of .* is nearly full, 0.1 GB free: make room", outcome.Output);
    }

    [Fact]
    public void The_doctor_says_what_is_wrong_and_ends_with_code_1()
    {
        Recorded();
        Assert.Equal(0, TheProgram.Run("doctor", "--deep", "--store", Store).Code);
        string noise = Assert.Single(Directory.GetFiles(_folder["store/artifacts/noise"], "*.npy"));
        byte[] bytes = File.ReadAllBytes(noise);
        bytes[^1] ^= 1;
        File.WriteAllBytes(noise, bytes);

        var quick = TheProgram.Run("doctor", "--store", Store);
        var deep = TheProgram.Run("doctor", "--deep", "--json", "--store", Store);

        Assert.Equal(0, quick.Code);
        Assert.Equal(Failed, deep.Code);
        var wrong = Assert.Single(
            JsonDocument.Parse(deep.Output).RootElement.EnumerateArray(),
            finding => finding.GetProperty("state").GetString() == "wrong");
        Assert.Contains(
            $"{noise} is not the file that was recorded", wrong.GetProperty("text").GetString(),
            StringComparison.Ordinal);
    }

    /// <summary>A store with one cell and its noise.</summary>
    private void Recorded() => Assert.Equal(0, TheProgram.Run([.. s_short, "--store", Store]).Code);

    /// <summary>Gives a command to the program while the store is mounted so that nobody can write it.</summary>
    private Outcome ReadOnly(params string[] words)
    {
        string[] mounted =
        [
            "-m", "sh", "-c",
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec dotnet \"$@\" --store \"$0\"",
            Store, TheProgram.File,
        ];
        using var running = TheProgram.Start("unshare", [.. mounted, .. words]);
        return running.Finish();
    }

    private bool CanMount() => Succeeds("unshare", "-m", "mount", "--bind", _folder.Path, _folder.Path);

    private static bool CanTrace() =>
        Succeeds("strace", [.. s_tracing, "true"]);

    private static bool Succeeds(string program, params string[] words)
    {
        try
        {
            using var running = TheProgram.Start(program, words);
            return running.Finish().Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static List<string> Files(string folder) =>
    [
        .. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order()
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"),
    ];

    /// <summary>The worker processes of runs on a store.</summary>
    private static List<int> WorkersOn(string store) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name ?? "0", CultureInfo.InvariantCulture))
            .Where(id => IsRunning(id) && CommandOf(id).Contains(store, StringComparison.Ordinal)),
    ];

    private static bool IsRunning(int process) => CommandOf(process).Contains("--as-worker", StringComparison.Ordinal);

    private static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
