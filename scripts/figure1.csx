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
