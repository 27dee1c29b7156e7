// Which images EM's noise is made for decides whether it outlives the flips and crops of those who train: the augmented view (the
// reference script), the raw image (Eq. 3), or the mean over transformations (as REM).
#load "shared/paper.csx"

Experiment("em-views")
    .Data("cifar10")
    .Noise(
        Clean,
        Em(8, view: "augmented").As("EM augmented"),
        Em(8, view: "raw").As("EM raw"),
        Em(8, view: "expected").As("EM expected"))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 4]))
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
