using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Tests;

/// <summary>Against TorchSharp's own SGD; against what PyTorch wrote in <see cref="PyTorchValuesTests"/>.</summary>
public sealed class FusedSgdTests : TensorTest
{
    private readonly Parameter[] _fused, _plain;

    // A kernel, a bias and a number, twice.
    public FusedSgdTests()
    {
        manual_seed(3);
        Tensor[] values = [randn(4, 3, 2, 2), randn(5), tensor(0.5f)];
        _fused = [.. values.Select(value => new Parameter(value.clone()))];
        _plain = [.. values.Select(value => new Parameter(value.clone()))];
    }

    [Theory]
    [InlineData(0, 0, 0, false, false)]
    [InlineData(0, 0, 0.1, false, false)]
    [InlineData(0.9, 0, 0, false, false)]
    [InlineData(0.9, 0.5, 0.1, false, false)]
    [InlineData(0.9, 0, 0.1, true, false)]
    [InlineData(0.9, 0, 0, true, true)]
    public void Steps_are_those_of_TorchSharp(
        double momentum, double dampening, double weightDecay, bool nesterov, bool maximize)
    {
        using var fused = new FusedSgd(_fused, 0.1, momentum, dampening, weightDecay, nesterov, maximize);
        using var plain = optim.SGD(_plain, 0.1, momentum, dampening, weightDecay, nesterov, maximize);

        for (int step = 0; step < 4; step++)
        {
            Step(fused, _fused);
            Step(plain, _plain);
        }

        AssertClose(_plain, _fused);
    }

    [Fact]
    public void Climbing_still_decays_as_in_PyTorch()
    {
        var parameter = new Parameter(tensor(new double[] { 1, 2 }));
        using var optimizer = new FusedSgd([parameter], 0.1, weight_decay: 0.5, maximize: true);

        parameter.sum().backward();
        optimizer.step();

        // θ − lr·(−g + λθ); TorchSharp's own turns the decay round too.
        AssertClose([1 + 0.1 - 0.05, 2 + 0.1 - 0.1], parameter);
    }

    [Theory]
    [InlineData(memory_format.contiguous_format, memory_format.channels_last)]
    [InlineData(memory_format.channels_last, memory_format.contiguous_format)]
    public void A_gradient_may_lie_otherwise_than_its_parameter(memory_format ofParameter, memory_format ofGradient)
    {
        var value = randn(4, 3, 2, 2);
        var gradient = randn(4, 3, 2, 2);
        var parameter = new Parameter(value.clone().contiguous(ofParameter));
        using var optimizer = new FusedSgd([parameter], 0.1, momentum: 0.9);

        for (int step = 0; step < 2; step++)
        {
            parameter.grad = gradient.contiguous(ofGradient);
            optimizer.step();
        }

        AssertClose(value - (0.1 * 2.9 * gradient), parameter);
    }

    [Fact]
    public void Momentum_outlives_a_change_of_the_parameters_layout()
    {
        using var conv = Conv2d(3, 4, 2);
        var value = conv.weight.detach().clone();
        var gradient = randn(4, 3, 2, 2);
        using var optimizer = new FusedSgd(conv.parameters(), 0.1, momentum: 0.9);

        conv.weight.grad = gradient;
        optimizer.step();
        conv.to(memory_format.channels_last);
        conv.weight.grad = gradient;
        optimizer.step();

        AssertClose(value - (0.1 * 2.9 * gradient), conv.weight);
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_begins_its_momentum_later()
    {
        var early = new Parameter(ones(1));
        var late = new Parameter(ones(1));
        using var optimizer = new FusedSgd([early, late], 0.1, momentum: 0.5, dampening: 0.5);

        early.sum().backward();
        optimizer.step();
        AssertClose([1], late);
        optimizer.zero_grad();
        (early.sum() + late.sum()).backward();
        optimizer.step();

        AssertClose([0.8], early);
        AssertClose([0.9], late);
    }

    [Fact]
    public void Groups_have_their_own_rates()
    {
        using var optimizer = new FusedSgd(_fused[..1], 0.1);
        optimizer.add_param_group(new SGD.ParamGroup(_fused[1..], lr: 0.5));
        using var plain = optim.SGD(_plain[..1], 0.1);
        plain.add_param_group(new SGD.ParamGroup(_plain[1..], lr: 0.5));

        Step(optimizer, _fused);
        Step(plain, _plain);

        AssertClose(_plain, _fused);
        AssertClose([0.5], optimizer.named_state()["group.1.lr"]);
    }

    [Fact]
    public void TorchSharps_schedulers_set_its_rate()
    {
        using var optimizer = new FusedSgd(_fused, 1, momentum: 0.9);
        using var plain = optim.SGD(_plain, 1, momentum: 0.9);
        var schedule = optim.lr_scheduler.StepLR(optimizer, 2, 0.1);
        var plainSchedule = optim.lr_scheduler.StepLR(plain, 2, 0.1);
        var rates = new List<double>();

        for (int step = 0; step < 4; step++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            Step(optimizer, _fused);
            Step(plain, _plain);
            schedule.step();
            plainSchedule.step();
        }

        Assert.Equal([1, 1, 0.1, 0.1], rates, (a, b) => Math.Abs(a - b) < 1e-12);
        AssertClose(_plain, _fused);
    }

    [Fact]
    public void A_closure_computes_the_loss_whose_gradients_are_used()
    {
        var parameter = new Parameter(ones(1));
        using var optimizer = new FusedSgd([parameter], 0.1);

        var loss = optimizer.step(() =>
        {
            var value = (3 * parameter).sum();
            value.backward();
            return value;
        });

        AssertClose([3], Assert.IsType<Tensor>(loss));
        AssertClose([0.7], parameter);
    }

    [Fact]
    public void Clearing_drops_the_gradients()
    {
        using var optimizer = new FusedSgd(_fused, 0.1);
        Backward(_fused);

        optimizer.zero_grad();

        Assert.All(_fused, parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_training_resumed_from_its_state_goes_on_bit_for_bit()
    {
        using var whole = new FusedSgd(_plain, 0.1, momentum: 0.9, weight_decay: 5e-4);
        var first = new FusedSgd(_fused, 0.1, momentum: 0.9, weight_decay: 5e-4);
        Train(whole, _plain);
        Train(first, _fused);
        var state = first.named_state();
        first.Dispose();
        using var resumed = new FusedSgd(_fused, 0.7, momentum: 0.9, weight_decay: 5e-4);
        using (NewDisposeScope())
        {
            resumed.load_named_state(state);
        }

        Train(whole, _plain);
        Train(resumed, _fused);

        Assert.Equal(
            ["group.0.lr", "state.0.momentum_buffer", "state.1.momentum_buffer", "state.2.momentum_buffer"], state.Keys);
        Assert.All(_plain.Zip(_fused), pair => AssertSame(pair.First, pair.Second));

        static void Train(FusedSgd optimizer, Parameter[] parameters)
        {
            for (int step = 0; step < 3; step++)
            {
                Step(optimizer, parameters);
                optimizer.ParamGroups.Single().LearningRate *= 0.9;
            }
        }
    }

    [Fact]
    public void A_state_is_a_copy_and_loading_forgets_momenta_that_it_lacks()
    {
        using var optimizer = new FusedSgd(_fused, 0.1, momentum: 0.9);
        var start = optimizer.named_state();
        Step(optimizer, _fused);
        optimizer.named_state()["state.0.momentum_buffer"].zero_();

        Assert.DoesNotContain(0, Values(optimizer.named_state()["state.0.momentum_buffer"]));
        optimizer.load_named_state(start);
        Assert.Equal(["group.0.lr"], optimizer.named_state().Keys);
    }

    [Theory]
    [InlineData("state.3.momentum_buffer", "'state.3.momentum_buffer', which does not fit 3 parameters in 1 groups")]
    [InlineData("state.1.momentum_buffer", "'state.1.momentum_buffer' has shape [2], expected [5]")]
    [InlineData("group.0.lr", "'group.0.lr' has shape [2], expected []")]
    [InlineData(null, "lacks the learning rates of 1 of 1 groups")]
    public void A_state_that_does_not_fit_is_refused_and_changes_nothing(string? wrong, string words)
    {
        using var optimizer = new FusedSgd(_fused, 0.1, momentum: 0.9);
        Step(optimizer, _fused);
        var before = optimizer.named_state();
        var state = optimizer.named_state();
        state["state.0.momentum_buffer"].zero_();
        state["group.0.lr"].fill_(5);
        if (wrong is null)
        {
            state.Remove("group.0.lr");
        }
        else
        {
            state[wrong] = zeros(2);
        }

        string message = Assert.Throws<TorchException>(() => optimizer.load_named_state(state)).Message;

        Assert.Contains(words, message);
        Assert.All(optimizer.named_state(), entry => AssertSame(before[entry.Key], entry.Value));
    }

    [Fact]
    public void Only_momenta_are_kept_between_steps_and_disposing_frees_them()
    {
        long before = LeakCheck.Live;
        var optimizer = new FusedSgd(_fused, 0.1, momentum: 0.9);
        for (int step = 0; step < 3; step++)
        {
            using var scope = NewDisposeScope();
            Step(optimizer, _fused);
        }

        long held = LeakCheck.Live - before;
        optimizer.Dispose();

        Assert.Equal((_fused.Length, before), (held, LeakCheck.Live));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FusedSgd(_fused, -0.1));
        Assert.Throws<ArgumentException>(() => new FusedSgd(_fused, 0.1, nesterov: true));
    }

    private static void Step(optim.Optimizer optimizer, Parameter[] parameters)
    {
        optimizer.zero_grad();
        Backward(parameters);
        optimizer.step();
    }

    private static void Backward(Parameter[] parameters)
    {
        foreach (var parameter in parameters)
        {
            (parameter.square() * parameter).sum().backward();
        }
    }

    private static void AssertClose(Parameter[] expected, Parameter[] actual) =>
        Assert.All(expected.Zip(actual), pair => AssertClose(pair.First, pair.Second));
}
