using System.Security.Cryptography;
using System.Text;
using PluginHost.Engine.Noise;
using PluginHost.Files;
using PluginHost.Running.Health;
using PluginHost.Running.Live;
using PluginHost.Store.Journals;

namespace PluginHost.Tests.Running;

/// <summary>Every fault of a store that is put into one is found, told in one line, and with how to mend it.</summary>
public sealed class StoreHealthTest : IDisposable
{
    private const string Run = "20260131T120000-aaaaaa", Later = "20260201T120000-bbbbbb";

    private static readonly string s_key = new('a', 64);

    private readonly TempFolder _folder = new();
    private readonly StoreLayout _store;

    public StoreHealthTest()
    {
        _store = new StoreLayout(_folder["store"]);
        ResultSamples.Write(_store.Folder);
        WriteNoise(s_key);
        WriteTensors(Path.Combine(_store.Models, s_key + ".safetensors"));
        WriteTensors(Path.Combine(_store.Checkpoints, $"cell-{s_key}.safetensors"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_found_in_a_sound_store(bool deep)
    {
        Assert.All(Findings(deep), finding => Assert.Equal(FindingState.Ok, finding.State));
        Assert.StartsWith(
            "3 files are sound", Assert.Single(Findings(deep), finding => finding.What == "artifacts").Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_without_a_store_is_told_and_left_as_it_is()
    {
        var finding = Assert.Single(new StoreHealth(_folder["none"], deep: true, TimeProvider.System).Findings());

        Assert.Equal(FindingState.Ok, finding.State);
        Assert.Contains("is not there yet; the first run makes it", finding.Text);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public void A_file_in_place_of_a_store_is_told()
    {
        string file = _folder.Write("file", "");

        var finding = Assert.Single(new StoreHealth(file, deep: false, TimeProvider.System).Findings());

        Assert.Equal(FindingState.Wrong, finding.State);
        Assert.Equal($"{file} is a file; name a folder with --store, or move the file away", finding.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("journals")]
    [InlineData("checkpoints")]
    public void A_folder_that_cannot_be_written_is_told(string name)
    {
        using var closed = ReadOnlyFolder.Of(Path.Combine(_store.Folder, name));
        Assert.SkipWhen(closed is null, ReadOnlyFolder.Reason);

        var wrong = Assert.Single(Findings(deep: true), finding => finding.State == FindingState.Wrong);
        Assert.Equal("store", wrong.What);
        Assert.Contains("cannot be written: its owner, mode or an immutable mark forbids it", wrong.Text);
        Assert.Contains("make room or the folder writable, or name another one with --store", wrong.Text);
    }

    [Fact]
    public void A_store_of_another_version_is_told()
    {
        File.WriteAllText(_store.Format, "2");

        Expect(FindingState.Wrong, "format", "is of a newer version of the program", "use that version");
    }

    [Fact]
    public void An_unreadable_line_is_told_with_file_and_number()
    {
        string journal = _store.Journal(Assert.Single(_store.AllJournals()));
        string[] lines = File.ReadAllLines(journal);
        lines[2] = lines[2].Replace("resnet18", "resnet19", StringComparison.Ordinal);
        File.WriteAllText(journal, string.Join('\n', lines) + "\n");

        Expect(
            FindingState.Wrong, "journal", $"2026-01-31/{Run}.jsonl, line 3: its checksum is wrong",
            "everything else counts");
        Assert.DoesNotContain(Findings(), finding => finding.What == "database");
    }

    [Fact]
    public void A_damaged_database_is_told_and_made_again()
    {
        _ = Findings();
        string file = Path.Combine(_store.Database, "results.db");
        byte[] bytes = File.ReadAllBytes(file);
        bytes.AsSpan(0, 8192).Fill(0xA5);
        File.WriteAllBytes(file, bytes);

        var warning = Assert.Single(Findings(), finding => finding.State != FindingState.Ok);
        Assert.Equal((FindingState.Warning, "database"), (warning.State, warning.What));
        Assert.Contains("the database is damaged", warning.Text);
        Assert.Contains("is made again from the journals", warning.Text);
    }

    [Fact]
    public void A_database_that_differs_from_the_journals_is_told()
    {
        _ = Findings();
        string journal = _store.Journal(Assert.Single(_store.AllJournals()));
        var line = JournalLines(journal)[1];

        // Behind the database's back, with a right checksum and of the same length.
        string changed = Resealed(line, "\"test-accuracy\":0.77", "\"test-accuracy\":0.11");
        File.WriteAllText(journal, File.ReadAllText(journal).Replace(line, changed, StringComparison.Ordinal));

        Expect(FindingState.Wrong, "database", "2 records differ from the journals", "`pluginhost results rebuild`");
    }

    [Fact]
    public void A_damaged_record_of_noise_is_told()
    {
        File.WriteAllText(Card, "{}");

        Expect(FindingState.Wrong, "noise", $"{Card} is no record of a noise set", "makes it again");
    }

    [Fact]
    public void Noise_without_its_record_is_told()
    {
        File.Delete(Card);

        Expect(FindingState.Wrong, "noise", $"{Noise} has no record of what made it beside it", "delete it");
    }

    [Fact]
    public void A_record_without_its_noise_is_told_unless_it_is_still_being_put_there()
    {
        File.Move(Noise, Noise + ".partial");
        WriteTensors(Path.Combine(_store.Checkpoints, $"noise-{s_key}.safetensors"));
        Assert.DoesNotContain(Findings(), finding => finding.What == "noise");

        File.Delete(Noise + ".partial");
        Expect(FindingState.Wrong, "noise", $"{Noise} is missing beside its record", "makes it again");
    }

    [Fact]
    public void Noise_that_was_cut_off_is_told()
    {
        File.WriteAllBytes(Noise, File.ReadAllBytes(Noise)[..^1]);

        Expect(FindingState.Wrong, "noise", Noise, "makes it again");
    }

    [Fact]
    public void Noise_that_changed_is_told_by_a_deep_look()
    {
        byte[] bytes = File.ReadAllBytes(Noise);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Noise, bytes);

        Assert.DoesNotContain(Findings(), finding => finding.What == "noise");
        Expect(
            FindingState.Wrong, "noise", $"{Noise} is not the file that was recorded: its sha256 was",
            "makes it again");
    }

    [Fact]
    public void A_record_that_is_not_the_one_of_the_journals_is_told()
    {
        Record(Made(s_key));

        Expect(
            FindingState.Wrong, "noise", $"{Card} is not the record of the noise that the journals tell of",
            "delete it");
    }

    [Fact]
    public void Noise_that_was_made_and_is_gone_is_told()
    {
        Record(Made(new string('c', 64)));

        Expect(
            FindingState.Warning, "noise", "1 noise sets that were made are not in", "cccccccccccc", "makes it again");
    }

    [Fact]
    public void Noise_in_the_making_that_no_checkpoint_speaks_of_is_told()
    {
        string partial = Path.Combine(_store.Noise, new string('d', 64) + ".npy.partial");
        File.WriteAllText(partial, "");

        Expect(
            FindingState.Warning, "noise", $"{partial} is noise in the making that no checkpoint speaks of",
            "delete it");
    }

    [Theory]
    [InlineData("artifacts/models", "model", "delete it")]
    [InlineData("artifacts/imported", "noise", "import it again")]
    [InlineData("checkpoints", "checkpoint", "begins that piece of work anew")]
    public void A_file_of_tensors_that_was_cut_off_is_told(string folder, string what, string mend)
    {
        string file = Path.Combine(_store.Folder, folder, new string('e', 64) + ".safetensors");
        WriteTensors(file);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);

        Expect(FindingState.Wrong, what, file, mend);
    }

    [Fact]
    public void A_checkpoint_that_changed_is_told_by_a_deep_look()
    {
        string file = Path.Combine(_store.Checkpoints, $"cell-{s_key}.safetensors");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^33] ^= 1;
        File.WriteAllBytes(file, bytes);

        Assert.DoesNotContain(Findings(), finding => finding.What == "checkpoint");
        Expect(FindingState.Wrong, "checkpoint", $"{file} is not what was written", "begins that piece of work anew");
    }

    [Fact]
    public void Files_that_killed_processes_left_are_told_and_stay()
    {
        string left = Path.Combine(_store.Models, $"x.safetensors.{Guid.NewGuid():N}.partial");
        File.WriteAllBytes(left, new byte[1_500_000]);
        Assert.DoesNotContain(Findings(), finding => finding.What == "leftovers");

        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));

        Expect(
            FindingState.Warning, "leftovers", "1 unfinished files of killed processes take 1.5 MB",
            "the next run deletes them");
        Assert.True(File.Exists(left));
    }

    [Fact]
    public void A_run_whose_process_is_gone_is_told_with_the_command_that_goes_on()
    {
        var row = ResultSamples.Row(0);
        Record(new RunStarted(
            "lost", "lost", "Experiment();", "5ha", "smoke", [row.Cell, new string('f', 64)], row.Environment, [])
        {
            At = ResultSamples.Noon, Run = Later, Command = new ResumeCommand("/nowhere", ["run", "my lost.csx"]),
        });

        Expect(
            FindingState.Warning, "run", $"{Later} (lost, preset smoke): its process is gone, 1 of 2 cells are done",
            "to go on: pluginhost run 'my lost.csx'");
    }

    [Fact]
    public void A_run_that_is_listed_as_running_though_its_process_is_gone_is_told()
    {
        using var journal = Journal.Create(_store.Folder, Later);
        var row = ResultSamples.Row(0);
        journal.Append(new RunStarted("held", "held", "Experiment();", "5ha", "smoke", [row.Cell], row.Environment, [])
        {
            At = ResultSamples.Noon, Run = Later,
        });
        Assert.DoesNotContain(Findings(), finding => finding.What == "run");

        var me = LiveProcess.Current();
        var gone = me with { Started = me.Started - 1 };
        new LiveFolder(_store.Folder).Write(RunSamples.Running() with { Runs = [Later], Process = gone });

        Expect(
            FindingState.Warning, "run", $"{Later} (held) is listed as running, but its process {me.Id} is gone",
            "end that");
    }

    [Fact]
    public void A_cell_that_is_set_aside_is_told()
    {
        var row = ResultSamples.Row(1);
        string cell = new('9', 64);
        const string error = "the worker process went down; it is set aside, and run again with --retry or --force";
        Record(new CellFailed(cell, row.Spec, error, "") { At = ResultSamples.Noon, Run = Later, WorkersLost = 2 });

        Expect(FindingState.Warning, "cell", "999999999999: the worker process went down", "run again with --retry");
    }

    [Fact]
    public void Views_that_cannot_be_read_are_told()
    {
        _folder.Write("views.toml", "[a\n");

        Expect(FindingState.Wrong, "views", _folder["views.toml"]);
    }

    private string Card => Path.Combine(_store.Noise, s_key + ".json");

    private string Noise => Path.Combine(_store.Noise, s_key + ".npy");

    private List<Finding> Findings(bool deep = false) =>
        [.. new StoreHealth(_store.Folder, deep, TimeProvider.System).Findings()];

    private void Expect(FindingState state, string what, params string[] texts)
    {
        var findings = Findings(deep: true);
        var finding = Assert.Single(findings, finding => finding.State is not FindingState.Ok);
        Assert.Equal((state, what), (finding.State, finding.What));
        Assert.All(texts, text => Assert.Contains(text, finding.Text, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', finding.Text);
    }

    private static ArtifactMade Made(string key) =>
        new("noise", key, new string('b', 64), 1) { At = ResultSamples.Noon, Run = Later };

    private void Record(RunEvent e)
    {
        using var journal = Journal.Create(_store.Folder, Later);
        journal.Append(e);
    }

    private void WriteNoise(string key)
    {
        Directory.CreateDirectory(_store.Noise);
        string header = "{'descr': '|i1', 'fortran_order': False, 'shape': (2, 1, 2, 2), }".PadRight(117) + "\n";
        byte[] beginning = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0];
        byte[] content = [.. beginning, .. Encoding.ASCII.GetBytes(header), .. new byte[8]];
        string file = Path.Combine(_store.Noise, key + ".npy");
        File.WriteAllBytes(file, content);
        var spec = ResultSamples.Row(1).Spec;
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var card = new NoiseCard(key, hash, 1, spec.Data, spec.Noise!, 0, ResultSamples.Noon);
        card.Write(Path.ChangeExtension(file, ".json"));
    }

    /// <summary>A file of tensors that ends with its checksum.</summary>
    private static void WriteTensors(string file)
    {
        const string header = """
            {"noise":{"dtype":"I8","shape":[2,1,2,2],"data_offsets":[0,8]},
            "sha256":{"dtype":"U8","shape":[32],"data_offsets":[8,40]}}
            """;
        byte[] json = Encoding.ASCII.GetBytes(header.PadRight(128));
        byte[] content = [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[8]];
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        File.WriteAllBytes(file, [.. content, .. SHA256.HashData(content)]);
    }

    private static string[] JournalLines(string journal) => File.ReadAllText(journal).Split('\n');

    private static string Resealed(string line, string from, string to)
    {
        string entry = line[26..^1].Replace(from, to, StringComparison.Ordinal);
        uint crc = Crc32C.Of(Encoding.UTF8.GetBytes(entry));
        return $$"""{"crc":"{{crc:x8}}","entry":{{entry}}}""";
    }
}
