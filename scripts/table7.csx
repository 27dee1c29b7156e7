// Table 7: test accuracy of a ResNet-18 trained at radius 0 to 8 on data with each noise; defensive radius 16.
// REM comes for adversarial radius 0 to 8. Radius 0 is plain training.
//
//   pluginhost run scripts/table7.csx --preset mini           CIFAR-10 and every other radius, a small network; hours on a CPU
//   pluginhost run scripts/table7.csx --only 'dataset == "cifar10"'
#load "shared/paper.csx"

Experiment("table7")
    .Data(PaperData)
    .Noise(PaperNoises(16, 0, 2, 4, 6, 8))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 2, 4, 6, 8]))
    .Only("mini", $"{OnlyCifar10} && {EveryOther("train.radius")} && {EveryOther("noise.adversarial-radius")}")
    .Only("smoke", $"{OnlyCifar10} && train.radius != 2 && train.radius != 4 && train.radius != 6 && {EveryOther("noise.adversarial-radius")}")
    .Table(rows: "dataset, train.radius", columns: "noise", paper: 7);

string EveryOther(string radius) => $"{radius} != 2 && {radius} != 6";
