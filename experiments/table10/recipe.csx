// Table 10: models trained on data that a low-pass filter blurred after the noise was added, clean data too;
// defensive radius 16. The paper names neither REM's adversarial radius nor the model: 8 and ResNet-18 fit its figures.
#load "shared/paper.csx"

Experiment("table10")
    .Data("cifar10", "cifar100")
    .Noise(PaperNoises(16, 8))
    .Filter("mean", "median", "gaussian")
    .Train("resnet18", AdversarialTraining(LInf, radius: [2, 4, 8]))
    .Only("mini", $"{OnlyCifar10} && train.radius == 4")
    .Only("smoke", $"{OnlyCifar10} && train.radius == 4")
    .Table(rows: "dataset, filter, train.radius", columns: "noise", paper: 10);

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
