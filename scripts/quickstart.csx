// Quickstart: EM noise stops plain training, but not adversarial training; REM noise stops both. Minutes on two CPU cores.
//
//   pluginhost run scripts/quickstart.csx                  all of it
//   pluginhost run scripts/quickstart.csx --preset smoke   seconds, to see that everything works
//
// The images are made by the program: coloured shapes of ten classes, 32×32 pixels. Expect, as test accuracy:
// plain training falls far below clean on EM data; adversarial training brings EM data back to clean's level, but
// drives REM data's training loss down instead, so the model learns the noise and not the shapes.
// Radii are in 1/255: noise of 8/255 cannot be seen.

// What `--set NAME=VALUE` can change, for example --set width=16.
var width = Parameter("width", 32);
var noiseSteps = Parameter("noise-steps", 800);
var trainSteps = Parameter("train-steps", 1000);

Experiment("quickstart")
    .Data("shapes")
    .Noise(
        Clean,
        Em(8, view: "expected"),                // error-minimizing noise, of the raw image under random shifts and flips
        Rem(8, adversarialRadius: 4))           // robust: made to withstand adversarial training up to 4/255
    .Train(Models.ConvMini(width: width), Plain, AdversarialTraining(LInf, radius: 4))
    .Seeds(1)
    .Preset("quick", p => p with
    {
        TrainImages = 4000,
        TestImages = 2000,
        Surrogate = Models.ConvMini(width: width),  // the network that the noise is made with
        NoiseIterations = noiseSteps,
        TrainIterations = trainSteps,
        AttackSteps = 5,                            // PGD-5, each step 2/5 of the radius
        TestEvery = 250,
        NoiseOptions =
        [
            NoiseOption("steps", 5), NoiseOption("step-size", 2.0 / 5, of: "radius"),
            NoiseOption("eot-samples", 2),          // random shifts and flips a gradient is averaged over
            NoiseOption("adversarial-steps", 3), NoiseOption("adversarial-step-size", 2.0 / 3, of: "adversarial-radius"),
        ],
    })
    .DefaultPreset("quick")
    .Table(
        rows: "train.radius", columns: "noise", metrics: "test-accuracy, train-loss",
        title: "Training at a radius (0: plain) on clean and protected shapes");
