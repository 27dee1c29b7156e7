using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PluginHost.Files;
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

    /// <param name="file">The file.</param>
    /// <param name="directory">Where plugins lie when the file does not say it: in <c>plugins</c> there.</param>
    /// <param name="programDirectory">The folder of the program, whose <c>plugins</c> are searched too then.</param>
    public static PluginSettings Read(string file, string directory, string programDirectory)
    {
        try
        {
            return new SettingsReader(file, RegularFile.ReadAllBytes(file)).Settings(directory, programDirectory);
        }
        catch (JsonException e)
        {
            string what = ShownText.Of(e.Message.Split(" LineNumber:")[0]);
            throw new PluginSettingsException(
                file, new FilePosition((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1), $"not valid JSON: {what}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string what = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message;
            throw new PluginSettingsException(file, new FilePosition(1, 1), what, e);
        }
    }

    private PluginSettings Settings(string directory, string programDirectory)
    {
        string folder = Path.GetDirectoryName(_file) ?? ".";
        ImmutableArray<(string Path, FilePosition At)>? folders = null;
        ImmutableArray<PluginName> disabled = [];
        ImmutableArray<OptionSetting> options = [];
        var seen = new HashSet<string>();
        RequireText();
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

        string home = PluginSettings.DefaultHome(directory);
        if (folders is not { } listed)
        {
            var searched = PluginSettings.DefaultFolders(directory, programDirectory);
            return new PluginSettings(_file, home, searched, disabled, options);
        }

        ImmutableArray<string> paths = [.. listed.Select(given => given.Path)];
        return new PluginSettings(_file, paths.FirstOrDefault(home), paths, disabled, options);
    }

    private ImmutableArray<(string Path, FilePosition At)> Folders(string settingsDirectory)
    {
        var folders = ImmutableArray.CreateBuilder<(string, FilePosition)>();
        Expect(JsonTokenType.StartArray, "'folders' is a list of folders: [\"plugins\"]");
        while (NextItem())
        {
            string path = Text("a folder");
            if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            {
                throw Wrong(Position, $"no folder can be called '{ShownText.Of(path)}'");
            }

            folders.Add((Path.GetFullPath(path, settingsDirectory), Position));
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
        JsonTokenType.Number when double.IsFinite(_json.GetDouble()) => _json.GetDouble(),
        JsonTokenType.Number => throw Wrong(Position, $"the value of '{option}' is a larger number than there are"),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => String(),
        _ => throw Wrong(Position, $"the value of '{option}' is a number, true, false or a text"),
    };

    private readonly string Text(string what) => _json.TokenType == JsonTokenType.String
        ? String()
        : throw Wrong(Position, $"expected {what}, written as a text in quotes");

    private string? NextName(HashSet<string> seen)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = String();
        return seen.Add(name) ? name : throw Wrong(Position, $"'{name}' is given twice");
    }

    /// <summary>A text or a name; half of a character, which JSON can write as <c>\ud83d</c>, is none.</summary>
    private readonly string String()
    {
        try
        {
            return _json.GetString() ?? "";
        }
        catch (InvalidOperationException damage)
        {
            throw Wrong(Position, "the text has half of a character (a \\u escape without its other one)", damage);
        }
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

    private readonly FilePosition Position => PositionAt((int)_json.TokenStartIndex);

    private readonly FilePosition PositionAt(int at)
    {
        var before = _text[..at];
        int line = before.LastIndexOf((byte)'\n') + 1;
        return new FilePosition(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[line..]) + 1);
    }

    /// <summary>Refuses a file that is not UTF-8, with the place.</summary>
    private readonly void RequireText()
    {
        for (int at = 0; at < _text.Length;)
        {
            if (Rune.DecodeFromUtf8(_text[at..], out _, out int length) != OperationStatus.Done)
            {
                throw Wrong(PositionAt(at), "the file is not UTF-8 here; save it as UTF-8");
            }

            at += length;
        }
    }

    private readonly PluginSettingsException Wrong(FilePosition at, string what, Exception? cause = null) =>
        new(_file, at, ShownText.Of(what), cause);
}
