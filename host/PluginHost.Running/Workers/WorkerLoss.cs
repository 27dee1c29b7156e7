using System.Globalization;
using PluginHost.Engine.Planning;

namespace PluginHost.Running.Workers;

/// <summary>Says in one line why a worker process went down, at which step, and in whose code.</summary>
internal static class WorkerLoss
{
    /// <summary>How lines begin that a process prints when it aborts.</summary>
    public static readonly string[] LastWords =
        ["Process terminated.", "Unhandled exception.", "Stack overflow", "terminate called"];

    private const int Signalled = 128, Abort = 6, Kill = 9, Segmentation = 11;

    /// <summary>Why a process ended.</summary>
    /// <param name="code">Its exit code; 128 and the number of the signal that ended it.</param>
    /// <param name="exits">What code in it said that called for the end; null when none did.</param>
    /// <param name="printed">What it printed last.</param>
    public static string Reason(int code, ProcessExits? exits, string printed)
    {
        if (exits is not null)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"code in it ended the process (exit code {exits.Code})");
        }

        string[] lines = printed.Split('\n');
        return (code - Signalled) switch
        {
            Abort => Aborted(lines),
            Kill => "it was killed (SIGKILL), as the system does when memory runs out",
            Segmentation => "it crashed in native code (SIGSEGV)",
            > 0 and var signal => string.Create(CultureInfo.InvariantCulture, $"signal {signal} ended it"),
            _ => string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {code}"),
        };
    }

    /// <summary>Where a cell was: <c>in noise rem 1.2.0, after step 12 of 300</c>.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="last">Its last step; null before the first.</param>
    /// <param name="isNoiseMade">Whether its noise was there already.</param>
    public static string Place(PlannedCell cell, StepReport? last, bool isNoiseMade)
    {
        bool isNoise = last is { } at
            ? at.Phase.StartsWith("noise", StringComparison.Ordinal)
            : cell.NoiseKey is not null && !isNoiseMade;
        var atWork = isNoise ? NoisePlugins(cell.Spec) : TrainingPlugins(cell.Spec);
        var plugins = atWork.Join(
            cell.Plugins, use => use, plugin => (plugin.Kind, plugin.Id), (_, plugin) => plugin.Name);
        string names = string.Join(", ", plugins);
        string step = last is { } report
            ? string.Create(
                CultureInfo.InvariantCulture, $"after step {report.Step} of {report.Steps} of {report.Phase}")
            : "before the first step";
        return $"{(isNoise ? "making noise" : "training")} with {names}, {step}";
    }

    private static List<(PluginKind Kind, string? Id)> NoisePlugins(CellSpec spec) =>
    [
        (PluginKind.Noise, spec.Noise?.Method.Id),
        (PluginKind.Model, spec.Noise?.Surrogate?.Model.Id),
        (PluginKind.Augmentation, spec.Noise?.Augmentation?.Id),
    ];

    private static List<(PluginKind Kind, string? Id)> TrainingPlugins(CellSpec spec) =>
    [
        (PluginKind.Model, spec.Model.Id),
        (PluginKind.Augmentation, spec.Training.Augmentation?.Id),
        (PluginKind.Filter, spec.Filter?.Id),
    ];

    private static string Aborted(string[] lines)
    {
        if (lines.Any(line => line.StartsWith("Stack overflow", StringComparison.Ordinal)))
        {
            return "its stack overflowed: a method calls itself without end";
        }

        int said = Array.FindIndex(
            lines, line => LastWords.Any(word => line.StartsWith(word, StringComparison.Ordinal)));
        if (said < 0)
        {
            return "it aborted (SIGABRT)";
        }

        // The message of FailFast has a line of its own.
        string next = said + 1 < lines.Length ? lines[said + 1] : "";
        return next.Length == 0 || next.StartsWith(' ')
            ? $"it aborted: {lines[said].Trim()}"
            : $"it aborted: {lines[said].Trim()} {next.Trim()}";
    }
}
