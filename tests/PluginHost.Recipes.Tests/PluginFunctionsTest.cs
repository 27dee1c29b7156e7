using PluginHost.Recipes.Compiling;

namespace PluginHost.Recipes.Tests;

public sealed class PluginFunctionsTest
{
    [Fact]
    public void The_functions_carry_the_declared_options_with_help() => Snapshot.Match(PluginFunctions.Source(DeclaredPlugins.Small.Plugins));

    [Theory]
    [InlineData("rem", "Rem")]
    [InlineData("resnet-mini", "ResnetMini")]
    [InlineData("wrn34-10", "Wrn34_10")]
    [InlineData("2-step", "_2Step")]
    public void A_plugins_name_becomes_a_function(string id, string function) => Assert.Equal(function, PluginFunctions.FunctionName(id));
}
