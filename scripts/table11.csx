// Table 11: adversarial training in L1 and L2 balls on data whose noise was made for L∞; defensive radius 16. The paper names
// neither REM's adversarial radius nor the model: 8 and ResNet-18 fit its figures.
#load "shared/paper.csx"

Experiment("table11")
    .Data("cifar10", "cifar100")
    .Noise(PaperNoises(16, 8))
    .Train("resnet18", AdversarialTraining(L1, radius: [1000, 3000]), AdversarialTraining(L2, radius: [50, 100]))
    .Only("mini", OnlyCifar10)
    .Only("smoke", OnlyCifar10)
    .Table(rows: "dataset, train.norm, train.radius", columns: "noise", paper: 11);
