using System.Diagnostics;
using System.Globalization;
using PluginHost.TestKit;

namespace PluginHost.ScreenPictures;

/// <summary>Takes the pictures of <c>docs/screens</c> from the running program, by tmux.</summary>
internal static class Program
{
    private const int Width = 104, Height = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Limit = TimeSpan.FromSeconds(90);

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
            using var place = new TempFolder();
            using var tmux = new Tmux(place["tmux"], Width, Height, $"env COLORTERM=truecolor TERM=tmux-256color '{program}' --store '{store}' --data-dir '{data}'");
            Settled(tmux);
            foreach (string key in keys)
            {
                Press(tmux, key);
            }

            File.WriteAllText(Path.Combine(folder, name + ".svg"), AnsiPicture.Svg(Settled(tmux), Width, Height));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}.svg"));
        }

        return 0;
    }

    private static void Press(Tmux tmux, string key)
    {
        if (key.Length > 1 && key[0] == ':')
        {
            tmux.Type(key[1..]);
        }
        else
        {
            tmux.Keys(key);
        }

        Thread.Sleep(Pause);
    }

    /// <summary>What is shown, with colours, once it has not changed for some seconds.</summary>
    private static string Settled(Tmux tmux)
    {
        var clock = Stopwatch.StartNew();
        string before = "";
        for (int still = 0; still < 4 && clock.Elapsed < Limit; Thread.Sleep(Pause))
        {
            string now = tmux.ShownInColour();
            still = now == before && now.Trim().Length > 0 ? still + 1 : 0;
            before = now;
        }

        return before;
    }
}
