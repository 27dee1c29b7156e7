using System.Text;
using PluginHost.Files;
using PluginHost.Running.Live;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Results;
using PluginHost.Screens.Tests.Runs;
using PluginHost.Store.Records;
using PluginHost.TestKit.Fuzzing;

namespace PluginHost.Screens.Tests;

/// <summary>Keys, pivots and statuses of runs, with changes.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_files() => Check(new FuzzedParser(
        "keys.json",
        FuzzedParser.Texts(
            "{ // moved\n \"sort\": [\"ctrl-s\", \"z s\"], \"quit\": [], \"filter\": \"/\" }",
            """{ "up": "alt-f5", }"""),
        input =>
        {
            File.WriteAllBytes(_folder["keys.json"], input);
            CustomKeys.Parse(RegularFile.ReadAllText(_folder["keys.json"]), "keys.json");
        },
        typeof(KeyFileException), typeof(IOException))
    {
        Tokens = FuzzedParser.Texts(
            "ctrl-", "shift-", "space", "\"", "[", "]", ",", ":", "\\ud83d", "//", "/*", "😀"),
    });

    [Fact]
    public void Pivots() => Check(new FuzzedParser(
        "pivot",
        FuzzedParser.Texts(
            "train.radius by noise of accuracy",
            "dataset,train.radius by noise of accuracy, loss over model ci95"),
        input =>
        {
            var request = PivotRequest.Parse(Encoding.UTF8.GetString(input));
            Assert.Equal(request.ToString(), PivotRequest.Parse(request.ToString()).ToString());
        },
        typeof(QueryException))
    {
        IsTyped = true,
        Tokens = FuzzedParser.Texts(
            " by ", " of ", " over ", ",", " ", "mean-std", "noise", "accuracy", "range"),
    });

    [Fact]
    public void Statuses_of_runs()
    {
        var folder = new LiveFolder(_folder.Path);
        var clock = new StandingClock(RunSamples.Noon);
        var written = RunSamples.Running() with { Process = LiveProcess.Current() };
        folder.Write(written);
        string file = _folder[$"live/{written.Id}.json"];
        int listed = 0;
        var result = new FuzzedParser("live status", [File.ReadAllBytes(file)], input =>
        {
            File.WriteAllBytes(file, input);
            foreach (var status in folder.List(clock))
            {
                listed++;
                _ = $"{status.Count(LiveCellState.Finished)} {status.Process.IsAlive} "
                    + $"{string.Join(' ', status.Arguments)} {status.Phase?.Loss.Values.Length}";
            }
        })
        {
            Tokens = FuzzedParser.Texts(
                "null", ",", "[]", "{}", "\"cell\":9,", "\"id\":\"../x\",", "\"phase\":{}", "\"log\":[null]"),
        }.Check();

        output.WriteLine($"{result}, of which {listed} are listed");
        Assert.InRange(listed, 1, result.Inputs - 1);
    }

    private void Check(FuzzedParser parser)
    {
        var result = parser.Check();
        output.WriteLine($"{result}");
        Assert.InRange(result.Refused, 1, result.Inputs - 1);
    }
}
