using System.Collections.Immutable;
using System.Text;
using PluginHost.Files;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Loop;

/// <summary>Something to be done outside of the screens' states. The loop does it; a screen only says it.</summary>
internal abstract record Effect
{
    /// <summary>
    /// The same, with the messages that it brings back put into an envelope; for a shell that holds several screens.
    /// </summary>
    /// <param name="name">Makes the names of works unique.</param>
    /// <param name="envelope">Names the addressee.</param>
    public virtual Effect For(string name, Func<Message, Message> envelope) => this;
}

/// <summary>
/// Work on a background thread. A newer one of the same name takes its place: the older one is cancelled, and what it
/// brings is dropped. An exception comes back as <see cref="WorkFailed"/>.
/// </summary>
/// <param name="Name">What it is for, such as <c>filter</c>.</param>
/// <param name="Work">Gives the message that is brought back; null for none.</param>
internal sealed record Background(string Name, Func<CancellationToken, Message?> Work) : Effect
{
    /// <summary>
    /// What it does, in words such as <c>reading the curves</c>: told where it takes longer than a moment, and Esc
    /// cancels it then.
    /// </summary>
    public string? Says { get; init; }

    /// <summary>
    /// Whether it changes something outside, such as a file: it is told of, and never cancelled half-way.
    /// </summary>
    public bool IsChange { get; init; }

    private Func<Message, Message> Envelope { get; init; } = message => message;

    /// <summary>What the work brought, addressed to whom it is for.</summary>
    public Message Answer(Message message) => Envelope(message);

    public override Effect For(string name, Func<Message, Message> envelope) =>
        this with { Name = $"{name}/{Name}", Envelope = message => envelope(Envelope(Named(message))) };

    /// <summary>That it failed or was cancelled is told with the name that the work has here.</summary>
    private Message Named(Message message) => message switch
    {
        WorkFailed failed => failed with { Work = Name },
        WorkCancelled cancelled => cancelled with { Work = Name },
        _ => message,
    };
}

/// <summary>
/// A message after some time. A newer one of the same name takes its place. The linear mode, which waits for nothing,
/// leaves it out.
/// </summary>
internal sealed record After(string Name, TimeSpan Delay, Message Message) : Effect
{
    public override Effect For(string name, Func<Message, Message> envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return this with { Name = $"{name}/{Name}", Message = envelope(Message) };
    }
}

/// <summary>A text file, replaced as a whole; folders are made. A notice says where it lies.</summary>
/// <param name="Path">Where.</param>
/// <param name="Text">Makes the text, in the background.</param>
internal sealed record WriteFile(string Path, Func<string> Text) : Effect
{
    internal Background AsWork() => new($"write {Path}", _ =>
    {
        AtomicFile.Write(Path, stream => stream.Write(Encoding.UTF8.GetBytes(Text())));
        return new Noticed($"wrote {Path}", Status.Ok);
    })
    {
        Says = $"writing {Path}", IsChange = true,
    };
}

/// <summary>A text for the clipboard of the terminal (OSC 52), also over ssh.</summary>
internal sealed record Copy(string Text, string What) : Effect;

/// <summary>A line for the user: on the status line, or appended in the linear mode.</summary>
internal sealed record Notify(string Text, Status Status = Status.Ok) : Effect;

/// <summary>Shows another screen, and tells it something. For the shell, which does it.</summary>
/// <param name="Title">Its tab.</param>
/// <param name="Message">What it is told; null for nothing.</param>
internal sealed record Show(string Title, Message? Message = null) : Effect;

/// <summary>Gives the terminal back until the user continues the program.</summary>
internal sealed record Suspend : Effect;

/// <summary>Cancels work by its name, where it still runs.</summary>
internal sealed record CancelWork(string Work) : Effect
{
    public override Effect For(string name, Func<Message, Message> envelope) => this with { Work = $"{name}/{Work}" };
}

/// <summary>Gives the terminal to another program, such as an editor, until that ends.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Ended">Makes of its exit code what is told then.</param>
internal sealed record RunProgram(ImmutableArray<string> Command, Func<int, Message> Ended) : Effect
{
    /// <summary>The exit code of a program that cannot be started, as shells give it.</summary>
    public const int NotStarted = 127;

    public override Effect For(string name, Func<Message, Message> envelope) =>
        this with { Ended = code => envelope(Ended(code)) };
}

/// <summary>Other colours.</summary>
/// <param name="Name">The theme's name; null for the one after the present.</param>
internal sealed record ChangeTheme(string? Name) : Effect;

/// <summary>Draws everything anew, whatever the terminal shows.</summary>
internal sealed record Redraw : Effect;

/// <summary>Ends the program.</summary>
internal sealed record Quit(int Code = 0) : Effect;
