using System.Collections.Immutable;
using System.Text;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;

namespace PluginHost.Screens.Recipes;

/// <summary>With what a recipe is started.</summary>
/// <param name="Preset">The preset; null for the recipe's own.</param>
/// <param name="Device">Where to compute.</param>
/// <param name="More">More of the command line, as it is typed.</param>
internal sealed record StartForm(string? Preset, string Device, string More)
{
    /// <summary>The device that is found by itself.</summary>
    public const string AnyDevice = "auto";

    public static StartForm Empty { get; } = new(null, AnyDevice, "");

    /// <summary>The devices that can be chosen, and the one that was typed.</summary>
    public ImmutableArray<string> Devices => [.. new[] { AnyDevice, "cpu", "cuda:0", Device }.Distinct()];

    /// <summary>The words after <c>pluginhost</c>.</summary>
    /// <exception cref="UsageException">A quotation mark in what was typed is not closed.</exception>
    public ImmutableArray<string> Arguments(string recipe, Places places) =>
    [
        "run", Shown.Path(recipe),
        .. Preset is { } preset ? (string[])["--preset", preset] : [],
        .. Device == AnyDevice ? (string[])[] : ["--device", Device],
        .. places.Arguments,
        .. Words(More),
    ];

    /// <summary>Splits a text as a shell does: words, and quotation marks around those with spaces.</summary>
    /// <exception cref="UsageException">A quotation mark is not closed.</exception>
    public static ImmutableArray<string> Words(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        bool inWord = false;
        char? quote = null;
        foreach (char c in text)
        {
            if (quote is null && c is '"' or '\'' && quote is null)
            {
                (quote, inWord) = (c, true);
            }
            else if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c == ' ')
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (quote is { } open)
        {
            throw new UsageException($"{open} is not closed in: {text}");
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words.ToImmutable();
    }
}
