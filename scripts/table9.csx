// Table 9: five models trained at radius 8 on data with each noise; defensive radius 16, REM for 4 and 8.
// All noises are made with a ResNet-18.
#load "shared/paper.csx"

Experiment("table9")
    .Data("cifar10", "cifar100")
    .Noise(PaperNoises(16, 4, 8))
    .Train(["vgg16", "resnet18", "resnet50", "densenet121", "wrn34-10"], AdversarialTraining(LInf, radius: 8))
    .Only("smoke", $"{OnlyCifar10} && model == \"vgg16\" && (noise == clean || noise.method == \"em\")")
    .Table(rows: "dataset, model", columns: "noise", paper: 9);
