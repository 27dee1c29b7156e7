using System.Globalization;
using PluginHost.Engine.Data;

namespace PluginHost.Output;

/// <summary>One line for every step: drawn over on a terminal, else appended every ten seconds.</summary>
internal sealed class ByteProgressLines(TextWriter output, bool live, TimeProvider clock) : IProgress<DownloadProgress>
{
    private readonly TimeSpan _pause = live ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10);
    private string _step = "";
    private long _last;

    public void Report(DownloadProgress value)
    {
        if (value.Step == _step && clock.GetElapsedTime(_last) < _pause)
        {
            return;
        }

        if (value.Step != _step)
        {
            End();
        }

        _step = value.Step;
        _last = clock.GetTimestamp();
        string text = value.Total is { } total && total > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value.Step} {Mega(value.Done)} of {Mega(total)} MB ({(double)value.Done / total:P0})")
            : string.Create(CultureInfo.InvariantCulture, $"{value.Step} {Mega(value.Done)} MB");
        output.Write(live ? $"\r{text}\e[K" : text + "\n");
        output.Flush();
    }

    public void End()
    {
        if (live && _step.Length > 0)
        {
            output.WriteLine();
        }

        _step = "";
    }

    private static string Mega(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
