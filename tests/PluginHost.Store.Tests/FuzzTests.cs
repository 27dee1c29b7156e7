using System.Text;
using System.Text.RegularExpressions;
using PluginHost.Files;
using PluginHost.Store.Exchange;
using PluginHost.Store.Journals;
using PluginHost.Tables.Rows;
using PluginHost.TestKit.Fuzzing;

namespace PluginHost.Store.Tests;

/// <summary>Journals with changed lines whose checksums are right.</summary>
public sealed partial class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static IReadOnlyList<byte[]> Lines
    {
        get
        {
            var spec = Samples.Spec("REM 8-4", radius: 4, seed: 7, filter: "median", share: 0.4, norm: Norm.L2);
            const string run = Samples.RunName;
            RunEvent[] events =
            [
                Samples.Started([spec]),
                new CellStarted(Samples.Key(spec), spec) { At = Samples.Noon, Run = run, Order = 2 },
                new ArtifactMade("noise", "abc", "def", 12.5) { At = Samples.Noon, Run = run },
                Samples.Finished(spec, 0.25),
                Samples.Failed(spec),
                new CellTagged(Samples.Key(spec), ["good"], ["bad"]) { At = Samples.Noon, Run = run },
                new CellNoted(null, "note") { At = Samples.Noon, Run = run },
                new CellRemoved(Samples.Key(spec), Samples.Noon) { At = Samples.Noon, Run = run, UpTo = 3 },
                Samples.Ended(),
            ];
            return [.. events.Select(e => JournalLine.Of(e)[..^1])];
        }
    }

    private static readonly byte[][] s_words = [.. FuzzedParser.Texts(
        "null", ",null", "[null]", "\"cell\":null,", "\"event\":\"cell-finished\",", "\"spec\":{}",
        "\"order\":-1,", "\"run\":\"../x\",", "\"at\":\"9999-12-31T23:59:59Z\",")];

    [Fact]
    public void A_line_of_a_journal() => Check(new FuzzedParser(
        "journal line", Lines, line =>
        {
            JournalLine.Parse(line, curves: false);
            JournalLine.Parse(line, curves: true);
        },
        typeof(FormatException))
    {
        Repair = Signed,
        Tokens = s_words,
    });

    [Fact]
    public void A_journal_of_a_store()
    {
        int number = 0;
        Check(new FuzzedParser("journal", [.. Lines], line =>
        {
            // Some changed lines among whole ones: those count whatever stands in the others.
            number++;
            string store = _folder[$"store-{number / Together}"];
            string journals = Path.Combine(store, "journals", "2026-01-31");
            Directory.CreateDirectory(journals);
            var spec = Samples.Spec(seed: 1000 + number);
            byte[] whole = JournalLine.Of(Samples.Finished(spec, 0.5, run: "20260201T120000-bbbbbb"));
            using (var journal = new FileStream(Path.Combine(journals, "a.jsonl"), FileMode.Append))
            {
                journal.Write([.. line, (byte)'\n', .. whole]);
            }

            if (number % Together == Together - 1)
            {
                Read(store);
                Directory.Delete(store, recursive: true);
            }
        })
        {
            Repair = Signed,
            Tokens = s_words,
        });
    }

    [Fact]
    public void An_exported_journal() => Check(new FuzzedParser(
        "exported journal", [[.. Lines[0], (byte)'\n', .. Lines[3], (byte)'\n', .. Lines[8], (byte)'\n']], lines =>
        {
            File.WriteAllBytes(_folder[ExportedJournal.FileName], lines);
            ExportedJournal.Read(_folder.Path);
        },
        typeof(StoreException))
    {
        Repair = SignedLines,
        Tokens = s_words,
    });

    private const int Together = 40;

    private static void Read(string store)
    {
        List<string> notices = [];
        using var opened = ResultStore.Open(store, notices.Add);
        Assert.DoesNotContain(notices, notice => notice.Contains("damaged", StringComparison.Ordinal));
        Assert.InRange(opened.Results().Count, Together - 1, 2 * Together);
        foreach (var run in opened.Runs())
        {
            opened.Run(run.Id);
            opened.Started(run.Id);
        }

        opened.Unreadable();
        opened.FailedCells();
        opened.Trash();
    }

    private void Check(FuzzedParser parser)
    {
        var result = parser.Check();
        output.WriteLine($"{result}");
        Assert.InRange(result.Taken, 1, result.Inputs);
    }

    private static byte[] SignedLines(byte[] lines)
    {
        var signed = Encoding.Latin1.GetString(lines).Split('\n')
            .Select(line => Encoding.Latin1.GetString(Signed(Encoding.Latin1.GetBytes(line))));
        return Encoding.Latin1.GetBytes(string.Join('\n', signed));
    }

    /// <summary>The line with the checksum that fits what it has now; a line that is none stays so.</summary>
    private static byte[] Signed(byte[] line)
    {
        const int entryAt = 26;
        if (line.Length <= entryAt || !Beginning().IsMatch(Encoding.Latin1.GetString(line[..entryAt])))
        {
            return line;
        }

        byte[] entry = line[^1] == (byte)'}' ? line[entryAt..^1] : line[entryAt..];
        return [.. Encoding.ASCII.GetBytes($$"""{"crc":"{{Crc32C.Of(entry):x8}}","entry":"""), .. entry, (byte)'}'];
    }

    [GeneratedRegex("""^\{"crc":"[0-9a-f]{8}","entry":$""")]
    private static partial Regex Beginning();
}
