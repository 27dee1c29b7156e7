namespace PluginHost.Recipes.Errors;

/// <summary>An error or a warning at a place of a recipe.</summary>
/// <param name="File">The file, as people name it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1; 0 when it is not known.</param>
/// <param name="Text">For example <c>error CS0103: …</c>, or a message of the host.</param>
/// <param name="IsWarning">Whether the recipe runs all the same.</param>
public sealed record RecipeProblem(string File, int Line, int Column, string Text, bool IsWarning = false)
{
    /// <summary>For example <c>scripts/table1.csx(3,7): error CS0103: …</c>, the form that editors and terminals make clickable.</summary>
    public override string ToString() => Column > 0 ? $"{File}({Line},{Column}): {Text}" : $"{File}({Line}): {Text}";

    /// <summary>A recipe that would run nothing.</summary>
    internal static RecipeProblem NoExperiment(string path) => new(
        Shown(path), 1, 1, "the recipe declares no experiment; begin with Experiment(\"name\").Data(\"cifar10\")");

    /// <summary>A path as short as it can be: relative to the current folder when it lies below it.</summary>
    internal static string Shown(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
