// Figure 6: images of the ImageNet subset protected by EM, TAP, NTGA and REM.
//
// As in the paper, defensive radius 8 with REM against adversarial radius 4, and 16 against 8. It shows protected images
// alone; here originals and noise, scaled up, stand beside them. The trainings that they are shown from are the plain
// ones of table1.csx and table7.csx.
#load "shared/paper.csx"

Experiment("figure6")
    .Data("imagenet-subset")
    .Noise([.. PaperNoises(8, 4), .. PaperNoises(16, 8)])
    .Train("resnet18", Plain)
    .Only("smoke", $"{FewLargeImages} && noise.radius != 16")
    .Table(rows: "dataset", columns: "noise")
    .Images(count: 2, title: "Protected images of the ImageNet subset");
