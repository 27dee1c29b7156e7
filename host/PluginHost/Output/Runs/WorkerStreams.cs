using Microsoft.Win32.SafeHandles;
using PluginHost.Running.Live;
using PluginHost.Running.Requests;
using PluginHost.Running.Workers;

namespace PluginHost.Output.Runs;

/// <summary>
/// The streams of a worker process: messages go where the standard output led, and all that is printed, by plugins or
/// by native code, to the standard error.
/// </summary>
internal static class WorkerStreams
{
    /// <summary>Works until the run has no more cells.</summary>
    public static void Serve(RunRequest request)
    {
        using var print = Console.OpenStandardError();
        using var input = Console.OpenStandardInput();
        using var output = MessageOutput();
        Console.SetOut(Console.Error);
        new WorkerService(request).Serve(input, output, print);
    }

    private static Stream MessageOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var handle = new SafeFileHandle(Processes.Second(1), ownsHandle: true);
        var output = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        Processes.Replace(1, 2);
        return output;
    }
}
