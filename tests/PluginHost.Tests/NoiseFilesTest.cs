using System.Text.Json;
using PluginHost.Recipes.Language;
using PluginHost.Tables.Rows;

namespace PluginHost.Tests;

/// <summary>A store with one noise set and a cell that was trained with it, for all tests of <see cref="NoiseFilesTest"/>.</summary>
public sealed class NoiseFilesRun : IDisposable
{
    public NoiseFilesRun()
    {
        string recipe = Recipe("made.csx", "Em(8).As(\"EM 8\")");
        Made = Run("run", recipe, "--device", "cpu", "--precision", "fp32");
        Exported = Run("noise", "export", "EM 8", "--format", "npy", "--out", Folder["theirs.npy"]);
    }

    internal TempFolder Folder { get; } = new();

    internal Outcome Made { get; }

    internal Outcome Exported { get; }

    internal Outcome Run(params string[] args) => TheProgram.Run([.. args, "--store", Folder["store"]]);

    internal string Recipe(string name, string noise) => Folder.Write(name, $$"""
        Experiment("{{Path.GetFileNameWithoutExtension(name)}}")
            .Data("shapes")
            .Noise({{noise}})
            .Train(Models.ConvMini(width: 8), Plain)
            .DefaultPreset("smoke")
            .Table(rows: "train.radius", columns: "noise");
        """);

    public void Dispose() => Folder.Dispose();
}

public sealed class NoiseFilesTest(NoiseFilesRun run) : IClassFixture<NoiseFilesRun>
{
    private const int Failed = 1, Usage = 2;
    private TempFolder Folder => run.Folder;

    [Fact]
    public void A_noise_set_is_listed_and_verified_by_its_label_and_its_key()
    {
        Good(run.Made);
        Good(run.Exported);
        using var list = JsonDocument.Parse(Good(run.Run("noise", "list", "--json")));
        // Other tests of this class make noise in the same store.
        var set = Assert.Single(list.RootElement.GetProperty("made").EnumerateArray(), made => made.GetProperty("labels")[0].GetString() == "EM 8");

        string text = Good(run.Run("noise", "list"));
        string verified = Good(run.Run("noise", "verify", set.GetProperty("key").GetString()?[..10] ?? ""));

        Assert.Contains("EM 8", text, StringComparison.Ordinal);
        Assert.All(verified.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(good|unknown) ", line));
        Assert.Equal(verified, Good(run.Run("noise", "verify", "em 8")));
    }

    [Fact]
    public void Noise_from_a_file_takes_part_in_recipes_and_gives_the_same_numbers()
    {
        string recipe = run.Recipe("theirs.csx", "NoiseFile(\"theirs.npy\", radius: 8)");

        Good(run.Run("run", recipe, "--device", "cpu", "--precision", "fp32"));
        var rows = Rows("made").Concat(Rows("theirs")).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Equal(rows[0].GetProperty("metrics").GetProperty("test-accuracy").GetDouble(), rows[1].GetProperty("metrics").GetProperty("test-accuracy").GetDouble());
        Assert.Equal(rows[0].GetProperty("metrics").GetProperty("train-loss").GetDouble(), rows[1].GetProperty("metrics").GetProperty("train-loss").GetDouble());

        // The cell is known by what the file holds, not by where it lies.
        Directory.CreateDirectory(Folder["elsewhere"]);
        File.Copy(Folder["theirs.npy"], Folder["elsewhere/moved.npy"], overwrite: true);
        string moved = run.Recipe("moved.csx", "NoiseFile(\"elsewhere/moved.npy\", radius: 8)");
        Assert.Contains("1 done already, 0 to run", Good(run.Run("run", moved, "--dry-run", "--device", "cpu", "--precision", "fp32")), StringComparison.Ordinal);

        byte[] bytes = File.ReadAllBytes(Folder["elsewhere/moved.npy"]);
        bytes[^1] = (byte)(bytes[^1] == 0 ? 1 : 0);
        File.WriteAllBytes(Folder["elsewhere/moved.npy"], bytes);
        Assert.Contains("0 done already, 1 to run", Good(run.Run("run", moved, "--dry-run", "--device", "cpu", "--precision", "fp32")), StringComparison.Ordinal);
    }

    [Fact]
    public void Imported_noise_is_found_by_its_name_and_knows_its_radius()
    {
        Good(run.Run("noise", "export", "EM 8", "--format", "safetensors", "--out", Folder["em.safetensors"]));

        string imported = Good(run.Run("noise", "import", Folder["em.safetensors"], "--name", "brought"));
        string recipe = run.Recipe("brought.csx", "NoiseFile(\"brought\").As(\"theirs {radius}\")");
        string plan = Good(run.Run("run", recipe, "--dry-run", "--device", "cpu", "--precision", "fp32"));

        Assert.Contains("made for these images of shapes", imported, StringComparison.Ordinal);
        Assert.Contains("NoiseFile(\"brought\")", imported, StringComparison.Ordinal);
        Assert.Contains("theirs 8", plan, StringComparison.Ordinal);
        Assert.Contains("brought", Good(run.Run("noise", "list")), StringComparison.Ordinal);
        Expect(Usage, "is there already; --force replaces it", run.Run("noise", "import", Folder["em.safetensors"], "--name", "brought"));
        Expect(Usage, "did you mean 'brought'?", run.Run("run", run.Recipe("wrong.csx", "NoiseFile(\"brougt\")"), "--dry-run"));
    }

    [Theory]
    [InlineData("png")]
    [InlineData("cifar")]
    public void An_exported_protected_data_set_is_imported_as_the_noise_that_it_was_made_with(string format)
    {
        string folder = Folder[$"exported-{format}"], images = TrainImages();
        Good(run.Run("noise", "export", "EM 8", "--format", format, "--out", folder));

        string checks = Good(run.Run("noise", "verify", folder, "--data", "shapes", "--train-images", images, "--radius", "8"));

        Assert.Contains("protected images in grey levels", checks, StringComparison.Ordinal);
        Assert.Contains("the same as the data set's, image by image", checks, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", checks, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_noise_is_told_and_neither_imported_nor_used()
    {
        byte[] bytes = File.ReadAllBytes(Folder["theirs.npy"]);
        for (int i = 128; i < bytes.Length; i++)
        {
            bytes[i] = (sbyte)bytes[i] < 0 ? (byte)0 : bytes[i];
        }

        File.WriteAllBytes(Folder["positive.npy"], bytes);
        string[] options = ["--data", "shapes", "--train-images", TrainImages(), "--radius", "8"];

        var verified = run.Run(["noise", "verify", Folder["positive.npy"], .. options]);
        var imported = run.Run(["noise", "import", Folder["positive.npy"], .. options]);
        var used = run.Run("run", run.Recipe("positive.csx", "NoiseFile(\"positive.npy\", radius: 8)"), "--device", "cpu");

        Assert.Equal((Failed, ""), (verified.Code, verified.Errors));
        Assert.Matches("(?m)^wrong +signs +0.0 % negative", verified.Output);
        Expect(Failed, "one half of the noise is lost", imported);
        Assert.Equal(Failed, used.Code);
        Assert.Contains("signs: 0.0 % negative", used.Output + used.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("positive", Good(run.Run("noise", "list")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_an_unknown_radius_are_told_with_the_recipes_line()
    {
        Expect(Usage, "there is no file or folder", run.Run("run", run.Recipe("missing.csx", "NoiseFile(\"nowhere.npy\", radius: 8)"), "--dry-run"));
        Expect(Usage, "missing.csx(3,12): NoiseFile", run.Run("run", Folder["missing.csx"], "--dry-run"));
        Expect(Usage, "add it: NoiseFile(\"theirs.npy\", radius: 8)", run.Run("run", run.Recipe("radius.csx", "NoiseFile(\"theirs.npy\")"), "--dry-run"));
        Expect(Usage, "there is no noise 'EM 9'; did you mean 'EM 8'?", run.Run("noise", "verify", "EM 9"));
        Expect(Usage, "--data is missing", run.Run("noise", "verify", Folder["theirs.npy"]));
    }

    [Fact]
    public void View_draws_shades_in_a_pipe_and_writes_a_sheet()
    {
        var drawn = run.Run("noise", "view", "EM 8", "--image", "3");
        string sheet = Good(run.Run("noise", "view", "EM 8", Folder["theirs.npy"], "--data", "shapes", "--train-images", TrainImages(), "--png", Folder["sheet.png"]));

        Assert.Equal(0, drawn.Code);
        Assert.StartsWith("note: no colours here", Assert.Single(drawn.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(1 + 16, drawn.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain('\e', drawn.Output);
        Assert.Contains("8 images, EM 8, theirs", sheet, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Folder["sheet.png"])[..4]);
    }

    private string TrainImages()
    {
        using var list = JsonDocument.Parse(Good(run.Run("noise", "list", "--json")));
        return list.RootElement.GetProperty("made").EnumerateArray().First(set => set.GetProperty("noise").GetProperty("method").GetProperty("id").GetString() == "em")
            .GetProperty("data").GetProperty("trainImages").GetRawText();
    }

    private List<JsonElement> Rows(string experiment)
    {
        string rows = Good(run.Run("results", "list", "--json"));
        string cell = JsonDocument.Parse(rows).RootElement.EnumerateArray().First(row => row.GetProperty("experiment").GetString() == experiment).GetProperty("id").GetString() ?? "";
        var record = JsonDocument.Parse(Good(run.Run("results", "show", cell, "--json"))).RootElement;
        return [.. record.GetProperty("cells").EnumerateArray().Select(key =>
            JsonDocument.Parse(Good(run.Run("results", "show", key.GetString() ?? "", "--json"))).RootElement.GetProperty("latest"))];
    }

    private static string Good(Outcome outcome)
    {
        Assert.Equal(("", 0), (outcome.Errors, outcome.Code));
        return outcome.Output;
    }

    private static void Expect(int code, string text, Outcome outcome)
    {
        Assert.Equal(code, outcome.Code);
        Assert.Contains(text, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }
}
