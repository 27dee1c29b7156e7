using System.Collections.Immutable;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Tui.Tests;

/// <summary>The smallest screen: a number that can be counted up, at once and in the background, and a text.</summary>
internal sealed record Counter(int Number = 0, string Text = "", bool TakesText = false) : IScreen
{
    private sealed record Counted(int By) : Message;

    public string Title => "Counter";

    public ImmutableArray<KeyAction> Actions => [new("up", "count up", "u")];

    public Step Do(Message message) => message switch
    {
        KeyTyped { Key: var key } when TakesText => key.Name == KeyName.Enter ? Step.To(this with { TakesText = false }) : Step.To(this with { Text = TextField.Of(Text).Press(key).Text }),
        Pasted pasted => Step.To(this with { Text = pasted.Text }),
        CommandTyped { Text: "type" } or KeyTyped { Key.Rune.Value: 't' } => Step.To(this with { TakesText = true, Text = "" }),
        CommandTyped { Text: "work" } or KeyTyped { Key.Rune.Value: 'w' } => Step.To(this, new Background("count", _ => new Counted(10))),
        CommandTyped { Text: "fail" } or KeyTyped { Key.Rune.Value: 'f' } => Step.To(this, new Background("count", _ => throw new InvalidOperationException("no"))),
        CommandTyped { Text: "quit" } or KeyTyped { Key.Rune.Value: 'q' } => Step.To(this, new Quit(3)),
        KeyTyped { Key.Rune.Value: 'x' } => throw new InvalidOperationException("a defect"),
        KeyTyped { Key.Rune.Value: 'c' } => Step.To(this, new Copy("copied", "it")),
        CommandTyped { Text: "up" } or KeyTyped { Key.Rune.Value: 'u' } => Step.To(this with { Number = Number + 1 }),
        Counted counted => Step.To(this with { Number = Number + counted.By }, new Notify("counted")),
        WorkFailed failed => Step.To(this with { Text = $"{failed.Work}: {failed.Error.Message}" }),
        Noticed notice => Step.To(this with { Text = notice.Text }),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look) => [Line.Of($"number {Number} {Text}")];

    public IEnumerable<string> Linear() => [$"number: {Number}", $"text: {Text}"];
}
