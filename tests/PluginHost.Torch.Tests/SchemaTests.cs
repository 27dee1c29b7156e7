using System.Text;
using System.Text.RegularExpressions;
using PluginHost.TestKit;
using PluginHost.Torch.Native;
using Xunit;

namespace PluginHost.Torch.Tests;

/// <summary>
/// libtorch reads as many arguments as the schema has and does not ask what they are: one too few or a plain value for
/// an optional one crashes. So every operator call in the sources is held against the schemas inside libtorch_cpu.
/// </summary>
public sealed partial class SchemaTests
{
    [Fact]
    public void Every_operator_call_gives_the_arguments_of_its_schema()
    {
        var schemas = Schemas(Path.Combine(LibTorch.Folder, Libraries.FileName("torch_cpu")));
        var wrong = new List<string>();
        int calls = 0;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "host", "PluginHost.Torch"), "*.cs", SearchOption.AllDirectories))
        {
            string source = File.ReadAllText(file);
            foreach (Match match in CallPattern().Matches(source).Where(match => !IsComment(source, match.Index)))
            {
                calls++;
                string name = match.Groups["name"].Value + (match.Groups["overload"].Value is { Length: > 0 } overload ? "." + overload : "");
                var given = Split(Upto(source, match.Index + match.Length));
                if (!schemas.TryGetValue(name, out var parameters))
                {
                    wrong.Add($"{Path.GetFileName(file)}: libtorch has no operator {name}");
                }
                else if (!Fits(parameters, given))
                {
                    wrong.Add($"{Path.GetFileName(file)}: {name} takes ({string.Join(", ", parameters)}) and is given ({string.Join(", ", given)})");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(calls > 200, $"only {calls} calls were found in the sources");
    }

    [Theory]
    [InlineData("Tensor self, float p", "x, 0.5", true)]
    [InlineData("Tensor self, float p", "x", false)]
    [InlineData("Tensor self, float p", "x, 1", false)]
    [InlineData("Tensor self, Tensor? bias=None", "x, bias", false)]
    [InlineData("Tensor self, Tensor? bias=None", "x, Maybe(bias)", true)]
    [InlineData("Tensor self, Scalar value", "x, value", false)]
    [InlineData("Tensor self, Scalar? p", "x, Maybe(p)", false)]
    [InlineData("Tensor self, Scalar? p", "x, None", true)]
    public void A_wrong_call_is_noticed(string schema, string given, bool fits) =>
        Assert.Equal(fits, Fits(Split(schema), Split(given)));

    [GeneratedRegex("""(?:\b(?:Call|InPlace|Call2|Call3|CallList|CallBits|Run)\()"aten::(?<name>\w+)"u8(?:, "(?<overload>\w*)"u8)?(?:, )?""")]
    private static partial Regex CallPattern();

    private static bool IsComment(string source, int at) =>
        source.AsSpan(source.LastIndexOf('\n', at) + 1).TrimStart().StartsWith("//", StringComparison.Ordinal);

    private static bool Fits(string[] parameters, string[] given) =>
        parameters.Length == given.Length && parameters.Zip(given).All(pair => Fits(TypeOf(pair.First), pair.Second));

    private static bool Fits(string type, string given)
    {
        bool none = given is "None" or "Value.None";
        bool wrapped = none || given.StartsWith("Maybe(", StringComparison.Ordinal) || given.StartsWith("Value.Maybe(", StringComparison.Ordinal);
        bool wholeNumber = long.TryParse(given, out _);
        // A c10::Scalar cannot be passed, but its absence can.
        return (type.TrimEnd('?') != "Scalar" || none) && type.EndsWith('?') == wrapped && !(type == "float" && wholeNumber);
    }

    // "Tensor(a!) self" is a Tensor, "SymInt[2] stride=1" a SymInt[2].
    private static string TypeOf(string parameter) => Regex.Replace(parameter.Split(' ')[0], @"\(.*?\)", "");

    // Mutable lists are written "Tensor(a!)[] self"; aliases with spaces "Tensor(a -> *) self" lose them first.
    private static Dictionary<string, string[]> Schemas(string library)
    {
        var schemas = new Dictionary<string, string[]>();
        byte[] block = new byte[16 << 20];
        const int overlap = 4096;
        using var file = File.OpenRead(library);
        int kept = 0;
        for (int read; (read = file.ReadAtLeast(block.AsSpan(kept), block.Length - kept, throwOnEndOfStream: false)) > 0;)
        {
            var text = block.AsSpan(0, kept + read);
            for (int at = 0, found; (found = text[at..].IndexOf(") -> "u8)) >= 0; at += found + 1)
            {
                int start = text[..(at + found)].LastIndexOf((byte)0) + 1;
                var match = SchemaPattern().Match(Encoding.UTF8.GetString(text[start..(at + found + 1)]));
                if (match.Success)
                {
                    schemas[match.Groups["name"].Value] = Split(match.Groups["parameters"].Value.Replace(" -> ", "", StringComparison.Ordinal));
                }
            }

            kept = Math.Min(overlap, text.Length);
            text[^kept..].CopyTo(block);
        }

        return schemas;
    }

    [GeneratedRegex(@"^(?<name>\w+(\.\w+)?)\((?<parameters>.*)\)$")]
    private static partial Regex SchemaPattern();

    private static string Upto(string source, int from)
    {
        int depth = 1, at = from;
        for (; depth > 0; at++)
        {
            depth += source[at] is '(' or '[' or '{' ? 1 : source[at] is ')' or ']' or '}' ? -1 : 0;
        }

        return source[from..(at - 1)];
    }

    private static string[] Split(string list)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (int at = 0; at <= list.Length; at++)
        {
            if (at == list.Length || (list[at] == ',' && depth == 0))
            {
                parts.Add(list[start..at].Trim());
                start = at + 1;
                continue;
            }

            depth += list[at] is '(' or '[' or '{' ? 1 : list[at] is ')' or ']' or '}' ? -1 : 0;
        }

        return [.. parts.Where(part => part is not ("" or "*"))];
    }
}
