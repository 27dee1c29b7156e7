// Table 6: how long each noise takes to make, in seconds; defensive radius 8. The paper's hours stand in
// experiments/paper/times.csv: on CIFAR-10, EM 0.4, TAP 0.5, NTGA 5.2, REM 22.6. A time counts one noise set, interruptions left
// out, and means something beside another of the same machine only; the model that is trained on each set is by the way.
#load "shared/paper.csx"

Experiment("table6")
    .Data(PaperData)
    .Noise(Em(8), Tap(8), Ntga(8), Rem(8, adversarialRadius: 4))
    .Train("resnet18", Plain)
    .Only("mini", OnlyCifar10)
    .Only("smoke", "dataset != \"imagenet-subset\"")
    .Table(rows: "dataset", columns: "noise", metrics: "noise-seconds");
