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
