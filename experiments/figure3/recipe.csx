// Figure 3: each noise, scaled up, and the images that it protects.
//
// The paper names neither data set nor radii here. Taken: CIFAR-10, defensive radius 8, REM against adversarial radius 4.
// The noise is what takes time; the trainings that it is shown from are the plain ones of table1.csx.
#load "shared/paper.csx"

Experiment("figure3")
    .Data("cifar10")
    .Noise(PaperNoises(8, 4))
    .Train("resnet18", Plain)
    .Table(rows: "dataset", columns: "noise", paper: 1)
    .Images(count: 4, title: "Noise and protected images, CIFAR-10");

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
