// CIFAR-10 in small: clean, EM and REM data, plain and adversarial training, three seeds; hours on two CPU cores.
//
//   pluginhost data get cifar10                              once: 163 MB
//   pluginhost run scripts/cifar10-mini.csx --dry-run        the plan: 18 cells, 6 noise sets
//   pluginhost run scripts/cifar10-mini.csx --seeds 1        a third of it
//   pluginhost run scripts/cifar10-mini.csx --preset paper   the published settings: ResNet-18, all images; needs a GPU
//
// Expect, after one seed: plain training reaches about 56 % on clean data, 19 % on EM, 33 % on REM; adversarial
// training at 4/255 about 43 %, 38 % and 39 %, and its training loss is lowest on REM data: there it learns the noise.
// Radii are in 1/255.

Experiment("cifar10-mini")
    .Data("cifar10")
    .Noise(
        Clean,
        Em(8, view: "expected"),
        Rem(8, adversarialRadius: 4))
    .Train("resnet18", Plain, AdversarialTraining(LInf, radius: 4))
    .Seeds(3)
    .Preset("mini", p => p with
    {
        TrainImages = 5000,                             // the first ones
        TestImages = All,
        StandIn = Models.ResnetMini(width: 16),         // trained in place of ResNet-18
        Surrogate = Models.ResnetMini(width: 16),       // the noise is made with
        Augmentation = Augmentations.Cifar(),           // flip, pad 4, crop; for the surrogate too
        BatchSize = 128,
        LearningRate = 0.1,
        Momentum = 0.9,
        WeightDecay = 5e-4,
        DropAt = [0.4, 0.8],                            // learning rate ÷ 10 at these shares of the iterations
        NoiseIterations = 300,
        TrainIterations = 800,
        AttackSteps = 5,                                // PGD-5, each step 2/5 of the radius
        TestEvery = 400,
        NoiseOptions =
        [
            NoiseOption("steps", 5), NoiseOption("step-size", 2.0 / 5, of: "radius"),
            NoiseOption("eot-samples", 2),
            NoiseOption("adversarial-steps", 3), NoiseOption("adversarial-step-size", 2.0 / 3, of: "adversarial-radius"),
        ],
    })
    .DefaultPreset("mini")
    .Table(rows: "train.radius", columns: "noise", metrics: "test-accuracy, train-loss");
