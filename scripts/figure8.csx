// Figure 8: test accuracy against the radius of adversarial training, a line for each adversarial radius that REM is made
// to withstand; defensive radius 8. The paper reads from it that half the defensive radius is a good choice.
//
// The paper names neither data set, model nor REM's radii here. Taken: what Table 1 has, all its data sets, a ResNet-18,
// REM for 0 to 4. Its cells are cells of table1.csx.
#load "shared/paper.csx"

Experiment("figure8")
    .Data(PaperData)
    .Noise(Rem(8, adversarialRadius: [0, 1, 2, 3, 4]))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 1, 2, 3, 4]))
    .Only("mini", $"{OnlyCifar10} && {Even("train.radius")} && {Even("noise.adversarial-radius")}")
    .Only("smoke", $"{Ends("train.radius")} && {Ends("noise.adversarial-radius")} && dataset != \"imagenet-subset\"")
    .Table(rows: "dataset, train.radius", columns: "noise", paper: 1)
    .Plot(x: "train.radius", lines: "noise", panels: "dataset", title: "REM made for different adversarial radii", paper: true);

string Even(string radius) => $"{radius} != 1 && {radius} != 3";

string Ends(string radius) => $"({radius} == 0 || {radius} == 4)";
