using System.Globalization;
using PluginHost.Torch.Errors;
using PluginHost.Torch.Native;

namespace PluginHost.Torch;

/// <summary>
/// TorchSharp's <see cref="SGD"/> whose step is one fused call over all parameters that share their settings:
/// g ← g + λθ; v ← μv + (1 − τ)g, in the first step v ← g; θ ← θ − lr·v, or with Nesterov θ ← θ − lr·(g + μv).
/// </summary>
public sealed class FusedSgd : SGD
{
    private const string BufferName = "momentum_buffer";

    /// <summary>Takes the parameters of one group.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="lr">Learning rate, at least 0.</param>
    /// <param name="momentum">Momentum μ, at least 0.</param>
    /// <param name="dampening">Dampening τ of the momentum.</param>
    /// <param name="weight_decay">Weight decay λ, at least 0.</param>
    /// <param name="nesterov">Whether to use Nesterov's form; needs momentum and no dampening.</param>
    /// <param name="maximize">Whether to climb instead.</param>
    public FusedSgd(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0,
        double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : base([.. parameters], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Drops the gradients: a gradient of zeros would cost an addition in the next backward pass.</summary>
    public override void zero_grad()
    {
        foreach (var parameter in parameters())
        {
            parameter.grad = null;
        }
    }

    /// <summary>Changes every parameter that has a gradient.</summary>
    /// <param name="closure">Computes the loss again; null where the gradients are there already.</param>
    /// <returns>The closure's loss; null without one.</returns>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(StepGroup, closure);

    /// <summary>
    /// What a training needs to go on exactly where it stopped: <c>group.N.lr</c>, and <c>state.N.momentum_buffer</c>
    /// with parameters numbered over all groups. The tensors belong to the caller.
    /// </summary>
    public Dictionary<string, Tensor> named_state()
    {
        using var noGrad = no_grad();
        var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var saved = state_dict();
        for (int i = 0; i < saved.Options.Count; i++)
        {
            state.Add(RateName(i), tensor(saved.Options[i].LearningRate ?? 0, ScalarType.Float64));
        }

        for (int i = 0; i < saved.State.Count; i++)
        {
            if (((State)saved.State[i]).momentum_buffer is { } buffer)
            {
                state.Add(StateName(i), buffer.clone());
            }
        }

        return state;
    }

    /// <summary>Takes over what <see cref="named_state"/> gave for the same parameters.</summary>
    /// <param name="state">The state; its tensors are copied.</param>
    /// <exception cref="TorchException">Names or shapes do not fit the parameters; nothing was changed.</exception>
    public void load_named_state(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var noGrad = no_grad();
        var own = state_dict();
        Parameter[] all = [.. parameters()];
        Check(state, own.Options.Count, all);
        for (int i = 0; i < own.Options.Count; i++)
        {
            own.Options[i].LearningRate = state[RateName(i)].ToDouble();
        }

        for (int i = 0; i < all.Length; i++)
        {
            var slot = (State)own.State[i];
            slot.momentum_buffer?.Dispose();
            slot.momentum_buffer = state.TryGetValue(StateName(i), out var saved) ? Like(saved, all[i]) : null;
        }
    }

    private static string RateName(int group) => string.Create(CultureInfo.InvariantCulture, $"group.{group}.lr");

    private static string StateName(int parameter) =>
        string.Create(CultureInfo.InvariantCulture, $"state.{parameter}.{BufferName}");

    private static void Check(IReadOnlyDictionary<string, Tensor> state, int groups, Parameter[] all)
    {
        var shapes = Enumerable.Range(0, groups).ToDictionary(RateName, _ => Array.Empty<long>());
        for (int i = 0; i < all.Length; i++)
        {
            shapes[StateName(i)] = all[i].shape;
        }

        foreach (var (name, value) in state)
        {
            if (!shapes.TryGetValue(name, out long[]? shape))
            {
                throw new TorchException(
                    $"the optimizer's state has '{name}', "
                    + $"which does not fit {all.Length} parameters in {groups} groups");
            }

            if (!value.shape.AsSpan().SequenceEqual(shape))
            {
                throw new TorchException(
                    $"the optimizer's state '{name}' has shape [{string.Join(", ", value.shape)}], "
                    + $"expected [{string.Join(", ", shape)}]");
            }
        }

        int missing = Enumerable.Range(0, groups).Count(group => !state.ContainsKey(RateName(group)));
        if (missing > 0)
        {
            throw new TorchException($"the optimizer's state lacks the learning rates of {missing} of {groups} groups");
        }
    }

    /// <summary>A copy that belongs to no scope, laid out like the parameter.</summary>
    private static Tensor Like(Tensor value, Parameter parameter) =>
        empty_like(parameter).DetachFromDisposeScope().copy_(value);

    private void StepGroup(ParamGroup group)
    {
        Batch begun = new(), fresh = new();
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient)
            {
                continue;
            }

            var state = (State)_state[parameter.Handle];
            bool isFirst = group.Momentum != 0 && state.momentum_buffer is null;
            var batch = isFirst ? fresh : begun;
            batch.Parameters.Add(parameter);
            batch.Gradients.Add(GradientFor(parameter, gradient));
            if (group.Momentum != 0)
            {
                state.momentum_buffer = MomentumFor(parameter, state.momentum_buffer);
                batch.Momenta.Add(state.momentum_buffer);
            }
        }

        Run(group.Options, begun, isFirst: false);
        Run(group.Options, fresh, isFirst: true);
    }

    private static void Run(Options options, Batch batch, bool isFirst)
    {
        if (batch.Parameters.Count == 0)
        {
            return;
        }

        var step = new SgdStep(
            options.LearningRate ?? 0, options.momentum ?? 0, options.dampening ?? 0, options.weight_decay ?? 0,
            options.nesterov ?? false, options.maximize ?? false, isFirst);
        Dispatcher.StepFusedSgd(batch.Parameters, batch.Gradients, batch.Momenta, step);
    }

    /// <summary>
    /// A gradient in the parameter's memory order: the fused kernel walks both in the order of memory.
    /// </summary>
    private static Tensor GradientFor(Parameter parameter, Tensor gradient) =>
        LiesLike(parameter, gradient) ? gradient : empty_like(parameter).copy_(gradient);

    /// <summary>
    /// The momentum, made where there is none, in the parameter's memory order, which may have changed.
    /// </summary>
    private static Tensor MomentumFor(Parameter parameter, Tensor? momentum)
    {
        if (momentum is null)
        {
            return empty_like(parameter).DetachFromDisposeScope();
        }

        if (LiesLike(parameter, momentum))
        {
            return momentum;
        }

        using (momentum)
        {
            return Like(momentum, parameter);
        }
    }

    private static bool LiesLike(Parameter parameter, Tensor other) =>
        other.stride().AsSpan().SequenceEqual(parameter.stride());

    /// <summary>Parameters that one call changes, with what it needs of each.</summary>
    private sealed class Batch
    {
        public List<Tensor> Parameters { get; } = [];

        public List<Tensor> Gradients { get; } = [];

        public List<Tensor> Momenta { get; } = [];
    }
}
