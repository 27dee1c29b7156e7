namespace PluginHost.Recipes.Compiling;

/// <summary>What a recipe sees.</summary>
internal static class RecipeScope
{
    /// <summary>The host's assemblies that recipes may use.</summary>
    public static IReadOnlyList<string> HostAssemblies { get; } =
        ["TorchSharp", "PluginHost.Torch", "PluginHost.Contracts", "PluginHost.Engine", "PluginHost.Recipes"];

    /// <summary>Namespaces, and types whose members are called by their names, that need no using.</summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq",
        "PluginHost.Contracts", "PluginHost.Contracts.Norm", "PluginHost.Contracts.Projection",
        "PluginHost.Recipes.Language", "PluginHost.Recipes.Language.Recipe",
        PluginFunctions.Namespace, $"{PluginFunctions.Namespace}.{PluginFunctions.Noises}",
        "TorchSharp", "TorchSharp.torch", "TorchSharp.torch.nn", "TorchSharp.Modules", "PluginHost.Torch",
    ];
}
