using System.Diagnostics;
using System.Globalization;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Places;

namespace PluginHost.Recipes.Language;

/// <summary>What a running recipe has said so far, and what it may ask for.</summary>
/// <param name="file">The script.</param>
/// <param name="catalogue">The plugins, and what the recipe defines.</param>
/// <param name="inputs">What came from the command line.</param>
/// <param name="places">
/// Where its calls are: a script that asks for what cannot be runs on, and all that is wrong is told at its end.
/// </param>
internal sealed class RecipeSession(string file, RecipeCatalogue catalogue, RecipeInputs inputs, RecipePlaces places)
{
    private readonly List<RecipeProblem> _problems = [];
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

    /// <summary>What was found wrong so far.</summary>
    public IReadOnlyList<RecipeProblem> Problems => _problems;

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
    public void Check(PluginKind kind, string id) => Try(() => Catalogue.Resolve(kind, new PluginUse(id)));

    /// <summary>
    /// Checks an option by itself, where the recipe gives it; whether it goes with the others is known when all are given.
    /// </summary>
    public void Check(PluginKind kind, string id, string option, OptionValue value)
    {
        var plugin = Catalogue.Plugins.FirstOrDefault(known => known.Identity.Kind == kind && known.Identity.Id == id);
        if (plugin is null)
        {
            // It was told where the choice was made, or will be where a cell takes it.
            return;
        }

        string name = $"{kind.ToString().ToLowerInvariant()} plugin '{id}'";
        Try(() => (plugin.Options.FirstOrDefault(known => known.Name == option)
            ?? throw new PluginUseException(
                $"{name} has no option '{option}'{Nearest.Hint(option, plugin.Options.Select(known => known.Name))}"))
            .Check(name, value));
    }

    /// <summary>Checks every combination of a choice's options, where an experiment takes it.</summary>
    public void Check(PluginChoice choice)
    {
        Try(() =>
        {
            foreach (var use in choice.Uses())
            {
                Catalogue.Resolve(choice.Kind, use);
            }
        });
    }

    /// <summary>Checks what the recipe says; what is wrong is kept with its place, and told with all else at the end.</summary>
    public void Try(Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (RecipeFailure.Message(error) is { } message)
        {
            if (places.Find(new StackTrace(fNeedFileInfo: true), message) is not { } problem)
            {
                throw;
            }

            // A choice is checked where it is made, and again where it is taken.
            if (!_problems.Exists(known => known.Text == message))
            {
                _problems.Add(problem);
            }
        }
    }

    /// <summary>Keeps an error with its place where something is wrong.</summary>
    public void Refuse(bool isWrong, string message) => Try(() =>
    {
        if (isWrong)
        {
            throw new RecipeException(message);
        }
    });

    /// <summary>Tells what was found wrong.</summary>
    /// <exception cref="RecipeException">Something was.</exception>
    public void ThrowProblems()
    {
        if (_problems.Count > 0)
        {
            throw new RecipeException(_problems);
        }
    }
}
