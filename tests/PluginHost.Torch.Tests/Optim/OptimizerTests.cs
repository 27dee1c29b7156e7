using Xunit;

namespace PluginHost.Torch.Tests.Optim;

public sealed class OptimizerTests
{
    /// <summary>One parameter of 1, 2 whose gradient in every step is 1, 1 (or what the step says).</summary>
    private static double[] Train(Func<Parameter, optim.Optimizer> make, params double[] gradients)
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(new double[] { 1, 2 }));
        using optim.Optimizer optimizer = make(parameter);
        foreach (double gradient in gradients)
        {
            optimizer.zero_grad();
            (parameter * gradient).sum().backward();
            optimizer.step();
        }

        return parameter.detach().data<double>().ToArray();
    }

    private static void Near(double[] expected, double[] actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-9);

    [Fact]
    public void Plain_descent_takes_the_gradient_and_the_decay() =>
        Near([1 - (0.1 * (1 + 0.5)), 2 - (0.1 * (1 + (0.5 * 2)))], Train(p => optim.SGD([p], 0.1, weight_decay: 0.5), 1));

    [Fact]
    public void Momentum_begins_with_the_gradient_undamped()
    {
        // v1 = 1; v2 = 0.9 + 0.5·2.
        Near([1 - 0.1 - (0.1 * 1.9), 2 - 0.1 - (0.1 * 1.9)], Train(p => optim.SGD([p], 0.1, momentum: 0.9, dampening: 0.5), 1, 2));
    }

    [Fact]
    public void Nesterov_looks_ahead() =>
        Near([1 - (0.1 * 1.9), 2 - (0.1 * 1.9)], Train(p => optim.SGD([p], 0.1, momentum: 0.9, nesterov: true), 1));

    [Fact]
    public void Maximising_climbs() => Near([1.1, 2.1], Train(p => optim.SGD([p], 0.1, maximize: true), 1));

    [Fact]
    public void Adams_first_step_is_the_learning_rate() =>
        Near([1 - 0.1, 2 - 0.1], [.. Train(p => optim.Adam([p], lr: 0.1, eps: 0), 3).Select(v => Math.Round(v, 9))]);

    [Fact]
    public void Adam_averages_gradients_and_their_squares()
    {
        double m1 = 0.1, v1 = 0.001;
        double m2 = (0.9 * m1) + (0.1 * 3), v2 = (0.999 * v1) + (0.001 * 9);
        double second = 0.1 * (m2 / (1 - 0.81)) / (Math.Sqrt(v2 / (1 - (0.999 * 0.999))) + 1e-8);
        double first = 0.1 / (1 + 1e-8);

        Near([1 - first - second, 2 - first - second], Train(p => optim.Adam([p], lr: 0.1), 1, 3));
    }

    [Fact]
    public void AdamW_takes_the_decay_from_the_parameter_itself()
    {
        double step = 0.1 / (1 + 1e-8);
        Near([1 - (0.1 * 0.5 * 1) - step, 2 - (0.1 * 0.5 * 2) - step], Train(p => optim.AdamW([p], lr: 0.1, weight_decay: 0.5), 1));
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_begins_its_momentum_later()
    {
        using var scope = NewDisposeScope();
        using var early = new Parameter(ones(1));
        using var late = new Parameter(ones(1));
        using SGD optimizer = optim.SGD([early, late], 0.1, momentum: 0.5, dampening: 0.5);

        early.sum().backward();
        optimizer.step();
        Assert.Equal(1, late.ToDouble());
        optimizer.zero_grad();
        (early.sum() + late.sum()).backward();
        optimizer.step();

        Assert.Equal(0.8, early.ToDouble(), 1e-6);
        Assert.Equal(0.9, late.ToDouble(), 1e-6);
    }

    [Fact]
    public void Groups_have_their_own_learning_rates()
    {
        using var scope = NewDisposeScope();
        using var a = new Parameter(ones(1));
        using var b = new Parameter(ones(1));
        using SGD optimizer = optim.SGD([new SGD.Group([a], 0.1), new SGD.Group([b], 0.2)]);
        optimizer.ParamGroups[1].LearningRate = 0.5;

        (a + b).sum().backward();
        optimizer.step();

        Assert.Equal(0.9, a.ToDouble(), 1e-6);
        Assert.Equal(0.5, b.ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void A_training_resumed_from_its_state_goes_on_bit_for_bit(string kind)
    {
        using var scope = NewDisposeScope();
        float[] whole = Run(split: false), resumed = Run(split: true);
        Assert.Equal(whole, resumed);

        float[] Run(bool split)
        {
            manual_seed(7);
            Tensor x = randn(16, 5), y = randint(3, [16]);
            using Linear net = nn.Linear(5, 3);
            optim.Optimizer optimizer = Make(net);
            for (int step = 0; step < 6; step++)
            {
                if (split && step == 3)
                {
                    Dictionary<string, Tensor> state = optimizer.state_dict();
                    optimizer.Dispose();
                    optimizer = Make(net);
                    optimizer.load_state_dict(state);
                }

                optimizer.zero_grad();
                functional.cross_entropy(net.forward(x), y).backward();
                optimizer.step();
                optimizer.LearningRate *= 0.9;
            }

            optimizer.Dispose();
            return net.weight.detach().data<float>().ToArray();
        }

        optim.Optimizer Make(Linear net) => kind == "sgd"
            ? optim.SGD(net.parameters(), 0.1, momentum: 0.9, weight_decay: 5e-4)
            : optim.Adam(net.parameters(), lr: 0.01, amsgrad: true);
    }

    [Fact]
    public void A_state_of_another_network_is_refused()
    {
        using var scope = NewDisposeScope();
        using var small = new Parameter(ones(2));
        using var large = new Parameter(ones(3));
        using SGD first = optim.SGD([small], 0.1, momentum: 0.9), second = optim.SGD([large], 0.1, momentum: 0.9);
        small.sum().backward();
        first.step();

        var error = Assert.Throws<TorchException>(() => second.load_state_dict(first.state_dict()));
        Assert.Equal("The optimizer's state 'state.0.momentum_buffer' has shape [2], its parameter [3].", error.Message);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        using var parameter = new Parameter(ones(1));
        Assert.Throws<ArgumentException>(() => optim.SGD([parameter], 0.1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.SGD([parameter], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.Adam([parameter], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.SGD([parameter, parameter], 0.1));
        Assert.Throws<ArgumentException>(() => optim.SGD(Array.Empty<Parameter>(), 0.1));
    }

    [Fact]
    public void Schedules_follow_their_formulas()
    {
        using var parameter = new Parameter(ones(1));
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Rates(o => optim.lr_scheduler.StepLR(o, 2, 0.5)));
        Assert.Equal([1, 0.5, 0.5, 0.25, 0.25], Rates(o => optim.lr_scheduler.MultiStepLR(o, [1, 3], 0.5)));
        Near([1, 0.5 + (0.5 / Math.Sqrt(2)), 0.5, 0.5 - (0.5 / Math.Sqrt(2)), 0], Rates(o => optim.lr_scheduler.CosineAnnealingLR(o, 4)));

        double[] Rates(Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make)
        {
            using SGD optimizer = optim.SGD([parameter], 1);
            optim.lr_scheduler.LRScheduler schedule = make(optimizer);
            var rates = new List<double>();
            for (int i = 0; i < 5; i++)
            {
                rates.Add(optimizer.LearningRate);
                schedule.step();
            }

            return [.. rates];
        }
    }

    [Fact]
    public void Clipping_shortens_gradients_that_are_too_long_and_no_others()
    {
        using var scope = NewDisposeScope();
        using var a = new Parameter(ones(1));
        using var b = new Parameter(ones(1, 1, 1, 1));
        ((a * 3) + (b * 4)).sum().backward();

        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 10), 1e-6);
        Assert.Equal(3, a.grad!.ToDouble(), 1e-6);
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-6);
        Assert.Equal(0.6, a.grad!.ToDouble(), 1e-5);
        Assert.Equal(0.8, b.grad!.ToDouble(), 1e-5);
    }
}
