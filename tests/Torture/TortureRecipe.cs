namespace PluginHost.Torture;

/// <summary>A small experiment of its own: three noises, two ways to train, checkpoints every few steps.</summary>
internal static class TortureRecipe
{
    public const string Experiment = "torture";

    private const string Text = """
        var pause = Parameter("pause", 20);

        // Every step of this noise depends on all steps before it, and it is saved every few steps.
        var stepwise = NoiseMethod("stepwise", radius: 8, (context, bound) =>
        {
            const int batch = 16, rounds = 2, between = 4;
            using var outer = NewDisposeScope();
            var (count, shape) = (context.Images.Count, context.Images.Shape);
            int perRound = count / batch, steps = rounds * perRound;
            var saved = context.Checkpoint.Load();
            int done = saved?.Step ?? 0;
            var state = saved is null ? zeros(shape.Channels, shape.Height, shape.Width) : saved.Tensors["state"];
            for (; done < steps; done++)
            {
                if ((done % between == 0 && done > 0) || context.Checkpoint.Due)
                {
                    var tensors = new Dictionary<string, Tensor> { ["state"] = state };
                    context.Checkpoint.Save(new CheckpointState(done, tensors));
                }

                context.Cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                context.Random.Begin("step", done);
                var drawn = rand(shape.Channels, shape.Height, shape.Width);
                state = (state * 0.9 + drawn - 0.45).MoveToOuterDisposeScope();
                long first = done % perRound * batch;
                long[] indices = [.. Enumerable.Range(0, batch).Select(i => first + i)];
                var noise = state.clamp(-1, 1) * bound.Fraction;
                context.Noise.Write(indices, noise.unsqueeze(0).expand(batch, -1, -1, -1));
                context.Progress.Report(new StepReport("noise stepwise", done + 1, steps));
                System.Threading.Thread.Sleep(pause);
            }
        });

        Experiment("torture")
            .Data("shapes")
            .Noise(Clean, Em(8), stepwise)
            .Train(Models.ConvMini(width: 4), Plain, AdversarialTraining(LInf, radius: 4))
            .Seeds(Parameter("seeds", 2))
            .Table(rows: "train.radius", columns: "noise", metrics: "test-accuracy, train-loss");
        """;

    /// <summary>Writes the recipe, and gives the words of the command that runs it, but for the store.</summary>
    /// <param name="folder">Where it is written.</param>
    /// <param name="sets">Settings and choices, such as <c>--set seeds=1</c>.</param>
    public static string[] Command(string folder, params string[] sets)
    {
        string file = Path.Combine(folder, "torture.csx");
        File.WriteAllText(file, Text);

        // A worker that is killed twice at the same cell is no reason to leave the cell aside.
        return
        [
            "run", file, "--preset", "smoke", "--device", "cpu", "--precision", "fp32", "--threads", "1", "--plain",
            "--retry", .. sets,
        ];
    }
}
