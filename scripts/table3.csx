// Table 3: five models trained at radius 4 on data with each noise; defensive radius 8, REM for 2 and 4.
// All noises are made with a ResNet-18.
#load "shared/paper.csx"

Experiment("table3")
    .Data("cifar10", "cifar100")
    .Noise(PaperNoises(8, 2, 4))
    .Train(["vgg16", "resnet18", "resnet50", "densenet121", "wrn34-10"], AdversarialTraining(LInf, radius: 4))
    .Only("smoke", $"{OnlyCifar10} && (model == \"vgg16\" || model == \"densenet121\") && (noise == clean || noise.method == \"em\")")
    .Table(rows: "dataset, model", columns: "noise", paper: 3);
