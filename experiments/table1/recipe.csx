// Table 1: test accuracy of a ResNet-18 trained at radius 0 to 4 on data with each noise; defensive radius 8.
// REM comes for adversarial radius 0 to 4. Radius 0 is plain training.
//
//   pluginhost run scripts/table1.csx --preset mini           CIFAR-10 and every other radius, a small network; hours on a CPU
//   pluginhost run scripts/table1.csx --only 'dataset == "cifar10"'
#load "shared/paper.csx"

Experiment("table1")
    .Data(PaperData)
    .Noise(PaperNoises(8, 0, 1, 2, 3, 4))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 1, 2, 3, 4]))
    .Only("mini", $"{OnlyCifar10} && {Even("train.radius")} && {Even("noise.adversarial-radius")}")
    .Only("smoke", $"{FewLargeImages} && (train.radius == 4 || (train.radius == 0 && {OnlyCifar10})) && {Outermost("noise.adversarial-radius")}")
    .Table(rows: "dataset, train.radius", columns: "noise", paper: 1);

string Even(string radius) => $"{radius} != 1 && {radius} != 3";

string Outermost(string radius) => $"{radius} != 0 && {radius} != 1 && {radius} != 2 && {radius} != 3";

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
