using System.Text;
using PluginHost.CommandLine;

namespace PluginHost.Output;

/// <summary>Decides what the standard output may be sent.</summary>
internal static class Terminal
{
    private static TextWriter? s_drawing;

    /// <summary>
    /// Where escape codes may go: what is drawn over, and images. Nothing that was recorded goes here.
    /// </summary>
    public static TextWriter Drawing => s_drawing ?? Console.Out;

    /// <summary>
    /// Where data for other programs go: as they are into a file or pipe, as people can be shown them on a terminal.
    /// </summary>
    public static TextWriter Data => Console.IsOutputRedirected ? Drawing : Console.Out;

    /// <summary>Sets the process's writers.</summary>
    /// <param name="forScreens">Whether whole screens are drawn, which make their texts safe by themselves.</param>
    public static void Open(bool forScreens)
    {
        // .NET's own writers set a terminal up with escape codes at their first use; these send it what they are given.
        s_drawing = TextWriter.Synchronized(WriterOf(OutputStream.Output()));
        Console.SetOut(forScreens ? s_drawing : new ShownWriter(s_drawing));
        Console.SetError(new ShownWriter(TextWriter.Synchronized(WriterOf(OutputStream.Error()))));
    }

    private static StreamWriter WriterOf(OutputStream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    /// <summary>
    /// Whether lines may be drawn over and coloured: only on a terminal that can, and when nobody asked for plain text.
    /// </summary>
    public static bool IsLive(Settings settings) =>
        !settings.Plain
        && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>The terminal's width, or another where the output is none or does not tell.</summary>
    public static int Width(int otherwise) => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : otherwise;
}
