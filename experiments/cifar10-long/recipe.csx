// CIFAR-10 in small, longer: what adversarial training at 4/255 finds on clean, EM and REM data when the noise is made
// with twice the steps and a long last pass, and the model is trained twice as long. About two hours on one CPU core.
//
//   pluginhost data get cifar10                       once: 163 MB
//   pluginhost run scripts/cifar10-long.csx
//
// EM comes twice: as in the paper's experiments (made of augmented images), and as REM with ρₐ = 0 (made of raw images,
// expected over the augmentation), which differs from REM by the attack alone. Radii are in 1/255.

Experiment("cifar10-long")
    .Data("cifar10")
    .Noise(
        Clean,
        Em(8, view: "augmented"),
        Em(8, view: "expected"),
        Rem(8, adversarialRadius: 4))
    .Train("resnet18", AdversarialTraining(LInf, radius: 4))
    .Seeds(1)
    .Preset("long", p => p with
    {
        TrainImages = 5000,                             // the first ones
        StandIn = Models.ResnetMini(width: 16),         // trained in place of ResNet-18
        Surrogate = Models.ResnetMini(width: 16),       // the noise is made with
        Augmentation = Augmentations.Cifar(),           // flip, pad 4, crop; for the surrogate too
        NoiseIterations = 600,
        TrainIterations = 1600,
        AttackSteps = 5,                                // PGD-5, each step 2/5 of the radius
        TestEvery = 400,
        NoiseOptions =
        [
            NoiseOption("steps", 5), NoiseOption("step-size", 2.0 / 5, of: "radius"),
            NoiseOption("eot-samples", 2),
            NoiseOption("final-steps", 20), NoiseOption("final-eot-samples", 4),    // the last pass, over every image
            NoiseOption("adversarial-steps", 3), NoiseOption("adversarial-step-size", 2.0 / 3, of: "adversarial-radius"),
        ],
    })
    .DefaultPreset("long")
    .Table(rows: "train.radius", columns: "noise", metrics: "test-accuracy, train-loss");
