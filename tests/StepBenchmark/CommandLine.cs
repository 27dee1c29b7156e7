using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PluginHost.StepBenchmark;

/// <summary>The options, their defaults and their checks.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Models =
        Words("--model", "ID,…", "model plugins", ["resnet18"], known: null);

    private static readonly Option<string> Precisions =
        Words("--precision", "P,…", "arithmetic of networks", PrecisionWords.All, PrecisionWords.All);

    private static readonly Option<string> Steps =
        Words("--steps", "S,…", "what is measured", StepKinds.Names, StepKinds.Names);

    private static readonly Option<int> BatchSize = Number("--batch", "images a batch", 128, 1);
    private static readonly Option<int> Repeats = Number("--repeats", "measured steps, after one warm-up", 5, 1);
    private static readonly Option<int> Threads = Number("--threads", "processor threads", 2, 1);
    private static readonly Option<int> ImageSize = Number("--image-size", "height and width in pixels", 32, 8);
    private static readonly Option<int> Classes = Number("--classes", "classes of the labels", 10, 2);
    private static readonly Option<int> Seed = Number("--seed", "seed of weights, images and draws", 0, 0);
    private static readonly Option<string?> Csv =
        new("--csv") { HelpName = "FILE", Description = "append a row for each measured step" };

    private static readonly Option<string> Label = LabelText();

    private static readonly Option<bool> Check =
        new("--check") { Description = "print hashes of what is computed; measure nothing" };

    public static RootCommand Create(Action<BenchmarkOptions> run)
    {
        var root = new RootCommand("Measures training steps, image gradients and noise steps on random images.")
        {
            Models, Precisions, BatchSize, Steps, Repeats, Threads, ImageSize, Classes, Seed, Csv, Label, Check,
        };
        root.SetAction(parsed => run(Read(parsed)));
        return root;
    }

    private static BenchmarkOptions Read(ParseResult parsed) => new()
    {
        Models = Split(parsed.GetRequiredValue(Models)),
        Precisions = [.. Split(parsed.GetRequiredValue(Precisions)).Select(PrecisionWords.Parse)],
        Steps = Split(parsed.GetRequiredValue(Steps)),
        BatchSize = parsed.GetValue(BatchSize),
        Repeats = parsed.GetValue(Repeats),
        Threads = parsed.GetValue(Threads),
        ImageSize = parsed.GetValue(ImageSize),
        Classes = parsed.GetValue(Classes),
        Seed = parsed.GetValue(Seed),
        CsvFile = parsed.GetValue(Csv),
        Label = parsed.GetRequiredValue(Label),
        Check = parsed.GetValue(Check),
    };

    private static string[] Split(string words) =>
        words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Words with commas between them; each one of <paramref name="known"/>, where that is given.</summary>
    private static Option<string> Words(
        string name, string helpName, string help, IReadOnlyList<string> byDefault, IReadOnlyList<string>? known)
    {
        var option = new Option<string>(name)
        {
            HelpName = helpName,
            Description = help,
            DefaultValueFactory = _ => string.Join(',', byDefault),
        };
        option.Validators.Add(given =>
        {
            string[] words = Split(given.GetValueOrDefault<string>());
            if (words.Length == 0)
            {
                given.AddError($"{name} takes at least one word");
            }

            foreach (string word in words.Where(word => known?.Contains(word) == false))
            {
                given.AddError($"{name} does not know '{word}'{Nearest.Hint(word, known ?? [])}");
            }
        });
        return option;
    }

    private static Option<int> Number(string name, string help, int byDefault, int least) => new(name)
    {
        HelpName = "N",
        Description = help,
        DefaultValueFactory = _ => byDefault,
        CustomParser = given =>
        {
            string text = given.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value < least)
            {
                given.AddError($"{name} takes a whole number of at least {least}, not '{text}'");
            }

            return value;
        },
    };

    private static Option<string> LabelText()
    {
        var option = new Option<string>("--label")
        {
            HelpName = "TEXT",
            Description = "the first value of the rows, such as before",
            DefaultValueFactory = _ => "",
        };
        option.Validators.Add(given =>
        {
            // So that the CSV file needs no quotes.
            if (given.Tokens.Any(token => token.Value.AsSpan().IndexOfAny(",\"\r\n") >= 0))
            {
                given.AddError("--label takes a text without commas, quotes and line breaks");
            }
        });
        return option;
    }
}
