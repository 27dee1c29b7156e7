// Figure 1: test accuracy against the radius of adversarial training, a line for each noise.
//
// The paper names neither data set, model, defensive radius nor range here. Taken: what Table 1 has, all its data sets, a
// ResNet-18, radius 0 to 4, defensive radius 8, REM against adversarial radius 4. Its cells are cells of table1.csx.
#load "shared/paper.csx"

Experiment("figure1")
    .Data(PaperData)
    .Noise(PaperNoises(8, 4))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 1, 2, 3, 4]))
    .Only("mini", $"{OnlyCifar10} && train.radius != 1 && train.radius != 3")
    .Only("smoke", $"{FewLargeImages} && (train.radius == 4 || (train.radius == 0 && {OnlyCifar10}))")
    .Table(rows: "dataset, train.radius", columns: "noise", paper: 1)
    .Plot(x: "train.radius", lines: "noise", panels: "dataset", title: "Accuracy against the radius of adversarial training", paper: true);

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
