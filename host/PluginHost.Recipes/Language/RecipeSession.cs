using System.Globalization;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Language;

/// <summary>What a running recipe has said so far, and what it may ask for.</summary>
internal sealed class RecipeSession(string file, RecipeCatalogue catalogue, RecipeInputs inputs)
{
    private static readonly AsyncLocal<RecipeSession?> Running = new();
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);

    /// <summary>The session of the recipe that calls.</summary>
    public static RecipeSession Current => Running.Value
        ?? throw new InvalidOperationException("this is for recipes, and no recipe is running");

    public RecipeInputs Inputs { get; } = inputs;

    public RecipeCatalogue Catalogue { get; } = catalogue;

    public string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".";

    public List<Experiment> Experiments { get; } = [];

    /// <summary>The names that the recipe lets <c>--set</c> change.</summary>
    public IReadOnlyCollection<string> Parameters => _parameters;

    /// <summary>Lets a piece of work see this session.</summary>
    public T Run<T>(Func<T> work)
    {
        var outer = Running.Value;
        Running.Value = this;
        try
        {
            return work();
        }
        finally
        {
            Running.Value = outer;
        }
    }

    public Experiment Begin(Experiment experiment)
    {
        if (Experiments.Any(e => e.Name == experiment.Name))
        {
            throw new RecipeException($"two experiments are called '{experiment.Name}'; results are asked for by name, so names differ");
        }

        Experiments.Add(experiment);
        return experiment;
    }

    public T Parameter<T>(string name, T value)
        where T : IParsable<T>
    {
        _parameters.Add(name);
        if (Inputs.Sets.LastOrDefault(set => set.Key == name) is not { Key: not null } given)
        {
            return value;
        }

        return T.TryParse(given.Value, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw new RecipeException($"--set {name}={given.Value}: not a value of type {typeof(T).Name}");
    }

    /// <summary>Checks a plugin's name where the recipe says it, so that the error has the recipe's line.</summary>
    public void Check(PluginKind kind, string id) => Catalogue.Resolve(kind, new PluginUse(id));

    /// <summary>Checks every combination of a choice's options, where an experiment takes it.</summary>
    public void Check(PluginChoice choice)
    {
        foreach (var use in choice.Uses())
        {
            Catalogue.Resolve(choice.Kind, use);
        }
    }
}
