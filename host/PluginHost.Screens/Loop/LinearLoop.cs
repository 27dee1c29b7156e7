using PluginHost.Screens.Keys;
using PluginHost.Screens.Drawing;


namespace PluginHost.Screens.Loop;

/// <summary>
/// Runs a screen without a terminal's abilities: reads commands line by line and appends text. Nothing is ever drawn
/// over, so it can be read aloud, piped and kept. Each command's work is waited for. While the screen takes text, a
/// line is that text: an empty one takes what stands there, <c>cancel</c> is Esc, and what begins with a colon is a
/// command all the same.
/// </summary>
internal sealed class LinearLoop
{
    // No one's background work brings so many messages in turn; more means that two screens keep asking each other.
    private const int MostMessages = 1000;
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly string _prompt;
    private readonly Queue<Message> _messages = [];
    private IScreen _screen;
    private string _printed = "";
    private int? _code;

    private LinearLoop(TextReader input, TextWriter output, IScreen screen, string prompt)
    {
        _input = input;
        _output = output;
        _screen = screen;
        _prompt = prompt;
    }

    /// <summary>Takes commands until one quits or the input ends.</summary>
    /// <param name="input">Commands, one a line.</param>
    /// <param name="output">Where text is appended.</param>
    /// <param name="screen">The first state; usually a shell that holds others.</param>
    /// <param name="size">What the screen is told of its size: how many rows it lists at a time.</param>
    /// <param name="prompt">Written before a command is read; empty for a pipe.</param>
    /// <returns>The program's exit code.</returns>
    public static int Run(TextReader input, TextWriter output, IScreen screen, Size size, string prompt)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(prompt);
        var loop = new LinearLoop(input, output, screen, prompt);
        loop.Take(new Opened());
        loop.Take(new Resized(size));
        loop.Print(always: true);
        return loop.Run();
    }

    private int Run()
    {
        while (_code is null)
        {
            _output.Write(_prompt);
            _output.Flush();
            if (_input.ReadLine() is not { } line)
            {
                return 0;
            }

            string text = line.Trim();
            if (_screen.Field is { } field && !text.StartsWith(':'))
            {
                Type(field, text);
            }
            else if (text.TrimStart(':').Length > 0)
            {
                Take(new CommandTyped(text.TrimStart(':').Trim()));
            }

            Print(always: text.TrimStart(':') == "show");
        }

        return _code.Value;
    }

    private void Type(string field, string text)
    {
        if (text == TypingActions.Cancel)
        {
            Take(new ActionCalled(TypingActions.Cancel));
            return;
        }

        if (text.Length > 0)
        {
            Take(new TextTyped(field, text, text.Length));
        }

        Take(new ActionCalled(TypingActions.Accept));
    }

    private void Take(Message message)
    {
        _messages.Enqueue(message);
        for (int count = 0; _messages.TryDequeue(out var next) && count < MostMessages; count++)
        {
            var step = _screen.Do(next);
            _screen = step.Screen;
            foreach (var effect in step.Effects)
            {
                Do(effect);
            }
        }
    }

    private void Do(Effect effect)
    {
        switch (effect)
        {
            case Background work:
                Work(work);
                break;
            case WriteFile file:
                Work(file.AsWork());
                break;
            case Notify notice:
                string status = notice.Status.ToString().ToLowerInvariant();
                _output.WriteLine(notice.Status is Status.Ok ? notice.Text : $"{status}: {notice.Text}");
                break;
            case Copy copy:
                // What a clipboard would take is plain text here.
                _output.WriteLine(copy.Text);
                break;
            case Quit quit:
                _code ??= quit.Code;
                break;
            case RunProgram program:
                _output.WriteLine($"run this yourself: {string.Join(' ', program.Command)}");
                break;
            case After or Suspend or Redraw or CancelWork or ChangeTheme:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "not an effect that the loop knows");
        }
    }

    private void Work(Background work)
    {
        Message? message;
        try
        {
            message = work.Work(CancellationToken.None);
        }
        catch (Exception error)
        {
            message = new WorkFailed(work.Name, error);
        }

        if (message is not null)
        {
            _messages.Enqueue(work.Answer(message));
        }
    }

    private void Print(bool always)
    {
        string text = _code is null ? string.Join('\n', _screen.Linear()) : _printed;
        if (always || text != _printed)
        {
            _output.WriteLine(text);
            _printed = text;
        }
    }
}
