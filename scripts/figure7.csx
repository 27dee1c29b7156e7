// Figure 7: accuracy on the training batches and on the test set along adversarial training at radius 4, for each noise;
// defensive radius 8, REM against adversarial radius 4.
//
// The paper names neither data set nor model here. Taken: CIFAR-10, a ResNet-18. Training accuracy is that on the attacked
// batches that the model is trained on, test accuracy that on clean images. How often the paper tested is not said either: here every 2,000 steps, in the preset mini every 100.
#load "shared/paper.csx"

Experiment("figure7")
    .Data("cifar10")
    .Noise(PaperNoises(8, 4))
    .Train("resnet18", AdversarialTraining(LInf, radius: 4))
    .Preset("mini", p => p with { TestEvery = 100 })
    .Table(rows: "train.radius", columns: "noise", metrics: "train-accuracy, test-accuracy", paper: 1)
    .Curves(of: "train-accuracy, test-accuracy", lines: "noise", title: "Accuracy along adversarial training, CIFAR-10, radius 4/255");
