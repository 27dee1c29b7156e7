using PluginHost.Recipes.Scripts;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Recipes;
using Size = PluginHost.Screens.Drawing.Size;

namespace PluginHost.Screens.Tests.Recipes;

/// <summary>Recipes that tests look at.</summary>
internal static class RecipeSamples
{
    public const string Text = """
        // What stops plain training: EM noise, and REM noise.
        //
        var width = Parameter("width", 16);

        Experiment("small")
            .Data("shapes")
            .Noise(Clean, Em(8), Rem(8, adversarialRadius: 4))      // robust: made to withstand adversarial training up to 4/255
            .Train(Models.ConvMini(width: width), Plain)
            .Preset("quick", p => p with { TrainImages = 2000, TrainIterations = 600 })
            .DefaultPreset("quick");
        """;

    /// <summary>Two recipes; the cursor is on the first.</summary>
    public static RecipesScreen Screen() => Listed("other", "small");

    /// <summary>The cursor is on the recipe that has presets of its own.</summary>
    public static RecipesScreen OnSmall() => Drawn.Calling(Screen(), "down");

    /// <summary>Recipes of these names; the one called small has presets of its own.</summary>
    public static RecipesScreen Listed(params string[] names) => Drawn.After(
        new RecipesScreen(Drawn.Places(), TimeProvider.System, id => new Show("Runs", new Noticed(id, default))),
        new Resized(new Size(80, 21)),
        new RecipesScreen.Listed([.. names.Select(Script)]));

    private static RecipeScript Script(string name)
    {
        string text = name == "small" ? Text : $"// Another one: {name}\n";
        string summary = text.Split('\n')[0].Trim('/', ' ');
        return RecipeScript.Of(new RecipeInfo(name, $"/nowhere/scripts/{name}.csx", summary, [name]), text);
    }
}
