using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Tests.Loop;

/// <summary>The smallest screen: a number that can be counted up, at once and in the background, and a text.</summary>
internal sealed record Counter(int Number = 0, string Text = "", string? Field = null) : IScreen
{
    private sealed record Counted(int By) : Message;

    public string Title => "Counter";

    public ImmutableArray<KeyAction> Actions => Field is not null ? TypingActions.Of("Text") :
    [
        new("up", "count up", "u") { Hint = "up" },
        new("type", "type a text", "t"),
        new("work", "count in the background", "w"),
        new("fail", "fail in the background", "f"),
        new("wait", "wait in the background", "b"),
    ];

    public Step Do(Message message) => message switch
    {
        CommandTyped { Text: "quit" } => Step.To(this, new Quit(3)),
        CommandTyped typed => Do(new ActionCalled(typed.Text)),
        TextTyped typed => Step.To(this with { Text = typed.Text }),
        ActionCalled { Id: TypingActions.Accept } => Step.To(this with { Field = null }),
        ActionCalled { Id: "type" } => Step.To(this with { Field = "text", Text = "" }),
        ActionCalled { Id: "work" } => Step.To(this, new Background("count", _ => new Counted(10))),
        ActionCalled { Id: "fail" } =>
            Step.To(this, new Background("count", _ => throw new InvalidOperationException("no"))),
        ActionCalled { Id: "up" } => Step.To(this with { Number = Number + 1 }),
        Counted counted => Step.To(this with { Number = Number + counted.By }, new Notify("counted")),
        WorkFailed failed => Step.To(this with { Text = $"{failed.Work}: {failed.Error.Message}" }),
        Noticed notice => Step.To(this with { Text = notice.Text }),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) =>
    [
        new TextPart("number", Area.Of(room).Top(1), [Line.Of($"number {Number} {Text}")]),
        .. Field is null
            ? Array.Empty<Part>()
            : [new FieldPart("text", Area.Of(room).Below(1).Top(1), "text: ", Text, Text.Length)],
    ];

    public IEnumerable<string> Linear() => [$"number: {Number}", $"text: {Text}"];
}
