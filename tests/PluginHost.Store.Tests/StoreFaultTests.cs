using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Export;
using PluginHost.Tables.Rows;

namespace PluginHost.Store.Tests;

/// <summary>A store that is not there, cannot be written, goes away, or is of another version.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Who_only_asks_makes_no_store_and_sees_one_that_comes_later()
    {
        string place = _folder["store"];
        using var store = Open(place);

        Assert.Empty(store.Results());
        Assert.Empty(store.Runs());
        Assert.Empty(store.Unreadable());
        Assert.Empty(store.FailedCells());
        store.Rebuild();
        Assert.False(Directory.Exists(place));

        Directory.CreateDirectory(place);
        store.Refresh();
        Assert.Empty(Directory.GetFileSystemEntries(place));

        Samples.WriteRun(place, [Samples.Spec()]);
        store.Refresh();
        Assert.Single(store.Results());
        Assert.True(File.Exists(Path.Combine(place, "db", "results.db")));
        Assert.Empty(_notices);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_store_that_cannot_be_written_is_read_all_the_same(bool hasDatabase)
    {
        string place = Filled();
        string before;
        using (var store = Open(place))
        {
            before = ResultsCsv.Write(store.Results());
        }

        if (!hasDatabase)
        {
            Directory.Delete(Path.Combine(place, "db"), recursive: true);
        }

        using var closed = ReadOnlyFolder.Of(place);
        Assert.SkipWhen(closed is null, ReadOnlyFolder.Reason);
        using var again = Open(place);

        Assert.Equal(before, ResultsCsv.Write(again.Results()));
        Assert.Contains("results are read from the journals into memory", Assert.Single(_notices));
        Assert.Equal(hasDatabase, Directory.Exists(Path.Combine(place, "db")));
    }

    [Fact]
    public void A_database_that_cannot_be_written_is_not_made_again_and_says_so()
    {
        string place = Filled();
        using (var store = Open(place))
        {
            Assert.NotEmpty(store.Results());
        }

        using var closed = ReadOnlyFolder.Of(place);
        Assert.SkipWhen(closed is null, ReadOnlyFolder.Reason);
        using var again = Open(place);

        var error = Assert.Throws<StoreException>(again.Rebuild);

        string db = Path.Combine(place, "db");
        Assert.Contains($"the database in {db} cannot be made again: {db} cannot be written (", error.Message);
        Assert.Empty(_notices);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("17\n")]
    public void A_store_of_a_newer_version_is_neither_read_nor_written(string format)
    {
        string place = Filled();
        File.WriteAllText(Path.Combine(place, "format"), format);
        using var store = Open(place);

        string read = Assert.Throws<StoreException>(() => store.Results()).Message;
        string rebuilt = Assert.Throws<StoreException>(store.Rebuild).Message;
        string written = Assert.Throws<StoreException>(() => Journal.Create(place, Samples.RunName)).Message;

        Assert.Equal(
            $"the store {place} is of a newer version of the program (its format is {format.Trim()}, this version "
            + "knows 1): use that version, or another store with --store",
            read);
        Assert.Equal(read, rebuilt);
        Assert.Equal(read, written);
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("one", "holds no number of a format; write 1 into it")]
    [InlineData("", "holds no number of a format; write 1 into it")]
    [InlineData("-3", "holds no number of a format; write 1 into it")]
    public void A_format_is_a_number_that_is_known(string format, string? problem)
    {
        string place = Filled();
        File.WriteAllText(Path.Combine(place, "format"), format);
        using var store = Open(place);

        if (problem is null)
        {
            Assert.NotEmpty(store.Results());
        }
        else
        {
            Assert.Contains(problem, Assert.Throws<StoreException>(() => store.Results()).Message);
        }
    }

    [Fact]
    public void A_journal_whose_store_was_renamed_says_where_its_results_are()
    {
        string place = Place("store"), now = _folder["renamed"];
        using var journal = Journal.Create(place, Samples.RunName);
        journal.Append(Samples.Finished(Samples.Spec(), 0.5));
        Assert.False(journal.IsLost);

        Directory.Move(place, now);

        Assert.True(journal.IsLost);
        string said = Assert.Throws<StoreException>(() => journal.Append(Samples.Ended())).Message;
        Assert.False(Directory.Exists(place));
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells where an open file is");
        Assert.Equal(
            $"the store {place} was renamed to {now} while the run went on: what this run has recorded (1 "
            + $"result) is safe there; rename it back, or give --store {now}, and run the same command again",
            said);
        using var store = Open(now);
        Assert.Single(store.Results());
    }

    [Fact]
    public void A_journal_whose_store_was_removed_says_so()
    {
        string place = Place("store");
        using var journal = Journal.Create(place, Samples.RunName);
        journal.Append(Samples.Finished(Samples.Spec(), 0.5));
        journal.Append(Samples.Finished(Samples.Spec(seed: 1), 0.5));

        Directory.Delete(place, recursive: true);

        Assert.True(journal.IsLost);
        string said = Assert.Throws<StoreException>(() => journal.Append(Samples.Ended())).Message;
        Assert.Contains($"the store {place} ", said);
        Assert.Contains("what this run has recorded (2 results)", said);
        Assert.False(Directory.Exists(place));
    }

    [Fact]
    public void A_copy_in_the_place_of_a_removed_store_takes_no_result_away()
    {
        string place = Place("store");
        using var journal = Journal.Create(place, Samples.RunName);
        journal.Append(Samples.Started([Samples.Spec()]));
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells where an open file is");

        // What is written into the open file goes nowhere now, though a file of its name is there.
        Copy(place, _folder["copy"]);
        Directory.Delete(place, recursive: true);
        Directory.Move(_folder["copy"], place);

        Assert.True(journal.IsLost);
        Assert.Contains(
            "was removed while the run went on",
            Assert.Throws<StoreException>(() => journal.Append(Samples.Finished(Samples.Spec(), 0.5))).Message);
    }

    [Fact]
    public void A_journal_begins_in_a_store_that_is_there_only()
    {
        string said = Assert.Throws<StoreException>(() => Journal.Create(_folder["none"], Samples.RunName)).Message;

        Assert.Contains($"the store {_folder["none"]} is not there", said);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Theory]
    [InlineData("results")]
    [InlineData("rows")]
    public void A_database_that_says_something_else_than_the_journals_is_found(string collection)
    {
        string place = Filled();
        using (var store = Open(place))
        {
            Assert.Empty(store.Differences() ?? ["nothing could be said"]);
        }

        using (var db = new LiteDatabase(Path.Combine(place, "db", "results.db")))
        {
            var changed = db.GetCollection(collection);
            Assert.True(changed.Delete(changed.FindAll().First()["_id"]));
        }

        using var again = Open(place);

        Assert.NotEmpty(again.Differences() ?? []);
        again.Rebuild();
        Assert.Empty(again.Differences() ?? ["nothing could be said"]);
    }

    [Fact]
    public void What_came_in_parts_and_out_of_order_makes_no_difference()
    {
        string place = Filled();
        using var store = Open(place);
        store.Refresh();
        using var journal = Journal.Create(place, "20260203T000000-dddddd");
        journal.Append(new CellStarted(Samples.Key(Samples.Spec()), Samples.Spec())
        {
            At = Samples.Noon, Run = "20260203T000000-dddddd",
        });
        store.Refresh();
        journal.Append(Samples.Finished(Samples.Spec(), 0.25, run: "20260203T000000-dddddd"));
        store.Refresh();
        journal.Append(Samples.Started([Samples.Spec()], "20260203T000000-dddddd"));
        new Annotations(store, TimeProvider.System).Tag(Samples.Key(Samples.Spec()), ["good"], []);

        Assert.Empty(store.Differences() ?? ["nothing could be said"]);
    }

    private string Place(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    private string Filled()
    {
        string place = Place("store");
        Samples.WriteRun(place, Samples.Plan());
        return place;
    }

    private ResultStore Open(string place) => ResultStore.Open(place, _notices.Add);

    private static void Copy(string from, string to)
    {
        // The lock of the journal keeps out everybody.
        var files = Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".alive"));
        foreach (string file in files)
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? to);
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }
    }
}
