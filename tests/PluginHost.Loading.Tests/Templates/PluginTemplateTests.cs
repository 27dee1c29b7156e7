using System.Diagnostics;
using PluginHost.Loading.Settings;
using PluginHost.Loading.Templates;

namespace PluginHost.Loading.Tests;

public sealed class PluginTemplateTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_plugin_of_every_kind_builds_and_loads()
    {
        foreach (var kind in Enum.GetValues<PluginKind>())
        {
            PluginTemplate.Write(kind, "my-own", _folder["plugins"], AppContext.BaseDirectory, []);
        }

        Build();
        var catalogue = PluginLoader.Load(PluginSettings.Find(null, _folder.Path, _folder.Path));

        Assert.Equal(
            ["noise plugin 'my-own' 0.1.0", "model plugin 'my-own' 0.1.0", "augmentation plugin 'my-own' 0.1.0", "filter plugin 'my-own' 0.1.0"],
            catalogue.Reports.Select(r => r.ToString().Split(" is ready")[0]));
        using var scope = NewDisposeScope();
        manual_seed(0);
        var images = rand([2, 3, 8, 8]);
        using (var network = catalogue.Model(new PluginUse("my-own")).Build(new ImageShape(3, 8, 8), 10))
        {
            Assert.Equal([2, 10], network.forward(images).shape);
        }

        var darkened = catalogue.Augmentation(new PluginUse("my-own").With("strength", 1)).Apply(images);
        Assert.True(darkened.le(images).all().item<bool>());
        var filtered = catalogue.Filter(new PluginUse("my-own").With("step", 100)).Apply((images * 255).to(ScalarType.Byte));
        Assert.Equal(200, filtered.max().item<byte>());
        Assert.Equal(Radius.Per255(8), catalogue.Noise(new PluginUse("my-own")).Bound);
    }

    [Fact]
    public void A_network_as_TorchSharps_documentation_writes_it_is_a_model_plugin()
    {
        string folder = PluginTemplate.Write(PluginKind.Model, "documented", _folder["plugins"], AppContext.BaseDirectory, []);
        File.WriteAllText(Path.Combine(folder, "DocumentedModel.cs"), """
            using PluginHost.Contracts;

            [Plugin(PluginKind.Model, "as-class", "1.0.0")]
            public sealed class AsClass : IModelArchitecture
            {
                public Module<Tensor, Tensor> Build(ImageShape input, int classes) => new Perceptron(input.Size, classes);
            }

            [Plugin(PluginKind.Model, "as-sequential", "1.0.0")]
            public sealed class AsSequential : IModelArchitecture
            {
                public Module<Tensor, Tensor> Build(ImageShape input, int classes) => Sequential(
                    ("conv1", Conv2d(input.Channels, 8, 1, stride: 2)), ("relu1", ReLU()), ("flat", Flatten()), ("lin", Linear(8 * 4 * 4, classes)));
            }

            internal sealed class Perceptron : nn.Module<Tensor, Tensor>
            {
                private Module<Tensor, Tensor> lin1;
                private Module<Tensor, Tensor> lin2;

                public Perceptron(long pixels, long classes) : base(nameof(Perceptron))
                {
                    lin1 = nn.Linear(pixels, 16);
                    lin2 = nn.Linear(16, classes);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor input) => lin2.call(lin1.call(input.flatten(1)).relu());
            }
            """);
        Build();
        var catalogue = PluginLoader.Load(PluginSettings.Find(null, _folder.Path, _folder.Path));

        Assert.All(["as-class", "as-sequential"], id =>
        {
            using var scope = NewDisposeScope();
            manual_seed(0);
            using var network = catalogue.Model(new PluginUse(id)).Build(new ImageShape(3, 8, 8), 10);
            var optimizer = optim.Adam(network.parameters(), 0.01);
            var schedule = optim.lr_scheduler.StepLR(optimizer, 5);
            var images = rand([16, 3, 8, 8]);
            var labels = randint(0, 10, [16]);
            var losses = new List<float>();
            for (int step = 0; step < 10; step++)
            {
                optimizer.zero_grad();
                var loss = functional.cross_entropy(network.call(images), labels);
                loss.backward();
                optimizer.step();
                schedule.step();
                losses.Add(loss.item<float>());
            }

            Assert.True(losses[^1] < losses[0], string.Join(' ', losses));
            Assert.Equal(0.0001, optimizer.ParamGroups.Single().LearningRate, 6);
        });
    }

    [Fact]
    public void A_plugin_in_the_repository_has_a_project_of_one_line_and_a_card_with_the_fixed_headings()
    {
        _folder.Write("plugins/Directory.Build.props", File.ReadAllText(Path.Combine(Repository.Root, "plugins", "Directory.Build.props")));

        string folder = PluginTemplate.Write(PluginKind.Noise, "Linear", _folder["plugins"], AppContext.BaseDirectory, []);

        Assert.Equal(_folder["plugins/Noise.Linear"], folder);
        Assert.Equal(["LinearNoise.cs", "Noise.Linear.csproj", "README.md"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());
        Assert.Equal("<Project Sdk=\"Microsoft.NET.Sdk\" />\n", File.ReadAllText(Path.Combine(folder, "Noise.Linear.csproj")));
        string card = File.ReadAllText(Path.Combine(folder, "README.md"));
        Assert.All(
            ["Idea", "Paper and code", "Threat model and defaults", "Departures from the paper", "Expected figure", "What it does not do"],
            heading => Assert.Contains($"**{heading}.**", card, StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(folder), file => Assert.DoesNotContain('$', File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("3d")]
    [InlineData("my.noise")]
    [InlineData("../escape")]
    [InlineData("")]
    public void A_name_that_is_no_id_is_refused(string name) => Assert.Throws<ArgumentException>(
        () => PluginTemplate.Write(PluginKind.Noise, name, _folder.Path, AppContext.BaseDirectory, []));

    [Fact]
    public void An_id_belongs_to_one_plugin_of_a_kind()
    {
        var taken = new PluginReport(
            PluginState.Disabled, "/there/A.dll", new PluginIdentity(PluginKind.Noise, "mine", "1.0.0", "aa"), "", "");

        var refused = Assert.Throws<ArgumentException>(
            () => PluginTemplate.Write(PluginKind.Noise, "Mine", _folder.Path, AppContext.BaseDirectory, [taken]));
        PluginTemplate.Write(PluginKind.Model, "mine", _folder.Path, AppContext.BaseDirectory, [taken]);

        Assert.Equal("there is a noise plugin 'mine' already (/there/A.dll); take another name", refused.Message);
        Assert.Equal(["Models.Mine"], Directory.EnumerateDirectories(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_existing_folder_is_left_alone()
    {
        string mine = _folder.Write("Noise.Mine/Mine.cs", "my work");

        Assert.Throws<IOException>(() => PluginTemplate.Write(PluginKind.Noise, "mine", _folder.Path, AppContext.BaseDirectory, []));

        Assert.Equal("my work", File.ReadAllText(mine));
    }

    /// <summary>Builds all projects below the folder as their authors would, in one go.</summary>
    private void Build()
    {
        string all = _folder.Write("all.proj", """
            <Project DefaultTargets="Build">
              <ItemGroup><Plugin Include="plugins/*/*.csproj" /></ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Plugin)" Targets="Restore" /></Target>
              <Target Name="Build"><MSBuild Projects="@(Plugin)" /></Target>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["build", all, "-nologo", "-v", "q", "-p:TreatWarningsAsErrors=true", "-nodeReuse:false"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var build = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        var errors = build.StandardError.ReadToEndAsync();
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        Assert.True(build.ExitCode == 0, output + errors.Result);
    }
}
