using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PluginHost.StoreGenerator;

/// <summary>Starts the terminal UI on a terminal of its own, which <c>script</c> makes, and looks at what it draws.</summary>
internal static class FirstFrame
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the number of results is drawn, then leaves.</summary>
    /// <returns>How many bytes were drawn until then.</returns>
    public static int Await(string program, string folder, int results)
    {
        // A frame draws only what changed, so the words around the number may not come with it.
        string shown = results.ToString("N0", CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("script") { RedirectStandardInput = true, RedirectStandardOutput = true };
        Array.ForEach(["-qfc", $"stty rows 40 cols 150; exec '{program}' --store '{folder}'", "/dev/null"], start.ArgumentList.Add);
        start.Environment["TERM"] = "xterm-256color";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("script did not start");
        var drawn = new StringBuilder();
        byte[] some = new byte[1 << 16];
        using var late = new Timer(_ => process.Kill(entireProcessTree: true), null, Limit, Timeout.InfiniteTimeSpan);
        while (!drawn.ToString().Contains(shown, StringComparison.Ordinal))
        {
            int count = process.StandardOutput.BaseStream.Read(some);
            if (count == 0)
            {
                throw new InvalidOperationException($"no results were shown in {Limit.TotalSeconds} s: {drawn}");
            }

            drawn.Append(Encoding.UTF8.GetString(some, 0, count));
        }

        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return drawn.Length;
    }
}
