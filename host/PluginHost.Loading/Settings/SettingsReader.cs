using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PluginHost.Loading.Metadata;

namespace PluginHost.Loading.Settings;

/// <summary>Reads plugins.json token by token, so that every error can say its line and column.</summary>
internal ref struct SettingsReader
{
    private static readonly string[] Keys = ["folders", "disabled", "options"];

    private readonly string _file;
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _json;

    private SettingsReader(string file, ReadOnlySpan<byte> text)
    {
        _file = file;
        _text = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        _json = new Utf8JsonReader(_text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    public static PluginSettings Read(string file, string programDirectory)
    {
        try
        {
            return new SettingsReader(file, File.ReadAllBytes(file)).Settings(programDirectory);
        }
        catch (JsonException e)
        {
            string what = e.Message.Split(" LineNumber:")[0];
            throw new PluginSettingsException(
                file, new FilePosition((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1), $"not valid JSON: {what}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message;
            throw new PluginSettingsException(file, new FilePosition(1, 1), what, e);
        }
    }

    private PluginSettings Settings(string programDirectory)
    {
        string folder = Path.GetDirectoryName(_file) ?? ".";
        ImmutableArray<(string Path, FilePosition At)>? folders = null;
        ImmutableArray<PluginName> disabled = [];
        ImmutableArray<OptionSetting> options = [];
        var seen = new HashSet<string>();
        if (_text.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw Wrong(new FilePosition(1, 1), "the file is empty; write {} for the defaults");
        }

        _json.Read();
        Expect(JsonTokenType.StartObject, "the file holds an object: { \"folders\": [ … ], \"disabled\": [ … ], \"options\": { … } }");
        while (NextName(seen) is { } key)
        {
            var at = Position;
            _json.Read();
            switch (key)
            {
                case "folders":
                    folders = Folders(folder);
                    break;
                case "disabled":
                    disabled = Names();
                    break;
                case "options":
                    options = Options();
                    break;
                default:
                    throw Wrong(at, $"unknown key '{key}'{Nearest.Hint(key, Keys)}");
            }
        }

        // Reading on finds text after the end.
        _json.Read();
        foreach (var (path, at) in folders ?? [])
        {
            if (!Directory.Exists(path))
            {
                throw Wrong(at, $"there is no folder {path}; make it, or take it out of the list");
            }
        }

        return new PluginSettings(
            _file, folders is { } given ? [.. given.Select(f => f.Path)] : PluginSettings.DefaultFolders(folder, programDirectory), disabled, options);
    }

    private ImmutableArray<(string Path, FilePosition At)> Folders(string settingsDirectory)
    {
        var folders = ImmutableArray.CreateBuilder<(string, FilePosition)>();
        Expect(JsonTokenType.StartArray, "'folders' is a list of folders: [\"plugins\"]");
        while (NextItem())
        {
            folders.Add((Path.GetFullPath(Text("a folder"), settingsDirectory), Position));
        }

        return folders.ToImmutable();
    }

    private ImmutableArray<PluginName> Names()
    {
        var names = ImmutableArray.CreateBuilder<PluginName>();
        Expect(JsonTokenType.StartArray, "'disabled' is a list of plugins: [\"tap\", \"noise/em\"]");
        while (NextItem())
        {
            names.Add(Name(Text("a plugin"), Position));
        }

        return names.ToImmutable();
    }

    private ImmutableArray<OptionSetting> Options()
    {
        var options = ImmutableArray.CreateBuilder<OptionSetting>();
        var plugins = new HashSet<string>();
        Expect(JsonTokenType.StartObject, "'options' is an object of plugins: { \"rem\": { \"eot-samples\": 5 } }");
        while (NextName(plugins) is { } plugin)
        {
            var name = Name(plugin, Position);
            var seen = new HashSet<string>();
            _json.Read();
            Expect(JsonTokenType.StartObject, $"'{plugin}' takes an object of options: {{ \"name\": value }}");
            while (NextName(seen) is { } option)
            {
                _json.Read();
                options.Add(new OptionSetting(name, option, Value(option), Position));
            }
        }

        return options.ToImmutable();
    }

    private readonly PluginName Name(string name, FilePosition at)
    {
        string[] parts = name.Split('/');
        return parts.Length switch
        {
            1 => new PluginName(null, name, at),
            2 => new PluginName(
                PluginKindWords.Parse(parts[0]) ?? throw Wrong(at, $"'{parts[0]}' is no kind of plugin{Nearest.Hint(parts[0], PluginKindWords.All)}"),
                parts[1], at),
            _ => throw Wrong(at, $"'{name}' is not a plugin's name; write rem or noise/rem"),
        };
    }

    private readonly OptionValue Value(string option) => _json.TokenType switch
    {
        JsonTokenType.Number => _json.GetDouble(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => _json.GetString() ?? "",
        _ => throw Wrong(Position, $"the value of '{option}' is a number, true, false or a text"),
    };

    private readonly string Text(string what) => _json.TokenType == JsonTokenType.String
        ? _json.GetString() ?? ""
        : throw Wrong(Position, $"expected {what}, written as a text in quotes");

    private string? NextName(HashSet<string> seen)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = _json.GetString() ?? "";
        return seen.Add(name) ? name : throw Wrong(Position, $"'{name}' is given twice");
    }

    private bool NextItem()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    private readonly void Expect(JsonTokenType token, string what)
    {
        if (_json.TokenType != token)
        {
            throw Wrong(Position, what);
        }
    }

    private readonly FilePosition Position
    {
        get
        {
            var before = _text[..(int)_json.TokenStartIndex];
            int line = before.LastIndexOf((byte)'\n') + 1;
            return new FilePosition(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[line..]) + 1);
        }
    }

    private readonly PluginSettingsException Wrong(FilePosition at, string what) => new(_file, at, what);
}
