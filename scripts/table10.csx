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
