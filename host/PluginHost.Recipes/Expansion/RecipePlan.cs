using System.Collections.Immutable;

namespace PluginHost.Recipes.Expansion;

/// <summary>An experiment of a recipe, expanded: every cell, in the order to run them, and the tables to show.</summary>
/// <param name="Recipe">The recipe's name: its file name without <c>.csx</c>.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Preset">The preset.</param>
/// <param name="Source">The recipe's text, followed by the texts of what it loads.</param>
/// <param name="SourceSha256">The hash of that text.</param>
/// <param name="Cells">Seeds outermost, so that a whole table with one seed comes first; then data, noise, share, filter, model, training.</param>
/// <param name="Tables">The declared tables; one that fits when none is declared.</param>
public sealed record RecipePlan(
    string Recipe, string Experiment, string Preset, string Source, string SourceSha256,
    ImmutableArray<CellSpec> Cells, ImmutableArray<TableSpec> Tables)
{
    /// <summary>What the cells' uses are resolved with: the plugins, and the noise methods of the recipe itself.</summary>
    public required IPluginCatalogue Catalogue { get; init; }

    /// <summary>
    /// What readers of its numbers should know: which model stands for which that the recipe names, such as
    /// <c>resnet-mini(width=4) is trained in place of resnet18</c>, and what is of radius 0.
    /// </summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>The declared figures.</summary>
    public ImmutableArray<FigureSpec> Figures { get; init; } = [];
}
