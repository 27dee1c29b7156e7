using System.Diagnostics;
using System.Reflection;

namespace PluginHost.Running.Live;

/// <summary>This program, started once more as a process of its own.</summary>
public static class OwnProgram
{
    /// <summary>How to start it; its output is for the caller, and its input is closed to it.</summary>
    /// <param name="folder">Where the command is given.</param>
    /// <param name="arguments">The words after <c>pluginhost</c>.</param>
    /// <exception cref="RunControlException">Its file is not known.</exception>
    public static ProcessStartInfo Of(string folder, IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath ?? throw new RunControlException("this program's file is not known");
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            string? assembly = Assembly.GetEntryAssembly()?.Location;
            start.ArgumentList.Add(assembly ?? throw new RunControlException("this program's file is not known"));
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it printed, its warnings and errors first.</returns>
    /// <exception cref="OperationCanceledException">It was not waited for; the process is ended.</exception>
    public static string Run(string folder, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var process = Process.Start(Of(folder, arguments)) ?? throw new RunControlException("the program did not start");
        using var kill = cancel.Register(() => process.Kill());
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancel.ThrowIfCancellationRequested();
        return errors.Result + output;
    }
}
