using System.Globalization;

namespace PluginHost.ScreenPictures;

/// <summary>Takes the pictures of <c>docs/screens</c> from the running program, by tmux.</summary>
internal static class Program
{
    private const int Width = 104, Height = 24;

    // A picture, and what is typed for it: keys by tmux's names, or a text behind a colon.
    private static readonly (string Name, string[] Keys)[] Pictures =
    [
        ("results", ["1", "/", ":train.radius > 0 || noise == em", "Enter", "l", "l", "]"]),
        ("pivot", ["1", "W", "Enter"]),
        ("runs", ["2", "Enter"]),
        ("plugins", ["3", "j", "j", "j", "j"]),
        ("recipes", ["4"]),
        ("images", ["5"]),
        ("console", ["6", ":Results.Where(\"noise == rem\").Count", "Enter", ":Results.", "Tab"]),
    ];

    private static int Main(string[] args)
    {
        if (args is not [var program, var store, var data, var folder])
        {
            Console.Error.WriteLine("usage: screen-pictures PROGRAM STORE DATA FOLDER   (writes one SVG a screen; needs tmux)");
            return 2;
        }

        Directory.CreateDirectory(folder);
        foreach (var (name, keys) in Pictures)
        {
            using var window = new Window($"'{program}' --store '{store}' --data-dir '{data}'", Width, Height);
            foreach (string key in keys)
            {
                window.Press(key);
            }

            File.WriteAllText(Path.Combine(folder, name + ".svg"), AnsiPicture.Svg(window.Settled(), Width, Height));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}.svg"));
        }

        return 0;
    }
}
