using System.Reflection;
using PluginHost.Engine.Data;
using PluginHost.Engine.Planning;
using PluginHost.Engine.Running;
using PluginHost.Loading;
using PluginHost.Loading.Settings;

namespace PluginHost.Recipes.Tests.Guards;

/// <summary>Cells that use the plugins of Sample.Bad beside cells that use good ones, and a run of them.</summary>
internal static class BadPlugins
{
    private static readonly TrainingSchedule s_schedule = new(4, 16, 0.05, 0.9, 5e-4, [2]);

    private static readonly string s_folder = typeof(BadPlugins).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "BadPlugins").Value ?? "";

    /// <summary>The repository's plugins, and the bad ones.</summary>
    public static PluginCatalogue Catalogue { get; } = Load();

    /// <summary>Good cells: plain and adversarial training, two noises, a filter, an augmentation.</summary>
    public static IReadOnlyList<CellSpec> Good { get; } =
    [
        Clean,
        Noise("em"),
        Noise("rem") with { Training = Training("cifar") },
        Filter("median"),
        Noise("em") with { Training = Training() with { Attack = Attack }, Seed = 1 },
    ];

    /// <summary>A small cell of nothing but good plugins.</summary>
    private static CellSpec Clean => new(
        new DataSpec("shapes", 64, 32), null, 1, null, Network("conv-mini"), Training(), 0, Precision.Fp32, "smoke");

    private static ThreatModel Attack => new(Norm.LInf, Radius.Per255(2), Radius.Per255(1), 2, RandomStart: true);

    public static CellSpec Noise(string id) =>
        Clean with { Noise = id is "em" or "rem" ? WithSurrogate(id) : Alone(id) };

    public static CellSpec Model(string id) => Clean with { Model = Network(id) };

    public static CellSpec Augmentation(string id) => Clean with { Training = Training(id) };

    public static CellSpec Filter(string id) => Clean with { Filter = new PluginUse(id) };

    /// <summary>Runs cells one after another as a run does; a cell that fails ends alone.</summary>
    public static Ran Run(TempFolder store, IEnumerable<CellSpec> cells)
    {
        var ran = new Ran();
        using var worker = new Worker(new WorkerSettings(
            Catalogue, new DataSets(store.Path), store.Path, new NoJournal(), new Compute(CPU, Precision.Fp32),
            TimeProvider.System, ran.Notices.Add));
        foreach (var cell in cells)
        {
            try
            {
                ran.Finished[cell] = worker.Run("run", Planned(cell), new Untold(), default);
            }
            catch (Exception fault)
            {
                ran.Faults[cell] = fault;
            }
        }

        return ran;
    }

    public static PlannedCell Planned(CellSpec cell) => Plan.Planned(cell, Catalogue, null);

    private static NoiseSpec Alone(string id) => new(new PluginUse(id), null, null);

    private static NoiseSpec WithSurrogate(string id) => new(
        new PluginUse(id).With("steps", 2).With("eot-samples", 1), new SurrogateSpec(Network("conv-mini"), s_schedule),
        new PluginUse("cifar"));

    private static TrainingSpec Training(string? augmentation = null) => new(
        ThreatModel.None, s_schedule, augmentation is null ? null : new PluginUse(augmentation), TestEvery: 2);

    private static PluginUse Network(string id) =>
        id == "conv-mini" ? new PluginUse(id).With("width", 4) : new PluginUse(id);

    private static PluginCatalogue Load()
    {
        var found = PluginSettings.Find(null, AppContext.BaseDirectory, AppContext.BaseDirectory);
        return PluginLoader.Load(PluginSettings.OfFolders([.. found.Folders, s_folder]));
    }

    /// <summary>How each cell of a run went.</summary>
    public sealed class Ran
    {
        public Dictionary<CellSpec, CellFinished> Finished { get; } = [];

        public Dictionary<CellSpec, Exception> Faults { get; } = [];

        public List<string> Notices { get; } = [];
    }

    private sealed class NoJournal : IJournal
    {
        public void Append(RunEvent entry)
        {
        }
    }

    private sealed class Untold : IProgress<StepReport>
    {
        public void Report(StepReport value)
        {
        }
    }
}
