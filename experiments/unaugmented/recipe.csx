// The same noises, but models are trained on the images as they are, without flips and crops; the noise is made as before.
#load "shared/paper.csx"
Experiment("unaugmented")
    .Data("cifar10")
    .Noise(Clean, Em(8).Through("cifar").As("EM"), Em(8).With("view", "raw").Through("cifar").As("EM raw"), Ntga(8).Through("cifar").As("NTGA"))
    .Train("resnet18", Plain)
    .Protocol(p => p with { Augmentation = null })
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
