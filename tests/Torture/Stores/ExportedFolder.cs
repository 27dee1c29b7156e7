using PluginHost.Contracts;
using PluginHost.Store.Exchange;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Stores;

/// <summary>
/// A folder that <c>results export</c> wrote, with so many tags added that importing it takes a while.
/// </summary>
internal static class ExportedFolder
{
    private const int Tags = 400;

    /// <summary>Exports the experiment of a store.</summary>
    public static void Write(string store, string folder)
    {
        ProgramRun.Require(["results", "export", TortureRecipe.Experiment, "--folder", folder, "--store", store]);
        var events = ExportedJournal.Read(folder);
        var result = events.OfType<CellFinished>().First();
        var tags = Enumerable.Range(1, Tags).Select(number =>
            new CellTagged(result.Cell, [$"tag-{number}"], []) { At = result.At, Run = result.Run });
        File.WriteAllBytes(Path.Combine(folder, ExportedJournal.FileName), ExportedJournal.Write([.. events, .. tags]));
    }
}
