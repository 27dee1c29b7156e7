using PluginHost.Results;

namespace PluginHost.Output;

/// <summary>Runs by their short names: the six digits after the moment.</summary>
internal static class RunNames
{
    /// <summary>The short name of a run.</summary>
    public static string Short(string run) => run[(run.LastIndexOf('-') + 1)..] is { Length: > 0 and < 12 } last ? last : run;

    /// <summary>The whole name of a run that is given by its short one; anything else as it is.</summary>
    /// <exception cref="QueryException">Several things are called so.</exception>
    public static string Whole(ResultStore store, string id)
    {
        if (id.Length is < 3 or > 6 || !id.All(char.IsAsciiHexDigitLower))
        {
            return id;
        }

        string[] runs = [.. store.Runs().Select(run => run.Id).Concat(store.Trash().Where(removed => removed.IsRun).Select(removed => removed.Id))
            .Where(name => Short(name).StartsWith(id, StringComparison.Ordinal))];
        return runs switch
        {
            [] => id,
            [var one] when !BeginsACell(store, id) => one,
            [var one] => throw new QueryException($"{id} is the run {one} and begins a cell's key too: give more digits"),
            _ => throw new QueryException($"several runs are called {id}: {string.Join(", ", runs.Take(4))}"),
        };
    }

    private static bool BeginsACell(ResultStore store, string id)
    {
        try
        {
            return store.Find(id).Cell is not null;
        }
        catch (QueryException e) when (!e.Message.StartsWith("several", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
