// Table 4: REM made with and without expectation over transformations (EOT): without it, no transformation is drawn while
// the noise is made, neither for the noise nor for the surrogate. Defensive radius 8, REM for 2 and 4.
#load "shared/paper.csx"

Experiment("table4")
    .Data("cifar10", "cifar100")
    .Noise(
        Clean,
        Rem(8, adversarialRadius: [2, 4]),
        Rem(8, adversarialRadius: [2, 4]).Unaugmented().As("REM {radius}-{adversarial-radius}, no EOT"))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 2, 4]))
    .Only("mini", OnlyCifar10)
    .Only("smoke", OnlyCifar10)
    .Table(rows: "dataset, train.radius", columns: "noise", paper: 4);

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
