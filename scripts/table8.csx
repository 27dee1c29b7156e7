// Table 8: Table 2 with twice the radii: defensive radius 16, REM against adversarial radius 8, training radius 4 and 8.
//
//   pluginhost run scripts/table8.csx --preset mini           CIFAR-10, EM and REM, training radius 4; hours on a CPU
#load "shared/paper.csx"

Experiment("table8")
    .Data("cifar10", "cifar100")
    .Noise(PaperNoises(16, 8))
    .ProtectedShare(0.2, 0.4, 0.6, 0.8, 1)
    .CleanPart()
    .Train("resnet18", AdversarialTraining(LInf, radius: [4, 8]))
    .Only("mini", $"{OnlyCifar10} && train.radius == 4 && noise.method != \"tap\" && noise.method != \"ntga\"")
    .Only("smoke", $"{OnlyCifar10} && train.radius == 4 && noise.method != \"tap\" && noise.method != \"ntga\" && share != 0.2 && share != 0.6 && share != 0.8")
    .Table(rows: "dataset, train.radius, noise", columns: "share, train-set", paper: 8);
