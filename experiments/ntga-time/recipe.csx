// How long NTGA's infinitely wide network is trained (t), and how many images it sees at once (a block), decide what its noise does.
#load "shared/paper.csx"
Experiment("ntga-time")
    .Data("cifar10")
    .Noise(Clean, Ntga(8).As("NTGA, t 64"), Ntga(8).With("time", 4096).As("NTGA, t 4096"), Ntga(8).With("time", 4096).With("block-size", 2500).As("NTGA, t 4096, blocks of 2500"))
    .Train("resnet18", Plain)
    .Table(rows: "train.radius", columns: "noise");

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
