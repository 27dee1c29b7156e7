// Networks of a recipe's own, written as TorchSharp's documentation writes them: a class that registers its parts, and a
// Sequential. No plugin is needed; both are trained, attacked and compared as the others are.
//
//   pluginhost run scripts/own-network.csx                     minutes, on images that the program makes
//   pluginhost run scripts/own-network.csx --preset smoke      seconds
var perceptron = Network("perceptron", (image, classes) => new Perceptron(image.Size, classes));

var convolutions = Network("convolutions", (image, classes) => Sequential(
    ("conv1", Conv2d(image.Channels, 16, 3, stride: 2, padding: 1)),
    ("norm1", BatchNorm2d(16)),
    ("relu1", ReLU()),
    ("conv2", Conv2d(16, 32, 3, stride: 2, padding: 1)),
    ("norm2", BatchNorm2d(32)),
    ("relu2", ReLU()),
    ("pool", AdaptiveAvgPool2d(1)),
    ("flat", Flatten()),
    ("linear", Linear(32, classes))));

Experiment("own-network")
    .Data("shapes")
    .Noise(Clean, Em(8))
    .Train(perceptron, Plain, AdversarialTraining(LInf, radius: 4))
    .Train(convolutions, Plain, AdversarialTraining(LInf, radius: 4))
    .Seeds(1)
    .Preset("quick", p => p with
    {
        TrainImages = 2000,
        TestImages = 1000,
        Surrogate = convolutions,           // the network that the noise is made with may be one of these, too
        NoiseIterations = 300,
        TrainIterations = 500,
        LearningRate = 0.2, DropAt = [], CoolDown = 0.5,
        AttackSteps = 3,
        NoiseOptions = [NoiseOption("steps", 2), NoiseOption("step-size", 2.0 / 2, of: "radius")],
    })
    .DefaultPreset("quick")
    .Table(rows: "model, train.radius", columns: "noise", metrics: "test-accuracy, train-loss");

// Pixels come in [0, 1], (N, C, H, W); the network's own first step centres them.
class Perceptron : Module<Tensor, Tensor>
{
    private readonly Linear lin1, lin2;

    public Perceptron(long pixels, long classes) : base("perceptron")
    {
        lin1 = Linear(pixels, 256);
        lin2 = Linear(256, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var hidden = lin1.call((input - 0.5).flatten(1)).relu();
        return lin2.call(hidden);
    }
}
