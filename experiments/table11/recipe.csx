// Table 11: adversarial training in L1 and L2 balls on data whose noise was made for L∞; defensive radius 16. The paper names
// neither REM's adversarial radius nor the model: 8 and ResNet-18 fit its figures.
#load "shared/paper.csx"

Experiment("table11")
    .Data("cifar10", "cifar100")
    .Noise(PaperNoises(16, 8))
    .Train("resnet18", AdversarialTraining(L1, radius: [1000, 3000]), AdversarialTraining(L2, radius: [50, 100]))
    .Only("mini", OnlyCifar10)
    .Only("smoke", OnlyCifar10)
    .Table(rows: "dataset, train.norm, train.radius", columns: "noise", paper: 11);

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
