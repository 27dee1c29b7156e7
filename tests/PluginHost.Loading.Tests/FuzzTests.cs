using System.IO.Compression;
using PluginHost.Loading.Installing;
using PluginHost.Loading.Settings;
using PluginHost.TestKit.Fuzzing;

namespace PluginHost.Loading.Tests;

/// <summary>Settings with changes are read, or refused with their place.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plugin_settings()
    {
        string file = _folder["plugins.json"];
        Directory.CreateDirectory(_folder["a"]);
        var samples = FuzzedParser.Texts(
            """{ "folders": ["a"], "disabled": ["tap", "noise/em"],"""
            + """ "options": { "rem": { "eot-samples": 5, "flag": true, "note": "x" } } }""",
            "// comment\n{ \"folders\": [], }\n", "{}");
        var result = new FuzzedParser("plugins.json", samples, input =>
        {
            File.WriteAllBytes(file, input);
            PluginSettings.Find(file, _folder.Path, _folder.Path);
        },
        typeof(PluginSettingsException))
        {
            Tokens = FuzzedParser.Texts(
                "\"folders\"", "\"disabled\"", "\"options\"",
                ":", ",", "/*", "//", "\\u0000", "\\ud800", "[[[[", "{\"a\":{"),
        }.Check();

        output.WriteLine($"{result}");
        Assert.InRange(result.Refused, 1, result.Inputs - 1);
    }

    /// <summary>Its plugin is no library, so that none is ever installed.</summary>
    [Fact]
    public void Archives_of_plugins()
    {
        string file = _folder["plugin.zip"], home = _folder["plugins"];
        var settings = PluginSettings.OfFolders(home);
        var result = new FuzzedParser(
            "plugin.zip",
            [Archive("Some.Plugin/Some.Plugin.dll", "Some.Plugin/x.txt"), Archive("A.dll", "A.deps.json", "b/c.txt")],
            input =>
            {
                File.WriteAllBytes(file, input);
                PluginInstallation.Install(file, settings);
            },
            typeof(PluginInstallException), typeof(IOException))
        {
            Tokens = FuzzedParser.Texts("../", "/", "\\", "PK\u0003\u0004", "PK\u0005\u0006", ".dll", "\u001b[2J"),
        }.Check();

        output.WriteLine($"{result}");
        Assert.Equal(result.Inputs, result.Refused);
        Assert.Equal([file], Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    private static byte[] Archive(params string[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (string file in files)
            {
                using var entry = new StreamWriter(zip.CreateEntry(file).Open());
                entry.Write(new string('x', 300));
            }
        }

        return bytes.ToArray();
    }
}
