// Table 2: test accuracy of a ResNet-18 when only a share of the training images carries noise, and when it is trained on
// the others alone (clean part); defensive radius 8, REM against adversarial radius 4.
//
//   pluginhost run scripts/table2.csx --preset mini           CIFAR-10, EM and REM, training radius 2; hours on a CPU
//
// The reference's own lists take the place of the seeded shares with .ProtectedIndices("idx-20.pkl", "idx-40.pkl", …).
#load "shared/paper.csx"

Experiment("table2")
    .Data("cifar10", "cifar100")
    .Noise(PaperNoises(8, 4))
    .ProtectedShare(0.2, 0.4, 0.6, 0.8, 1)
    .CleanPart()
    .Train("resnet18", AdversarialTraining(LInf, radius: [2, 4]))
    .Only("mini", $"{OnlyCifar10} && train.radius == 2 && noise.method != \"tap\" && noise.method != \"ntga\"")
    .Only("smoke", $"{OnlyCifar10} && train.radius == 2 && noise.method != \"tap\" && noise.method != \"ntga\" && share != 0.2 && share != 0.6 && share != 0.8")
    .Table(rows: "dataset, train.radius, noise", columns: "share, train-set", paper: 2);

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
