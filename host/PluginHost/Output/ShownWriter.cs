using System.Text;
using PluginHost.Files;

namespace PluginHost.Output;

/// <summary>
/// Writes lines for people: whatever name or message stands in them, nothing of it commands the terminal or turns the
/// order of a line (<see cref="ShownText"/>). What is drawn, and data for other programs, go past it.
/// </summary>
/// <param name="inner">Where they go.</param>
internal sealed class ShownWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value == '\n' || ShownText.IsShown(value) ? value : '\uFFFD');

    public override void Write(string? value) => inner.Write(ShownText.Lines(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(ShownText.Lines(value ?? ""));

    public override void Flush() => inner.Flush();
}
