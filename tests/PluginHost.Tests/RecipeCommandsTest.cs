namespace PluginHost.Tests;

/// <summary>Commands about recipes, through the real program.</summary>
public sealed class RecipeCommandsTest
{
    [Fact]
    public void The_page_of_the_language_is_what_the_program_says_of_it()
    {
        string page = File.ReadAllText(Path.Combine(TestKit.Repository.Root, "docs", "RECIPES.md"));

        var told = TheProgram.Run("recipes", "help", "--markdown");

        Assert.Equal(page, told.Output);
    }

    [Fact]
    public void All_recipes_are_checked_whatever_is_wrong_with_some()
    {
        using var folder = new TempFolder();
        string wrong = folder.Write("wrong.csx", "Experiment(\"x\").Data(\"shaps\").Train(\"conv-mini\", Plain);");
        string good = folder.Write("good.csx", "Experiment(\"y\").Data(\"shapes\").Train(\"conv-mini\", Plain);");

        var ran = TheProgram.Run("recipes", "check", wrong, folder["none.csx"], good, "--store", folder["store"]);

        Assert.Equal(2, ran.Code);
        Assert.Contains("wrong.csx(1,22): no data set is called 'shaps'", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("there is no recipe", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("good.csx: good; y: 1 cell in paper, 1 in short, 1 in mini, 1 in smoke; 1 table", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_is_run_by_its_name()
    {
        using var folder = new TempFolder();

        var plan = TheProgram.Run(
            "run", "quickstart", "--preset", "smoke", "--device", "cpu", "--dry-run", "--no-measure", "--store", folder["store"]);

        Assert.Equal(0, plan.Code);
        Assert.Contains("quickstart (scripts/quickstart.csx), preset smoke", plan.Output, StringComparison.Ordinal);
    }
}
