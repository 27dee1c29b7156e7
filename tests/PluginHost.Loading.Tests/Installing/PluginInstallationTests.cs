using System.IO.Compression;
using PluginHost.Loading.Installing;
using PluginHost.Loading.Settings;

namespace PluginHost.Loading.Tests;

public sealed class PluginInstallationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PluginSettings Settings => PluginSettings.Find(null, _folder.Path, _folder.Path);

    [Theory]
    [InlineData("Sample.Good/")]
    [InlineData("plugins/Sample.Good/")]
    [InlineData("")]
    public void A_plugin_of_an_archive_is_put_where_it_is_found(string within)
    {
        string archive = Zip(
            within, Built("Sample.Good"),
            ($"{within}Sample.Good.csproj", "source"), ($"{within}obj/Sample.Good.dll", "left over"));

        var folders = PluginInstallation.Install(archive, Settings);

        Assert.Equal([_folder["plugins/Sample.Good"]], folders);
        var catalogue = PluginLoader.Load(Settings);
        Assert.Equal(4, catalogue.Plugins.Count);
        Assert.Equal("from beside the plugin", catalogue.Filter(new PluginUse("copy")).ToString());
        AssertNothingBesides("Sample.Good");
        Assert.Equal(
            Built("Sample.Good").Select(Path.GetFileName).Order(),
            Directory.EnumerateFileSystemEntries(folders[0]).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("Sample.Good/../../outside.txt")]
    [InlineData("Sample.Good/..\\..\\outside.txt")]
    [InlineData("/outside.txt")]
    [InlineData("C:/outside.txt")]
    public void An_archive_that_leads_outside_is_refused(string path)
    {
        string archive = Zip("Sample.Good/", Built("Sample.Good"), (path, "bad"));

        var refused = Assert.Throws<PluginInstallException>(() => PluginInstallation.Install(archive, Settings));

        string shown = path.Replace('\\', '/');
        Assert.Equal(
            $"{archive} holds a file that would lie elsewhere: '{shown}'; do not trust where it comes from",
            refused.Message);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "outside.txt", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(_folder["plugins"]));
    }

    [Fact]
    public void An_archive_that_would_fill_the_disk_is_refused_before_it_is_unpacked()
    {
        string archive = _folder["large.zip"];
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("Large/Large.dll", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1 << 20];
            for (int part = 0; part <= 1024; part++)
            {
                entry.Write(zeros);
            }
        }

        var refused = Assert.Throws<PluginInstallException>(() => PluginInstallation.Install(archive, Settings));

        Assert.Contains("holds more than 10000 files or 1024 MB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_archive_or_holds_no_plugin_is_told()
    {
        string text = _folder.Write("text.zip", "no archive");
        string empty = Zip("lib/net10.0/", Built("Sample.Good").Where(file => Path.GetExtension(file) == ".dll"));

        Assert.Contains("is no zip archive or NuGet package", Refused(text), StringComparison.Ordinal);
        Assert.Contains("holds no plugin: none of its folders", Refused(empty), StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => PluginInstallation.Install(_folder["missing.zip"], Settings));

        string Refused(string file) =>
            Assert.Throws<PluginInstallException>(() => PluginInstallation.Install(file, Settings)).Message;
    }

    [Fact]
    public void A_plugin_that_cannot_be_used_is_not_installed()
    {
        string archive = Zip(
            "Sample.Good/",
            Built("Sample.Good").Where(file => Path.GetFileName(file) != "Sample.Dependency.dll"));

        var refused = Assert.Throws<PluginInstallException>(() => PluginInstallation.Install(archive, Settings));

        Assert.Contains(
            "Sample.Good.dll cannot be used: needs Sample.Dependency 0.1.0.0", refused.Message,
            StringComparison.Ordinal);
        AssertNothingBesides();
    }

    [Fact]
    public void A_plugin_that_is_there_is_left_alone()
    {
        string mine = _folder.Write("plugins/Sample.Good/Mine.cs", "my work");
        string archive = Zip("Sample.Good/", Built("Sample.Good"));

        var refused = Assert.Throws<PluginInstallException>(() => PluginInstallation.Install(archive, Settings));

        Assert.EndsWith(
            "take it out first: pluginhost plugins remove Sample.Good", refused.Message, StringComparison.Ordinal);
        Assert.Equal([mine], Directory.EnumerateFiles(_folder["plugins"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_installed_plugin_is_removed_whole()
    {
        PluginInstallation.Install(Zip("Sample.Good/", Built("Sample.Good")), Settings);

        PluginInstallation.Remove(_folder["plugins/Sample.Good"], PluginLoader.Survey(Settings).Reports, Settings);

        AssertNothingBesides();
        Assert.Empty(PluginLoader.Survey(Settings).Reports);
    }

    [Fact]
    public void Source_and_what_lies_elsewhere_or_is_named_in_the_settings_is_not_removed()
    {
        string source = _folder.Copy("Sample.Good", "plugins"), elsewhere = _folder.Copy("Sample.Good", "elsewhere");

        Assert.Contains("lies outside of", Refused<PluginInstallException>(elsewhere), StringComparison.Ordinal);
        _folder.Write("plugins.json", """{ "disabled": ["filter/copy"] }""");
        Assert.EndsWith(
            "plugins.json(1,16): 'filter/copy' is named here; take it out before the plugin is removed",
            Refused<PluginSettingsException>(source), StringComparison.Ordinal);
        _folder.Write("plugins/Sample.Good/Sample.Good.csproj", "");
        Assert.Contains("holds the plugin's source", Refused<PluginInstallException>(source), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(source, "Sample.Good.dll")));

        string Refused<T>(string folder)
            where T : Exception =>
            Assert.Throws<T>(
                () => PluginInstallation.Remove(folder, PluginLoader.Survey(Settings).Reports, Settings)).Message;
    }

    private static IEnumerable<string> Built(string name) =>
        Directory.EnumerateFiles(Path.Combine(Samples.Built, name));

    /// <summary>An archive of files in a folder, and of others.</summary>
    private string Zip(string within, IEnumerable<string> files, params (string Path, string Text)[] more)
    {
        string archive = _folder[$"{Guid.NewGuid():N}.nupkg"];
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Create);
        foreach (string file in files)
        {
            zip.CreateEntryFromFile(file, within + Path.GetFileName(file));
        }

        foreach (var (path, text) in more)
        {
            using var entry = new StreamWriter(zip.CreateEntry(path).Open());
            entry.Write(text);
        }

        return archive;
    }

    private void AssertNothingBesides(params string[] names) => Assert.Equal(
        names, Directory.EnumerateFileSystemEntries(_folder["plugins"]).Select(Path.GetFileName));
}
