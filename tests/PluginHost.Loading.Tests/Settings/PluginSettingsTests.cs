using PluginHost.Loading.Settings;

namespace PluginHost.Loading.Tests;

public sealed class PluginSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "(1,1): the file is empty; write {} for the defaults")]
    [InlineData("[]", "(1,1): the file holds an object")]
    [InlineData("{\n  \"folders\": [\"a\",\n}", "(3,1): not valid JSON: ")]
    [InlineData("{\n  \"folder\": [] }", "(2,3): unknown key 'folder'; did you mean 'folders'?")]
    [InlineData("{ \"disabled\": [], \"disabled\": [] }", "(1,19): 'disabled' is given twice")]
    [InlineData("{ \"folders\": \"plugins\" }", "(1,14): 'folders' is a list of folders")]
    [InlineData("{ \"folders\": [\n    7] }", "(2,5): expected a folder, written as a text in quotes")]
    [InlineData("{ \"disabled\": [{}] }", "(1,16): expected a plugin, written as a text in quotes")]
    [InlineData("{ \"disabled\": [\"niose/em\"] }", "(1,16): 'niose' is no kind of plugin; did you mean 'noise'?")]
    [InlineData("{ \"disabled\": [\"a/b/c\"] }", "(1,16): 'a/b/c' is not a plugin's name; write rem or noise/rem")]
    [InlineData("{ \"options\": [] }", "(1,14): 'options' is an object of plugins")]
    [InlineData("{ \"options\": { \"é\": {}, \"em\": 5 } }", "(1,31): 'em' takes an object of options")]
    [InlineData("{ \"options\": { \"em\": {\n  \"radius\": [8] } } }", "(2,13): the value of 'radius' is a number, true, false or a text")]
    [InlineData("{ } x", "(1,5): not valid JSON: ")]
    [InlineData("{ \"folders\": [\"\\ud800\"] }", "(1,15): the text has half of a character")]
    [InlineData("{ \"\\udc00\": [] }", "(1,3): the text has half of a character")]
    [InlineData("{ \"options\": { \"em\": { \"a\": \"\\ud800x\" } } }", "(1,29): the text has half of a character")]
    [InlineData("{ \"folders\": [\"a\\u0000b\"] }", "(1,15): no folder can be called 'a�b'")]
    [InlineData("{ \"folders\": [\"\"] }", "(1,15): no folder can be called ''")]
    [InlineData(
        "{ \"options\": { \"em\": { \"radius\": 1e999 } } }", "(1,34): the value of 'radius' is a larger number")]
    [InlineData("{ \"\\u202edelbasid\": [] }", "(1,3): unknown key '�delbasid'")]
    public void A_mistake_is_told_with_its_place(string text, string message)
    {
        string file = _folder.Write("plugins.json", text);

        var error = Assert.Throws<PluginSettingsException>(() => PluginSettings.Find(file, _folder.Path, _folder.Path));

        Assert.StartsWith(file + message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told_with_their_place()
    {
        string file = _folder["plugins.json"];
        File.WriteAllBytes(file, [.. "{ \"folders\":\n  [\"caf"u8, 0xE9, .. "\"] }"u8]);

        var error = Assert.Throws<PluginSettingsException>(() => PluginSettings.Find(file, _folder.Path, _folder.Path));

        Assert.Equal($"{file}(2,8): the file is not UTF-8 here; save it as UTF-8", error.Message);
    }

    [Fact]
    public void A_named_pipe_or_gigabytes_in_place_of_settings_are_told()
    {
        string pipe = SpecialFile.Pipe(_folder["pipe/plugins.json"]);
        string large = SpecialFile.Sparse(_folder["plugins.json"], "{}"u8, 6L << 30);

        Assert.Contains("is a named pipe", Refused(pipe), StringComparison.Ordinal);
        Assert.Contains("at most 4194304 are read", Refused(large), StringComparison.Ordinal);

        string Refused(string file) => Bounded.Refuses<PluginSettingsException>(
            () => PluginSettings.Find(file, _folder.Path, _folder.Path)).Message;
    }

    [Theory]
    [InlineData("{ \"disabled\": [\"copi\"] }", "(1,16): there is no plugin 'copi'; did you mean 'copy'?")]
    [InlineData("{ \"disabled\": [\"filter/good\"] }", "(1,16): there is no plugin 'filter/good'")]
    [InlineData("{ \"options\": { \"nice\": { \"radius\": 8 } } }", "(1,16): there is no plugin 'nice'; there are: copy, good, nothing")]
    [InlineData("{ \"options\": { \"good\": { \"radius\": 8 } } }", "(1,16): 'good' is the name of several plugins; write noise/good or model/good")]
    [InlineData("{ \"options\": {\n \"noise/good\": { \"radios\": 8 } } }", "(2,28): noise plugin 'good' has no option 'radios'; did you mean 'radius'?")]
    [InlineData("{ \"options\": {\n \"noise/good\": { \"radius\": 200 } } }", "(2,28): noise plugin 'good': the option 'radius' cannot be '200'; it is a radius from 0 to 127 (in 1/255)")]
    [InlineData("{ \"options\": { \"copy\": { \"a\": 1 } } }", "(1,31): filter plugin 'copy' takes no options, so there is no option 'a'")]
    public void A_plugin_or_an_option_that_is_not_there_is_told_with_its_place(string text, string message)
    {
        _folder.Copy("Sample.Good", "plugins");
        string file = _folder.Write("plugins.json", text);
        var settings = PluginSettings.Find(file, _folder.Path, _folder.Path);

        var error = Assert.Throws<PluginSettingsException>(() => PluginLoader.Load(settings));

        Assert.StartsWith(file + message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_of_a_plugin_that_could_not_be_read_stops_nothing()
    {
        _folder.Write("plugins/Broken/Broken.dll", "no library");
        string file = _folder.Write("plugins.json", """{ "options": { "broken": { "radius": 8 } } }""");

        var catalogue = PluginLoader.Load(PluginSettings.Find(file, _folder.Path, _folder.Path));

        Assert.Equal(PluginState.Failed, catalogue.Only().State);
    }

    [Fact]
    public void A_plugin_that_is_switched_off_runs_no_code()
    {
        string witness = _folder["ran"];
        _folder.Compile(
            "plugins/Off", Samples.Filter("off", "1.0.0", $"public Sample() {{ System.IO.File.WriteAllText(@\"{witness}\", \"\"); }}"),
            Samples.RealContracts, Samples.Torch);
        string file = _folder.Write("plugins.json", """{ "disabled": ["filter/off"] }""");

        var catalogue = PluginLoader.Load(PluginSettings.Find(file, _folder.Path, _folder.Path));

        Assert.Equal(PluginState.Disabled, catalogue.Only().State);
        Assert.False(File.Exists(witness));
        Assert.Empty(catalogue.Plugins);
    }

    [Fact]
    public void A_given_file_must_be_there()
    {
        var error = Assert.Throws<PluginSettingsException>(() => PluginSettings.Find("other.json", _folder.Path, _folder.Path));

        Assert.Equal($"{_folder["other.json"]}(1,1): there is no such file", error.Message);
    }

    [Fact]
    public void A_listed_folder_must_be_there_and_a_default_one_need_not()
    {
        string file = _folder.Write("plugins.json", "{ \"folders\": [\"elsewhere\"] }");

        var error = Assert.Throws<PluginSettingsException>(() => PluginSettings.Find(file, _folder.Path, _folder.Path));

        Assert.StartsWith($"{file}(1,15): there is no folder {_folder["elsewhere"]}", error.Message, StringComparison.Ordinal);
        File.WriteAllText(file, "{}");
        Assert.Empty(PluginSettings.Find(file, _folder.Path, _folder.Path).Folders);
    }

    [Fact]
    public void The_file_of_the_working_directory_comes_before_the_one_beside_the_program()
    {
        string beside = _folder.Write("program/plugins.json", "{}"), working = _folder.Write("work/plugins.json", "// all defaults\n{ }");

        Assert.Equal(working, PluginSettings.Find(null, _folder["work"], _folder["program"]).File);
        File.Delete(working);
        Assert.Equal(beside, PluginSettings.Find(null, _folder["work"], _folder["program"]).File);
        File.Delete(beside);
        Assert.Null(PluginSettings.Find(null, _folder["work"], _folder["program"]).File);
    }

    [Fact]
    public void New_plugins_lie_where_they_are_found_also_with_the_programs_own_file()
    {
        _folder.Write("program/plugins.json", "{}");
        _folder.Write("listed/plugins.json", "{ \"folders\": [\"here\", \"there\"] }");
        Directory.CreateDirectory(_folder["listed/here"]);
        Directory.CreateDirectory(_folder["listed/there"]);
        Directory.CreateDirectory(_folder["work/plugins"]);
        PluginSettings[] all =
        [
            PluginSettings.Find(null, _folder["work"], _folder["program"]),
            PluginSettings.Find(null, _folder["work"], _folder["elsewhere"]),
            PluginSettings.Find(_folder["listed/plugins.json"], _folder["work"], _folder["program"]),
        ];

        string working = _folder["work/plugins"];
        Assert.Equal([working, working, _folder["listed/here"]], all.Select(settings => settings.Home));
        Assert.All(all, settings => Assert.Contains(settings.Home, settings.Folders));
    }

    [Fact]
    public void Without_folders_those_beside_the_file_the_program_and_the_build_are_searched()
    {
        foreach (string folder in new[] { "work/plugins", "artifacts/bin/Program/release/plugins", "artifacts/plugins" })
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        var settings = PluginSettings.Find(null, _folder["work"], _folder["artifacts/bin/Program/release"] + "/");

        Assert.Equal(
            [_folder["work/plugins"], _folder["artifacts/bin/Program/release/plugins"], _folder["artifacts/plugins"]], settings.Folders);
    }
}
