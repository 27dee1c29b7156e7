using System.Collections.Immutable;
using System.Text;
using PluginHost.Files;
using PluginHost.Recipes.LiveConsole;
using PluginHost.Running.Requests;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.LiveConsole;

/// <summary>
/// Gives the effects that the console's lines are run with; keeps the session and the history's file.
/// </summary>
/// <param name="places">Where store and plugins lie.</param>
/// <param name="history">The file of the history; null for the user's own.</param>
internal sealed class ConsoleRunner(Places places, string? history = null)
{
    private readonly string _history = history ?? Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "pluginhost", "console-history");

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50), StopWait = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private ConsoleSession? _session;
    private CancellationTokenSource? _running;

    /// <summary>What was typed before this start.</summary>
    public ImmutableArray<string> History() => File.Exists(_history) ? [.. RegularFile.ReadAllLines(_history)] : [];

    public Background WarmUp() => new("warm", _ =>
    {
        Session().WarmUp();
        return new ConsoleScreen.Warmed();
    });

    public Background Run(string code) => new("run", _ =>
    {
        using var stop = new CancellationTokenSource();
        _running = stop;
        using var said = new StringWriter();
        var output = Redirect(said);
        try
        {
            var answer = Answer(code, stop.Token);
            string text = said.ToString();
            if (text.Length == 0)
            {
                return new ConsoleScreen.Answered(answer);
            }

            string[] written = text.TrimEnd('\n', '\r').ReplaceLineEndings("\n").Split('\n');
            return new ConsoleScreen.Answered(answer with { Lines = [.. written, .. answer.Lines] });
        }
        catch (OperationCanceledException)
        {
            return new ConsoleScreen.Answered(new ConsoleAnswer(["interrupted"], true));
        }
        finally
        {
            Redirect(output);
            _running = null;
        }
    });

    /// <summary>Waits for a line; one that cannot be ended, such as inside of native code, is left to itself.</summary>
    private ConsoleAnswer Answer(string code, CancellationToken stop)
    {
        var session = Session();
        var work = Task.Factory.StartNew(
            () => session.Run(code, stop), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        while (!stop.IsCancellationRequested && !((IAsyncResult)work).AsyncWaitHandle.WaitOne(Look))
        {
        }

        if (((IAsyncResult)work).AsyncWaitHandle.WaitOne(StopWait))
        {
            return work.GetAwaiter().GetResult();
        }

        lock (_gate)
        {
            _session = null;
        }

        const string left = "interrupted, but where it is it cannot be ended: it goes on in the background; "
            + "the console begins anew, without its variables";
        return new ConsoleAnswer([left], true);
    }

    /// <summary>Ends the line that runs.</summary>
    public Background Stop() => new("stop", _ =>
    {
        _running?.Cancel();
        return null;
    });

    public Background Complete(string code) => new("complete", _ =>
    {
        var (start, names) = Session().Complete(code);
        return new ConsoleScreen.Completed(code, start, names);
    }) { Says = "looking for names" };

    /// <summary>Keeps what was typed for later starts.</summary>
    public Background Keep(ImmutableArray<string> history) => new("keep", _ =>
    {
        string text = string.Concat(history.Select(line => line + "\n"));
        AtomicFile.Write(_history, file => file.Write(Encoding.UTF8.GetBytes(text)), durable: false);
        return null;
    });

    /// <summary>Begins anew, without variables.</summary>
    public Background Reset() => new("reset", _ =>
    {
        lock (_gate)
        {
            _session = null;
        }

        return null;
    });

    /// <summary>
    /// Sends elsewhere what the code of a line writes: that belongs to its answer, not over the screen.
    /// </summary>
    /// <returns>Where it went before.</returns>
    private static TextWriter Redirect(TextWriter output)
    {
        // Such code writes to the process's console, and to no writer that it could be given.
#pragma warning disable RS0030
        var before = Console.Out;
        Console.SetOut(output);
#pragma warning restore RS0030
        return before;
    }

    private ConsoleSession Session()
    {
        lock (_gate)
        {
            return _session ??= new ConsoleSession(new ConsoleHost(places.Store, places.LoadPlugins));
        }
    }
}
