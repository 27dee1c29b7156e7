using System.Text;
using System.Text.Json;
using PluginHost.Files;
using PluginHost.Store.Journals;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Writers;

namespace PluginHost.Store.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder _store = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Declared_figures_are_recorded_and_a_run_without_any_is_written_as_before()
    {
        FigureSpec[] figures = [new(FigureKind.Plot, "train.radius", "test-accuracy", "noise", Paper: true), new(FigureKind.Images, Count: 4)];
        using (var journal = Journal.Create(_store.Path, Samples.RunName))
        {
            journal.Append(Samples.Started([]));
        }

        using (var journal = Journal.Create(_store.Path, "20260201T120000-bbbbbb"))
        {
            journal.Append(Samples.Started([], "20260201T120000-bbbbbb", "drawn") with { Figures = [.. figures] });
        }

        using var store = ResultStore.Open(_store.Path, _notices.Add);

        Assert.Equal(figures, store.LastRun("drawn").Figures);
        Assert.Empty(store.LastRun("quick").Figures);
        Assert.DoesNotContain("figures", JsonSerializer.Serialize<RunEvent>(Samples.Started([]), ContentKey.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_comes_back_as_it_was_written()
    {
        var spec = Samples.Spec("REM 8-4", radius: 4, seed: 7, filter: "median", share: 0.4, norm: Norm.L2);
        RunEvent[] events =
        [
            Samples.Started([spec]),
            new CellStarted(Samples.Key(spec), spec) { At = Samples.Noon.AddTicks(1), Run = Samples.RunName },
            new ArtifactMade("noise", "abc", "def", 12.5) { At = Samples.Noon, Run = Samples.RunName },
            Samples.Finished(spec, 0.123456789012345, double.NaN),
            Samples.Failed(spec),
            Samples.Ended(),
        ];
        string path;
        using (var journal = Journal.Create(_store.Path, Samples.RunName))
        {
            path = journal.FilePath;
            Array.ForEach(events, journal.Append);
        }

        var entries = JournalReader.Read(path, 0).ToList();
        var read = entries.Select(e => JournalReader.ReadAt(path, e.Offset, e.Length)).ToList();

        Assert.Equal(events.Select(e => e.GetType()), read.Select(e => e.GetType()));
        Assert.Equal(events.Select((e, i) => Text(e with { Order = i + 1 })), read.Select(Text));
        Assert.Equal(spec, ((CellStarted)read[1]).Spec);
        Assert.Equal(Samples.Noon.AddTicks(1), read[1].At);
        Assert.True(double.IsNaN(((CellFinished)read[3]).Metrics[Metric.TrainLoss]));
        Assert.Equal(5, ((CellFinished)read[3]).Curves["train-loss"].Values.Length);
        Assert.All(entries.Select(e => e.Event).OfType<CellFinished>(), e => Assert.Empty(e.Curves["train-loss"].Values));
    }

    [Fact]
    public void A_line_is_json_that_can_be_searched()
    {
        using var journal = Journal.Create(_store.Path, Samples.RunName);
        journal.Append(Samples.Started([]));

        string line = ReadShared(journal.FilePath);

        Assert.EndsWith("}\n", line);
        Assert.Contains("\"event\":\"run-started\"", line);
        Assert.Contains("ρ", line);
        using var json = JsonDocument.Parse(line);
        Assert.Equal(8, json.RootElement.GetProperty("crc").GetString()!.Length);
        Assert.Equal(Path.Combine(_store.Path, "journals", "2026-01-31", Samples.RunName + ".jsonl"), journal.FilePath);
    }

    [Fact]
    public void Workers_of_one_run_get_a_file_each()
    {
        using var first = Journal.Create(_store.Path, Samples.RunName);
        using var second = Journal.Create(_store.Path, Samples.RunName);

        first.Append(Samples.Started([]));
        second.Append(Samples.Finished(Samples.Spec(), 0.5));

        Assert.EndsWith("-2.jsonl", second.FilePath);
        using var store = Open();
        Assert.Equal(1, store.Runs().Single().Finished);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(-2)]
    [InlineData(-1)]
    public void A_torn_last_line_is_left_out_and_appended_after(int kept)
    {
        string path = WriteTwoCells();
        byte[] bytes = File.ReadAllBytes(path);
        int lastLine = Array.LastIndexOf(bytes, (byte)'\n', bytes.Length - 2) + 1;
        File.WriteAllBytes(path, bytes[..(kept > 0 ? lastLine + kept : bytes.Length + kept)]);

        using (var store = Open())
        {
            Assert.Single(store.Results());
            Assert.Contains("cut off", Assert.Single(store.Unreadable()).Problem);
        }

        using (var journal = Journal.OpenOrCreate(_store.Path, path))
        {
            journal.Append(Samples.Finished(Samples.Spec(seed: 2), 0.7));
        }

        // A line that lacked only its line feed is whole; every other torn one is listed.
        using var again = Open();
        Assert.Equal(kept == -1 ? 3 : 2, again.Results().Count);
        Assert.Equal(kept == -1 ? 0 : 1, again.Unreadable().Count);
        Assert.All(_notices, notice => Assert.Contains("a line of a journal cannot be read", notice));
    }

    [Fact]
    public void Whatever_byte_a_worker_is_killed_at_all_whole_lines_count()
    {
        byte[] bytes = File.ReadAllBytes(WriteTwoCells());
        string cut = _store["cut.jsonl"];
        for (int kept = 0; kept <= bytes.Length; kept += 7)
        {
            File.WriteAllBytes(cut, bytes[..kept]);

            var entries = JournalReader.Read(cut, 0).ToList();

            Assert.Equal(bytes[..kept].Count(b => b == (byte)'\n'), entries.Count);
            Assert.All(entries, entry => Assert.NotNull(entry.Event));
        }
    }

    [Theory]
    [InlineData("\"test-accuracy\":0.5", "\"test-accuracy\":0.6", "checksum")]
    [InlineData("{\"crc\":", "{\"crx\":", "not a line")]
    public void A_changed_line_is_listed_and_all_others_count(string text, string changed, string problem)
    {
        string path = WriteTwoCells();
        File.WriteAllText(path, Replaced(File.ReadAllText(path), text, changed));

        using var store = Open();

        Assert.Equal(0.25, Assert.Single(store.Results()).Metrics[Metric.TestAccuracy]);
        var line = Assert.Single(store.Unreadable());
        Assert.Contains(problem, line.Problem);
        Assert.Contains($"{line.Journal}, line {line.Line}: ", Assert.Single(_notices));
        Assert.Contains(changed, File.ReadAllLines(path)[line.Line - 1]);
        Assert.NotEmpty(MarkdownTable.Write(ComparisonTable.Build(
            store.Results(), new TableRequest(new TableSpec("seed", "noise", "test-accuracy", "", null)))));
    }

    [Fact]
    public void A_journal_that_was_carried_over_as_a_text_file_is_read_whole()
    {
        string path = WriteTwoCells();
        File.WriteAllText(path, File.ReadAllText(path).ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        using var store = Open();

        Assert.Equal(2, store.Results().Count);
        Assert.Equal(5, store.Curves(store.Results()[0].Cell)["train-loss"].Values.Length);
        Assert.Empty(store.Unreadable());
    }

    [Theory]
    [InlineData("\"device\":\"cpu\"", "\"device\":null")]
    [InlineData("\"metrics\":{", "\"metrics\":null,\"others\":{")]
    [InlineData("\"plugins\":[", "\"others\":[")]
    [InlineData("\"plugins\":[", "\"plugins\":[null,")]
    [InlineData("\"spec\":{", "\"others\":{")]
    [InlineData("\"training\":{", "\"others\":{")]
    [InlineData("\"attack\":{", "\"others\":{")]
    [InlineData("\"dropAt\":[", "\"others\":[")]
    [InlineData("\"learningRate\":", "\"learningRate\":1e999,\"others\":")]
    [InlineData("\"protectedShare\":", "\"protectedShare\":\"NaN\",\"others\":")]
    [InlineData("\"options\":{", "\"options\":{\"a\":-1e999,")]
    [InlineData("\"curves\":{", "\"curves\":{\"none\":null,")]
    [InlineData("\"curves\":{", "\"others\":{")]
    [InlineData("\"steps\":[", "\"steps\":[true,")]
    [InlineData("\"steps\":[", "\"steps\":[0.5,")]
    [InlineData("\"steps\":[", "\"steps\":[7,")]
    [InlineData("\"values\":[", "\"values\":[\"many\",")]
    [InlineData("\"values\":[", "\"others\":[")]
    [InlineData("\"device\":\"cpu\"", "\"device\":\"\\ud83d\"")]
    [InlineData("\"run\":\"2026", "\"run\":\"../../2026")]
    [InlineData("\"cell\":\"", "\"cell\":\"/")]
    [InlineData("\"order\":", "\"order\":9223372036854775807,\"others\":")]
    [InlineData("\"order\":", "\"order\":-")]
    public void A_value_that_must_be_there_and_is_not_makes_its_line_unreadable(string text, string changed)
    {
        string path = WriteTwoCells();
        string[] lines = File.ReadAllLines(path);
        string entry = Replaced(lines[^1][26..^1], text, changed);
        lines[^1] = Signed(entry);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");

        using var store = Open();

        Assert.Single(store.Results());
        Assert.Equal(lines.Length, Assert.Single(store.Unreadable()).Line);
    }

    [Theory]
    [InlineData(250, 0)]
    [InlineData(251, 1)]
    public void An_experiments_name_that_the_database_cannot_take_makes_its_line_unreadable(int length, int unreadable)
    {
        string path = WriteTwoCells();
        string[] lines = File.ReadAllLines(path);
        string name = new('日', length);
        string started = $$"""
            {"event":"run-started","recipe":"r","experiment":"{{name}}","source":"","sourceSha256":"","preset":"p",
            "cells":[],"environment":{},"tables":[],"at":"2026-01-31T12:00:00Z","run":"{{Samples.RunName}}"}
            """;
        File.WriteAllLines(path, [Signed(started.ReplaceLineEndings("")), .. lines]);

        using var store = Open();

        Assert.Equal(2, store.Results().Count);
        Assert.Equal(unreadable, store.Unreadable().Count);
    }

    [Fact]
    public void A_line_of_gigabytes_is_told_and_all_others_count()
    {
        string path = WriteTwoCells();
        byte[] whole = File.ReadAllBytes(path);
        SpecialFile.Sparse(path, whole, whole.Length + ((2L << 30) + 1));
        using (var file = new FileStream(path, FileMode.Append))
        {
            file.Write([(byte)'\n', .. whole]);
        }

        var entries = Bounded.Do(() => JournalReader.Read(path, 0).ToList(), TimeSpan.FromSeconds(20));

        Assert.Equal([false, false, true, false, false], entries.Select(entry => entry.Event is null));
        Assert.Equal(
            $"a line of {(2L << 30) + 1} bytes; no run writes more than {JournalLine.Longest}", entries[2].Problem);
    }

    [Fact]
    public void What_lies_among_journals_and_is_none_is_told_and_all_others_count()
    {
        string folder = Path.GetDirectoryName(WriteTwoCells())!;
        File.CreateSymbolicLink(Path.Combine(folder, "dangling.jsonl"), _store["nothing"]);
        SpecialFile.Pipe(Path.Combine(folder, "pipe.jsonl"));
        File.Delete(Path.Combine(_store.Path, "journals", "last-number"));

        using var store = Bounded.Do(Open);
        using (var journal = Journal.Create(_store.Path, "20260201T120000-bbbbbb"))
        {
            journal.Append(Samples.Finished(Samples.Spec(seed: 2), 0.7, run: "20260201T120000-bbbbbb"));
        }

        store.Refresh();

        Assert.Equal(3, store.Results().Count);
        Assert.Equal(
            ["2026-01-31/dangling.jsonl: the file cannot be read", "2026-01-31/pipe.jsonl: the file cannot be read"],
            store.Unreadable().Select(line => string.Join(':', line.ToString().Split(':')[..2])));
    }

    [Fact]
    public void An_event_that_could_never_be_read_again_is_not_recorded()
    {
        using var journal = Journal.Create(_store.Path, Samples.RunName);
        var started = Samples.Started([]) with { Source = new string('x', JournalLine.Longest) };

        var error = Assert.Throws<StoreException>(() => journal.Append(started));

        Assert.Contains("make the recipe smaller", error.Message);
        Assert.Equal(0, new FileInfo(journal.FilePath).Length);
    }

    [Fact]
    public void A_full_disk_is_one_clear_error_and_nothing_half_written_counts()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        string folder = Path.Combine(_store.Path, "journals", "2026-01-31");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "full.jsonl");
        File.CreateSymbolicLink(path, "/dev/full");
        using var journal = Journal.OpenOrCreate(_store.Path, path);

        var error = Assert.Throws<StoreException>(() => journal.Append(Samples.Started([])));

        Assert.Contains(path, error.Message);
        Assert.Contains("space", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_store_below_a_file_is_one_clear_error()
    {
        string file = _store.Write("notes.txt", "not a folder");

        var error = Assert.Throws<StoreException>(() => Journal.Create(file, Samples.RunName));

        Assert.Contains(file, error.Message);
        Assert.Contains("--store", error.Message);
    }

    [Fact]
    public void Runs_are_named_in_the_order_of_time()
    {
        var early = RunId.New(new Clock(Samples.Noon));
        var late = RunId.New(new Clock(Samples.Noon.AddSeconds(1)));

        Assert.Matches("^20260131T120000-[0-9a-f]{6}$", early);
        Assert.True(string.CompareOrdinal(early, late) < 0);
        Assert.NotEqual(early, RunId.New(new Clock(Samples.Noon)));
    }

    [Fact]
    public void Lines_longer_than_any_buffer_are_read()
    {
        string path;
        using (var journal = Journal.Create(_store.Path, Samples.RunName))
        {
            path = journal.FilePath;
            journal.Append(Samples.Finished(Samples.Spec(), 0.5, curvePoints: 60_000));
            journal.Append(Samples.Finished(Samples.Spec(seed: 1), 0.25, curvePoints: 60_000));
        }

        Assert.True(new FileInfo(path).Length > 2_000_000);
        using var store = Open();
        Assert.Equal(2, store.Results().Count);
        Assert.Equal(60_000, store.Curves(Samples.Key(Samples.Spec(seed: 1)))["train-loss"].Values.Length);
    }

    private ResultStore Open() => ResultStore.Open(_store.Path, _notices.Add);

    private string WriteTwoCells()
    {
        using var journal = Journal.Create(_store.Path, Samples.RunName);
        journal.Append(Samples.Finished(Samples.Spec(), 0.25));
        journal.Append(Samples.Finished(Samples.Spec(seed: 1), 0.5));
        return journal.FilePath;
    }

    private static string Signed(string entry) =>
        $$"""{"crc":"{{Crc32C.Of(Encoding.UTF8.GetBytes(entry)):x8}}","entry":{{entry}}}""";

    // The last place, so that the first of the two cells stays whole.
    private static string Replaced(string content, string text, string changed)
    {
        int at = content.LastIndexOf(text, StringComparison.Ordinal);
        return content[..at] + changed + content[(at + text.Length)..];
    }

    private static string ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream).ReadToEnd();
    }

    private static string Text(RunEvent e) => System.Text.Encoding.UTF8.GetString(JournalLine.Of(e));

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
