using System.Collections.Immutable;
using PluginHost.Recipes.Language;
using PluginHost.Store;

namespace PluginHost.Running.Requests;

/// <summary>What <c>run</c> was asked to do.</summary>
public sealed record RunRequest
{
    /// <summary>The store's folder.</summary>
    public required string Store { get; init; }

    /// <summary>Where data sets lie.</summary>
    public required string Data { get; init; }

    /// <summary>Opens the store.</summary>
    public required Func<ResultStore> OpenStore { get; init; }

    /// <summary>Loads the plugins; those that cannot be used are told in a line each.</summary>
    public required Func<Action<string>, IPluginCatalogue> LoadPlugins { get; init; }

    /// <summary>The recipe's file.</summary>
    public required string Recipe { get; init; }

    /// <summary>Preset, seeds, settings and arguments; the precision is filled in when the device is known.</summary>
    public required RecipeInputs Inputs { get; init; }

    public required string Device { get; init; }

    public required string Precision { get; init; }

    /// <summary>Which cells; all conditions must hold.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    public required bool DryRun { get; init; }

    /// <summary>Whether a dry run may time networks for an estimate.</summary>
    public required bool Measure { get; init; }

    /// <summary>Runs finished cells again.</summary>
    public required bool Force { get; init; }

    /// <summary>Runs cells that were set aside.</summary>
    public required bool Retry { get; init; }

    /// <summary>Works cells in the run's own process.</summary>
    public required bool InProcess { get; init; }

    /// <summary>How long a cell may take for one step.</summary>
    public required TimeSpan StepLimit { get; init; }

    /// <summary>Stops at the first cell that fails.</summary>
    public required bool FailFast { get; init; }

    public required int? Threads { get; init; }

    /// <summary>The words of the command that goes on where this one stopped, without the program's name.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>The command that goes on where this one stopped.</summary>
    public string CommandLine => "pluginhost " + string.Join(' ', Arguments.Select(Quoted));

    /// <summary>A word as a shell takes it for one.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@".Contains(c, StringComparison.Ordinal)) ? word : $"'{word}'";
}
