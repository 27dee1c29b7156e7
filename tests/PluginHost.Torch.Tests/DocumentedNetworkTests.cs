namespace PluginHost.Torch.Tests;

/// <summary>Networks as TorchSharp's documentation writes them need nothing of ours, and can have all of it.</summary>
public sealed class DocumentedNetworkTests : TensorTest
{
    private readonly Tensor _images, _labels;

    public DocumentedNetworkTests()
    {
        manual_seed(5);
        _images = randn(8, 3, 8, 8);
        _labels = randint(0, 4, [8]);
    }

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (string network in Networks.Keys)
            {
                foreach (string optimizer in Optimizers.Keys)
                {
                    pairs.Add(network, optimizer);
                }
            }

            return pairs;
        }
    }

    private static Dictionary<string, Func<Module<Tensor, Tensor>>> Networks { get; } = new()
    {
        ["class"] = () => new TestModule(),
        ["sequential"] = () => Sequential(
            ("conv1", Conv2d(3, 8, 3, padding: 1)),
            ("norm1", BatchNorm2d(8)),
            ("relu1", ReLU()),
            ("pool", AdaptiveAvgPool2d(1)),
            ("flatten", Flatten()),
            ("lin1", Linear(8, 4))),
    };

    private static Dictionary<string, Func<IEnumerable<Parameter>, optim.Optimizer>> Optimizers { get; } = new()
    {
        ["fused"] = parameters => new FusedSgd(parameters, 0.1, momentum: 0.9),
        ["sgd"] = parameters => optim.SGD(parameters, 0.1, momentum: 0.9),
        ["adam"] = parameters => optim.Adam(parameters, 0.02),
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void It_learns_in_channels_last_and_bfloat16_at_a_scheduled_rate(string network, string kind)
    {
        using var net = Networks[network]().to(memory_format.channels_last);
        using var optimizer = Optimizers[kind](net.parameters());
        var schedule = optim.lr_scheduler.StepLR(optimizer, 8, 0.5);
        double rate = optimizer.ParamGroups.Single().LearningRate;
        double first = Loss(net).item<float>();

        for (int step = 0; step < 16; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            using (new Autocast(DeviceType.CPU))
            {
                Loss(net).backward();
            }

            optimizer.step();
            schedule.step();
        }

        Assert.True(Loss(net).item<float>() < 0.95 * first, $"the loss was {first} and is {Loss(net).item<float>()}");
        Assert.Equal(rate / 4, optimizer.ParamGroups.Single().LearningRate, 1e-12);
    }

    [Theory]
    [InlineData("class")]
    [InlineData("sequential")]
    public void It_answers_the_same_while_folded(string network)
    {
        using var net = Networks[network]();
        net.eval();
        var expected = net.call(_images);
        using var folding = net.fold_batch_norm();

        AssertSame(expected, net.call(_images));
    }

    private Tensor Loss(Module<Tensor, Tensor> net) => functional.cross_entropy(net.call(_images).to(float32), _labels);

    private sealed class TestModule : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> conv1 = Conv2d(3, 8, 3, padding: 1);
        private readonly Module<Tensor, Tensor> norm1 = BatchNorm2d(8);
        private readonly Module<Tensor, Tensor> lin1 = Linear(8, 4);

        public TestModule()
            : base(nameof(TestModule)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using var x = conv1.call(input);
            using var y = norm1.call(x);
            using var z = functional.relu(y).mean([2, 3]);
            return lin1.call(z);
        }
    }
}
