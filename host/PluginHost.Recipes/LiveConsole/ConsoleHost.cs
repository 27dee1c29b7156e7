using PluginHost.Loading;

namespace PluginHost.Recipes.LiveConsole;

/// <summary>What the console's C# sees beside torch: results, plugins, and help.</summary>
/// <param name="store">The store's folder.</param>
/// <param name="plugins">Loads the plugins when they are asked for the first time.</param>
public sealed class ConsoleHost(string store, Func<PluginCatalogue> plugins)
{
    private readonly Lazy<PluginCatalogue> _plugins = new(plugins);

    /// <summary>The recorded results.</summary>
    public ConsoleResults Results { get; } = new(store);

    /// <summary>The loaded plugins; <c>Plugins.Model(new PluginUse("resnet18"))</c> makes one.</summary>
    public PluginCatalogue Plugins => _plugins.Value;

    /// <summary>The store's folder.</summary>
    public string Store => store;

    /// <summary>What there is, and how it is asked for.</summary>
    public string Help { get; } =
        """
        C# at your fingertips: an expression prints its value; variables, functions and usings stay.
          Results.Where("noise.method == rem && accuracy < 50")       results that fit a condition
          Results.Table("train.radius", "noise", where: "preset == mini")   a table of them
          Results.Last(5)                                            the newest ones
          Plugins                                                    what is loaded
          var x = randn(3, 4); x.mean()                              tensors, with torch's names
          cuda.is_available()                                        the runtime itself
        Tab completes, Up brings back what was typed, Ctrl-C stops what runs, Esc leaves the prompt.
        """;
}
