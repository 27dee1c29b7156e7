using System.Runtime.InteropServices;

namespace PluginHost.Store.Records;

/// <summary>
/// Results under the names that a recipe gives their noises: cells are shared by recipes, and each has names of its own.
/// Results with the same settings and name share one spec.
/// </summary>
internal sealed class NoiseNames
{
    private readonly Dictionary<(StoredSpec, string), StoredSpec> _renamed = [];

    /// <summary>The result with its noise called so.</summary>
    /// <param name="result">The result.</param>
    /// <param name="label">The recipe's name; null where it was not recorded.</param>
    public StoredResult Called(StoredResult result, string? label)
    {
        if (label is null || result.Spec["noise"] == label)
        {
            return result;
        }

        ref var spec = ref CollectionsMarshal.GetValueRefOrAddDefault(_renamed, (result.Spec, label), out _);
        spec ??= result.Spec.Called(label);
        return result with { Spec = spec };
    }
}
