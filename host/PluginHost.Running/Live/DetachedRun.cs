using System.Diagnostics;
using PluginHost.Store.Journals;

namespace PluginHost.Running.Live;

/// <summary>
/// A run in a process of its own that outlives the one that started it, and its terminal. The child is told by an
/// environment variable to leave the terminal and to print into <c>STORE/live/ID.log</c>.
/// </summary>
public static class DetachedRun
{
    private const string Variable = "PLUGINHOST_DETACHED";

    /// <summary>The name that the starter chose for this process's run; null in a run that was started by hand.</summary>
    public static string? GivenId { get; private set; }

    /// <summary>Starts <c>pluginhost run …</c>.</summary>
    /// <param name="store">The store, which the arguments name too.</param>
    /// <param name="folder">Where the command is given.</param>
    /// <param name="arguments">The words after <c>pluginhost</c>.</param>
    /// <param name="clock">The time.</param>
    /// <returns>The run's name among live runs.</returns>
    /// <exception cref="RunControlException">The program could not be started.</exception>
    public static string Start(string store, string folder, IEnumerable<string> arguments, TimeProvider clock)
    {
        string id = RunId.New(clock);
        string log = new LiveFolder(store).LogOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(log) ?? store);
        var start = OwnProgram.Of(folder, arguments);
        start.Environment[Variable] = $"{id} {log}";
        try
        {
            using var process = Process.Start(start);
            process?.StandardInput.Close();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new RunControlException($"the run cannot be started: {e.Message}");
        }

        return id;
    }

    /// <summary>A command's words with <c>--plain</c> among them: nobody sees what would be drawn over.</summary>
    public static IEnumerable<string> Plain(IReadOnlyList<string> arguments)
    {
        int end = arguments.TakeWhile(word => word != "--").Count();
        return arguments.Take(end).Contains("--plain") ? arguments : [.. arguments.Take(end), "--plain", .. arguments.Skip(end)];
    }

    /// <summary>In a detached child: leaves the terminal and prints into the log from now on.</summary>
    /// <param name="print">
    /// Takes the writer of the program's output where that cannot be led into the log otherwise.
    /// </param>
    public static void Enter(Action<TextWriter> print)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } told)
        {
            return;
        }

        // What this process starts is not detached.
        Environment.SetEnvironmentVariable(Variable, null);
        int space = told.IndexOf(' ', StringComparison.Ordinal);
        GivenId = told[..space];
        var log = new FileStream(told[(space + 1)..], FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (OperatingSystem.IsWindows())
        {
            print(new StreamWriter(log) { AutoFlush = true });
            return;
        }

        Processes.LeaveTerminal();
        // libtorch and the runtime print too, and know the numbers only.
        int file = (int)log.SafeFileHandle.DangerousGetHandle();
        Processes.Replace(1, file);
        Processes.Replace(2, file);
    }
}
