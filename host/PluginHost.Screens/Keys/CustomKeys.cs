using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PluginHost.Files;

namespace PluginHost.Screens.Keys;

/// <summary>
/// The user's own keys, from a text file: <c>{ "sort-up": "[", "filter": ["/", "ctrl-f"], "export": [] }</c>. Comments
/// are allowed; an action that is not named keeps its keys, one with an empty list has none.
/// </summary>
internal sealed class CustomKeys
{
    private const string Allowed =
        """a key such as "ctrl-d", "f5", "space" or "z [", or a list of keys""";

    private readonly ImmutableDictionary<string, ImmutableArray<string>> _keys;

    private CustomKeys(ImmutableDictionary<string, ImmutableArray<string>> keys) => _keys = keys;

    /// <summary>No keys of the user's own.</summary>
    public static CustomKeys None { get; } = new(ImmutableDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>Reads the file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="KeyFileException">It cannot be read; says the line.</exception>
    public static CustomKeys Parse(string text, string file)
    {
        var keys = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(bytes, options);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Error("the file is one object: { \"ACTION\": \"KEY\", … }", reader);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string id = reader.GetString() ?? "";
                reader.Read();
                var list = new List<string>();
                bool isList = reader.TokenType == JsonTokenType.StartArray;
                while (!isList || (reader.Read() && reader.TokenType != JsonTokenType.EndArray))
                {
                    string? key = reader.TokenType == JsonTokenType.String ? Normal(reader.GetString() ?? "") : null;
                    list.Add(key ?? throw Error($"'{id}' takes {Allowed}", reader));
                    if (!isList)
                    {
                        break;
                    }
                }

                if (!keys.TryAdd(id, [.. list]))
                {
                    throw Error($"'{id}' stands here a second time", reader);
                }
            }

            // Reading on finds text after the end.
            reader.Read();
        }
        catch (InvalidOperationException e)
        {
            throw Error("the text has half of a character (a \\u escape without its other one)", reader, e);
        }
        catch (JsonException e)
        {
            string problem = ShownText.Of(e.Message.Split(". ")[0].TrimEnd('.'));
            throw new KeyFileException($"{file}({(e.LineNumber ?? 0) + 1}): {problem}", e);
        }

        return new CustomKeys(keys.ToImmutable());

        KeyFileException Error(string problem, Utf8JsonReader at, Exception? cause = null)
        {
            int line = bytes.AsSpan(0, (int)at.TokenStartIndex).Count((byte)'\n') + 1;
            return new KeyFileException($"{file}({line}): {ShownText.Of(problem)}", cause);
        }
    }

    /// <summary>The action with the user's keys, if he gave it any.</summary>
    public KeyAction Apply(KeyAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _keys.TryGetValue(action.Id, out var keys) ? action with { Keys = keys } : action;
    }

    /// <summary>
    /// Keys one after the other, each as <see cref="KeyNames"/> writes it; null when one is not known.
    /// </summary>
    private static string? Normal(string text)
    {
        string?[] keys = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(KeyNames.Normal)];
        return keys.Length > 0 && !keys.Contains(null) ? string.Join(' ', keys) : null;
    }
}

/// <summary>The user's key file cannot be read; the message names file and line.</summary>
internal sealed class KeyFileException(string message, Exception? inner = null) : Exception(message, inner);
