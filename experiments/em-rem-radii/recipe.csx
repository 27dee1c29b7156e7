// Where REM's noise overtakes EM's in the preset mini: at larger radii of adversarial training, and when training goes on for longer.
#load "shared/paper.csx"

Experiment("em-rem-radii")
    .Data("cifar10")
    .Noise(Clean, Em(16), Rem(16, adversarialRadius: 8))
    .Train("resnet18", AdversarialTraining(LInf, radius: [4, 8]))
    .Table(rows: "train.radius", columns: "noise", metrics: "test-accuracy, train-loss");

Experiment("em-rem-long")
    .Data("cifar10")
    .Noise(Clean, Em(8), Rem(8, adversarialRadius: 4))
    .Train("resnet18", AdversarialTraining(LInf, radius: 2))
    .Preset("mini", p => p with { TrainIterations = 2400, TestEvery = 400 })
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
