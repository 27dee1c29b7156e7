// Table 4: REM made with and without expectation over transformations (EOT): without it, no transformation is drawn while
// the noise is made, neither for the noise nor for the surrogate. Defensive radius 8, REM for 2 and 4.
#load "shared/paper.csx"

Experiment("table4")
    .Data("cifar10", "cifar100")
    .Noise(
        Clean,
        Rem(8, adversarialRadius: [2, 4]),
        Rem(8, adversarialRadius: [2, 4]).Unaugmented().As("REM {radius}-{adversarial-radius}, no EOT"))
    .Train("resnet18", AdversarialTraining(LInf, radius: [0, 2, 4]))
    .Only("mini", OnlyCifar10)
    .Only("smoke", OnlyCifar10)
    .Table(rows: "dataset, train.radius", columns: "noise", paper: 4);
