// Figure 3: each noise, scaled up, and the images that it protects.
//
// The paper names neither data set nor radii here. Taken: CIFAR-10, defensive radius 8, REM against adversarial radius 4.
// The noise is what takes time; the trainings that it is shown from are the plain ones of table1.csx.
#load "shared/paper.csx"

Experiment("figure3")
    .Data("cifar10")
    .Noise(PaperNoises(8, 4))
    .Train("resnet18", Plain)
    .Table(rows: "dataset", columns: "noise", paper: 1)
    .Images(count: 4, title: "Noise and protected images, CIFAR-10");
