// Whom NTGA's noise hinders: the fully connected networks that its kernel describes, and a residual network that is trained five
// times as long as the preset has it. Fully connected networks see the images as they are, without flips and crops.
#load "shared/paper.csx"

Experiment("ntga-victims")
    .Data("cifar10")
    .Noise(Clean, Ntga(8).Through("cifar"))
    .Train(Model("fnn"), Plain)
    .Train(Model("fnn", ("activation", "erf")), Plain)
    .Protocol(p => p with { Augmentation = null, LearningRate = 0.02 })
    .Table(rows: "model", columns: "noise", metrics: "test-accuracy, train-accuracy");

Experiment("ntga-long")
    .Data("cifar10")
    .Noise(Clean, Ntga(8))
    .Train("resnet18", Plain)
    .Preset("mini", p => p with { TrainIterations = 4000, TestEvery = 400 })
    .Table(rows: "train.iterations", columns: "noise", metrics: "test-accuracy, train-loss");

// ---- shared/paper.csx
// What the recipes of the paper's tables and figures share. Radii are in 1/255.

// The paper's data sets, in the order of its tables.
string[] PaperData = ["cifar10", "cifar100", "imagenet-subset"];

// The noises of a table, in the order of its columns: REM once for every adversarial radius it is made to withstand.
NoiseChoice[] PaperNoises(double radius, params double[] adversarialRadii) =>
    [Clean, Em(radius), Tap(radius), Ntga(radius), Rem(radius, adversarialRadius: adversarialRadii)];

// What the small presets leave of a table that has more than a laptop can do in an hour or two.
const string OnlyCifar10 = "dataset == \"cifar10\"";

// What the smallest preset leaves of the tables of all data sets: large images only where they take another way than small ones.
const string FewLargeImages = "(dataset != \"imagenet-subset\" || noise == clean || noise.method == \"em\" || noise.method == \"rem\")";
