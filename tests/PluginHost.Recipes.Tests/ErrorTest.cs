using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Recipes.Tests;

public sealed class ErrorTest : IDisposable
{
    private readonly RecipeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Every_compile_error_has_its_place_and_the_nearest_name() => Snapshot.Match(_bench.Error("""
        var a = 1
        var b = Rm(8);
        var c = Rem(8, adverserialRadius: 4);
        var d = ResnetMini();
        Experiment("x").Datta("shapes");
        var e = Models.ResnetMin();
        int f = "text";
        """));

    [Fact]
    public void An_error_in_a_loaded_file_names_that_file()
    {
        _bench.Write("parts/noise.csx", "\n  int x = y;");

        Assert.Equal("parts/noise.csx(2,11): error CS0103: The name 'y' does not exist in the current context".Replace('/', Path.DirectorySeparatorChar),
            _bench.Error("#load \"parts/noise.csx\"\nPrint(x);"));
    }

    [Fact]
    public void A_missing_loaded_file_is_an_error_at_the_load() => Assert.StartsWith(
        "recipe.csx(2,7): error CS1504: ", _bench.Error("// loads\n#load \"none.csx\""), StringComparison.Ordinal);

    [Fact]
    public void A_failure_while_running_names_the_recipes_line_and_no_frames()
    {
        string error = _bench.Error("""
            static int Half(int x)
            {
                if (x % 2 == 1)
                    throw new InvalidOperationException($"{x} is odd");
                return x / 2;
            }

            Print(Half(4));
            Print(Half(3));
            """);

        Assert.Equal("recipe.csx(4,9): InvalidOperationException: 3 is odd", error);
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"no\");", "InvalidOperationException: no")]
    [InlineData("int number = int.Parse(\"x\");", "FormatException: The input string 'x' was not in a correct format.")]
    [InlineData("var noise = Noise(\"remm\");", "there is no noise plugin 'remm'; did you mean 'rem'?")]
    [InlineData("Experiment(\"x\").Noise(Rem(300));", "noise plugin 'rem': the option 'radius' cannot be '300'; it is a radius from 0 to 127 (in 1/255)")]
    [InlineData("if (x == 1) { throw new InvalidOperationException(\"no\"); }", "InvalidOperationException: no")]
    [InlineData("foreach (int i in new[] { 1 }) { throw new InvalidOperationException(\"no\"); }", "InvalidOperationException: no")]
    [InlineData("void Own() => throw new InvalidOperationException(\"no\"); Own();", "InvalidOperationException: no")]
    [InlineData("var own = new Func<int>(() => throw new InvalidOperationException(\"no\")); own();", "InvalidOperationException: no")]
    [InlineData("await System.Threading.Tasks.Task.Run(() => { throw new InvalidOperationException(\"no\"); });", "InvalidOperationException: no")]
    [InlineData("int i = (new int[] { 1, 2 })[x + 5];", "IndexOutOfRangeException: Index was outside the bounds of the array.")]
    [InlineData("int i = x / (y - 2);", "DivideByZeroException: Attempted to divide by zero.")]
    [InlineData("string none = x == 1 ? null : \"a\"; int i = none.Length;", "NullReferenceException: Object reference not set")]
    [InlineData("int i = new Dictionary<string, int> { [\"a\"] = 1 }[\"b\"];", "KeyNotFoundException: The given key 'b' was not present")]
    [InlineData("object o = \"s\"; var l = (List<int>)o;", "InvalidCastException: Unable to cast")]
    public void A_failure_below_variables_names_its_line(string failing, string message)
    {
        string text = $"// what it does\nvar x = 1;\nvar y = x + 1;\n\n{failing}\nvar z = 3;\nPrint(z);\n";
        _bench.Write("part.csx", text);

        string own = _bench.Error(text), kept = _bench.Error(text), loaded = _bench.Error("#load \"part.csx\"\nvar first = 1;\nPrint(first);");

        Assert.StartsWith("recipe.csx(5,", own, StringComparison.Ordinal);
        Assert.Contains("): " + message, own, StringComparison.Ordinal);
        Assert.Equal(own, kept);
        Assert.StartsWith("part.csx(5,", loaded, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_in_a_small_function_names_the_line_of_the_function()
    {
        _bench.Write("part.csx", "var table = new Dictionary<string, int> { [\"a\"] = 1 };\nint Third(int a) { return table[\"b\"] + a; }");

        Assert.StartsWith("part.csx(2,", _bench.Error("#load \"part.csx\"\nvar one = 1;\nPrint(Third(one));"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_in_a_preset_names_the_recipes_line() => Assert.StartsWith("recipe.csx(2,", _bench.Error("""
        Experiment("x").Data("shapes").Train("conv-mini", Plain)
            .Preset("paper", p => p with { TrainIterations = int.Parse("many") });
        """), StringComparison.Ordinal);

    [Theory]
    [InlineData("""Noise("remm", ("radius", 8))""", 44, "there is no noise plugin 'remm'; did you mean 'rem'?")]
    [InlineData("""Noise("rem", ("radus", 8))""", 52, "noise plugin 'rem' has no option 'radus'; did you mean 'radius'?")]
    [InlineData("Rem(300)", 38, "noise plugin 'rem': the option 'radius' cannot be '300'; it is a radius from 0 to 127 (in 1/255)")]
    [InlineData("Rem(2)", 32, "rem: adversarial-radius 4/255 is more than radius 2/255")]
    [InlineData("""Rem(8, draws: "twice")""", 52, "noise plugin 'rem': the option 'draws' cannot be 'twice'; it is one of per-step, once")]
    public void A_wrong_use_of_a_plugin_is_one_line_with_its_place(string noise, int column, string error) => Assert.Equal(
        $"recipe.csx(2,{column}): {error}",
        _bench.Error($"\nExperiment(\"x\").Data(\"shapes\").Noise({noise}).Train(\"conv-mini\", Plain);").Split("; there")[0]);

    [Theory]
    [InlineData(""".Table(rows: "train.radios", columns: "noise")""", "a table has no field 'train.radios'; did you mean 'train.radius'?")]
    [InlineData(""".Table(rows: "seed", columns: "noise", aggregate: "ci59")""", "the aggregate of a table has no 'ci59'; did you mean 'ci95'?")]
    [InlineData(""".Table(rows: "seed", columns: "noise", best: "smallest")""", "what a table marks as best has no 'smallest'")]
    [InlineData(""".Table(rows: "seed", columns: "noise", columnTitles: "EM")""", "'EM' is no column title; write NAME = TITLE")]
    [InlineData(""".Table(rows: "seed", columns: "noise", label: "a b")""", "'a b' is no label for LaTeX")]
    [InlineData(""".Table(rows: "seed", columns: "noise", metrics: "acuracy")""", "a table has no metric 'acuracy'; there are: ")]
    public void A_table_of_unknown_fields_is_an_error(string table, string error) => Assert.StartsWith(
        "recipe.csx(2): " + error, _bench.Error("Experiment(\"x\").Data(\"shapes\").Train(\"conv-mini\", Plain)\n" + table + ";"), StringComparison.Ordinal);

    [Theory]
    [InlineData(""".Plot(x: "train.radios")""", "a plot has no field 'train.radios'; did you mean 'train.radius'?")]
    [InlineData(""".Plot(x: "model")""", "a plot's x is one field of numbers; model is 'conv-mini'")]
    [InlineData(""".Plot(x: "train.radius", panels: "seed, train.radius")""", "'train.radius' lies along a plot's axis: it cannot tell its lines or pictures apart")]
    [InlineData(""".Plot(x: "train.radius", y: "acuracy")""", "a plot has no metric 'acuracy'; there are: ")]
    [InlineData(""".Plot(x: "train.radius", lines: "nois")""", "a plot has no field 'nois'; did you mean 'noise'?")]
    [InlineData(""".Curves(of: "train-los")""", "a figure has no curve 'train-los'; did you mean 'train-loss'?")]
    [InlineData(""".Curves(panels: "data")""", "a figure has no field 'data'; ")]
    [InlineData(""".Images(count: 0)""", "0 images: at least 1")]
    [InlineData(""".Images()""", "no cell has noise: there is none to show in images")]
    [InlineData(""".Only("mni", "seed == 0")""", "there is no preset 'mni'; did you mean 'mini'?")]
    [InlineData(""".Only("paper", "datset == shapes")""", "filter, column 1: there is no field or metric 'datset'; did you mean 'dataset'? in 'datset == shapes'")]
    [InlineData(""".Only("paper", "train.radius == 4")""", "no cell of the preset 'paper' fits 'train.radius == 4': train.radius is 0")]
    public void A_figure_or_a_condition_of_unknown_names_is_an_error(string said, string error) => Assert.StartsWith(
        "recipe.csx(2): " + error, _bench.Error("Experiment(\"x\").Data(\"shapes\").Train(\"conv-mini\", Plain)\n" + said + ";"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("// only a comment\n")]
    public void An_empty_recipe_says_so(string text) => Assert.Equal(
        "recipe.csx(1,1): the recipe declares no experiment; begin with Experiment(\"name\").Data(\"cifar10\")", _bench.Error(text));

    [Fact]
    public void A_package_is_refused_in_words_at_its_place() => Assert.StartsWith(
        "recipe.csx(1,4): error: 'nuget: Newtonsoft.Json, 13.0.1': recipes restore no packages; ",
        _bench.Error("#r \"nuget: Newtonsoft.Json, 13.0.1\"\nPrint(1);"), StringComparison.Ordinal);

    [Fact]
    public void A_loaded_file_may_be_named_as_the_other_system_does()
    {
        _bench.Write("parts/two.csx", "int two = 2;");

        Assert.Single(_bench.Plan("#load \"parts\\two.csx\"\nExperiment($\"x{two}\").Data(\"shapes\").Train(\"conv-mini\", Plain);").Cells);
    }

    [Fact]
    public void An_unfinished_experiment_says_what_is_missing() => Assert.Equal(
        "recipe.csx(1): experiment 'x': no training is named: add .Train(\"resnet18\", Plain)", _bench.Error("""Experiment("x").Data("shapes");"""));

    [Theory]
    [InlineData("table1")]
    [InlineData("table1.csx")]
    public void A_recipe_is_found_by_its_name_in_the_scripts_of_the_root(string name)
    {
        string file = _bench.Write("scripts/table1.csx", "");
        string root = Path.GetDirectoryName(Path.GetDirectoryName(file)) ?? "";

        Assert.Equal(Path.GetFullPath(file), Path.GetFullPath(RecipeFolder.Find(name, root)));
        Assert.EndsWith(
            "there is no recipe tabel1; did you mean 'table1'?",
            Assert.Throws<RecipeException>(() => RecipeFolder.Find("tabel1", root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_each_at_its_call() => Assert.Equal(
        """
        recipe.csx(2,11): no data set is called 'cifr10'
        recipe.csx(3,27): noise plugin 'rem': the option 'radius' cannot be '0.03': radii are in 1/255
        recipe.csx(3,38): noise plugin 'rem': the option 'radius' cannot be '300'; it is a radius from 0 to 127 (in 1/255)
        recipe.csx(4,12): there is no model plugin 'conv-mni'
        recipe.csx(4,31): adversarial training, radius: radii are in 1/255
        recipe.csx(5,6): a protected share lies between 0 and 1
        recipe.csx(6,6): 0 seeds: at least 1
        recipe.csx(7,1): InvalidOperationException: and this
        """,
        string.Join('\n', _bench.Error("""
            Experiment("many")
                .Data("cifr10", "shapes")
                .Noise(Clean, Rem(8), Rem(0.03), Rem(300))
                .Train("conv-mni", Plain, AdversarialTraining(LInf, 0.01))
                .ProtectedShare(1.5)
                .Seeds(0);
            throw new InvalidOperationException("and this");
            """).Split('\n').Select(line => line.Split("; did", 2)[0].Split("; there", 2)[0].Split(", and", 2)[0])));

    [Theory]
    [InlineData("8/255", "recipe.csx(1,33): error: 8/255 divides whole numbers, which is 0 in C#; radii are in 1/255: write 8")]
    [InlineData("1 / 2", "recipe.csx(1,33): error: 1 / 2 divides whole numbers, which is 0 in C#; write 1.0/2")]
    public void A_division_that_cuts_the_fraction_off_is_an_error(string radius, string error) =>
        Assert.Equal(error, _bench.Error($"var n = Noise(\"rem\", (\"radius\", {radius}));"));

    [Fact]
    public void Warnings_do_not_stop_a_recipe()
    {
        using var recipe = _bench.Open("#warning old\nPrint(1);");

        Assert.EndsWith("recipe.csx(1,10): warning CS1030: #warning: 'old'", Assert.Single(recipe.Warnings).ToString(), StringComparison.Ordinal);
    }
}
