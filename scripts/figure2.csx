// Figure 2: training loss of plain and of adversarial training on clean, EM and REM data; CIFAR-10. A low loss means that
// there is little left to learn.
//
// The paper names neither radii nor model here. Taken: a ResNet-18, defensive radius 8, REM against adversarial radius 4,
// training radius 0 (plain), 2 and 4. Its cells are cells of table1.csx.
Experiment("figure2")
    .Data("cifar10")
    .Noise(Clean, Em(8), Rem(8, adversarialRadius: 4))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 2, 4]))
    .Table(rows: "train.radius", columns: "noise", metrics: "train-loss, test-accuracy", paper: 1)
    .Curves(of: "train-loss", lines: "noise", panels: "train.radius", title: "Training loss on CIFAR-10");
