// Quickstart: EM noise stops plain training, but not adversarial training; REM noise stops both. Minutes on two CPU cores.
//
//   pluginhost run scripts/quickstart.csx                  all of it
//   pluginhost run scripts/quickstart.csx --preset smoke   seconds, to see that everything works
//
// The images are made by the program: coloured shapes of ten classes, 32×32 pixels. Expect, as test accuracy:
// plain training falls far below clean on EM data; adversarial training brings EM data back to clean's level, but on REM
// data it finds little loss left: the model learns the noise instead, and less of the shapes.
// Radii are in 1/255: noise of 8/255 cannot be seen.

// Numbers can be changed without touching this file: --set width=32, --set noise-iterations=800.
var width = Parameter("width", 16);

Experiment("quickstart")
    .Data("shapes")
    .Noise(
        Clean,
        Em(8, view: "expected"),                // error-minimizing noise, of the raw image under random shifts and flips
        Rem(8, adversarialRadius: 4,            // robust: made to withstand adversarial training up to 4/255;
            finalSteps: 10, finalEotSamples: 2))    // its last pass is longer than its training steps
    .Train(Models.ConvMini(width: width), Plain, AdversarialTraining(LInf, radius: 4))
    .Seeds(1)
    .Preset("quick", p => p with
    {
        TrainImages = 2000,
        TestImages = 2000,
        Surrogate = Models.ConvMini(width: width),      // the network that the noise is made with
        Augmentation = Augmentations.Cifar(padding: 2), // flip and shift, while the noise is made too
        NoiseIterations = 600,
        TrainIterations = 600,
        LearningRate = 0.3, DropAt = [], WarmUp = 0.15, CoolDown = 0.6,
        AttackSteps = 3,                                // PGD-3, each step 2/3 of the radius
        NoiseOptions =
        [
            NoiseOption("steps", 2), NoiseOption("step-size", 2.0 / 2, of: "radius"),
            NoiseOption("adversarial-steps", 2), NoiseOption("adversarial-step-size", 2.0 / 2, of: "adversarial-radius"),
            NoiseOption("eot-samples", 1),              // random shifts and flips a gradient is averaged over
        ],
    })
    .DefaultPreset("quick")
    .Table(
        rows: "train.radius", columns: "noise", metrics: "test-accuracy, train-loss",
        title: "Training at a radius (0: plain) on clean and protected shapes");
