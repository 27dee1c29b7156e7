// The compiler uses all cores by itself, and torch has one generator.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
