using PluginHost.CommandLine;
using PluginHost.Running.Planning;
using PluginHost.Store;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;

namespace PluginHost.Output.Runs;

/// <summary>The tables that a recipe declares, with what is missing of them shown as missing.</summary>
internal static class RecipeTables
{
    public static void Write(TextWriter output, ResultStore store, PlannedRun plan, Settings settings)
    {
        var results = store.Select(plan.Query);
        foreach (var spec in plan.Recipe.Tables)
        {
            var table = ComparisonTable.Build(results, new TableRequest(spec)
            {
                Paper = spec.PaperTable is not null,
                Planned = [.. plan.All.Select(cell => cell.Spec)],
            });
            output.WriteLine(TableFormat.Write(table, "text", settings));
        }
    }
}
