using PluginHost.Engine.Data;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Expansion;

/// <summary>A noise and the part of the images that carries it, or the clean part beside it.</summary>
/// <param name="Noise">The noise; clean for a clean part.</param>
/// <param name="Share">The protected share; 1 where a list stands for it and the number of images is not known.</param>
/// <param name="Indices">The list of protected images; null for a seeded share.</param>
/// <param name="TrainSet">Whether the model is trained on all images or on the clean part.</param>
internal sealed record ProtectedPart(LabelledNoise Noise, double Share, IndexFile? Indices, TrainSet TrainSet);

/// <summary>Combines the noises of an experiment with its protected shares and lists.</summary>
internal static class ProtectedParts
{
    /// <summary>Every noise with every part; clean data once; then the clean parts.</summary>
    public static IEnumerable<ProtectedPart> Of(
        Experiment experiment, IReadOnlyList<LabelledNoise> noises, string data, int? trainImages)
    {
        List<(double Share, IndexFile? Indices)> parts = [.. experiment.Shares.Select(share => (share, (IndexFile?)null))];
        parts.AddRange(experiment.IndexFiles.Select(list => (ShareOf(list.Indices, trainImages ?? DataSets.TrainImagesOf(data)), (IndexFile?)list.File)));
        if (parts.Count == 0)
        {
            parts.Add((1, null));
        }

        foreach (var noise in noises)
        {
            foreach (var (share, indices) in noise.Use is null ? [(1, null)] : parts)
            {
                yield return new ProtectedPart(noise, share, indices, TrainSet.All);
            }
        }

        if (experiment.TrainsCleanParts)
        {
            var clean = noises.FirstOrDefault(noise => noise.Use is null) ?? new LabelledNoise(Recipe.Clean, null, "clean");
            var proper = parts.Where(part => part.Indices is not null || part.Share is > 0 and < 1).ToList();
            if (proper.Count == 0)
            {
                throw new RecipeException(".CleanPart() is what a protected part leaves: say .ProtectedShare(0.2, 0.4), or .ProtectedIndices(…)");
            }

            foreach (var (share, indices) in proper)
            {
                yield return new ProtectedPart(clean, share, indices, TrainSet.CleanPart);
            }
        }
    }

    private static double ShareOf(long[] indices, int? images) =>
        images is { } count ? indices.Count(index => index < count) / (double)count : 1;
}
