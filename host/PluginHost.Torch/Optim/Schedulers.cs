namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning-rate schedules. Each is stepped once an epoch (or once an iteration, if it counts those).</summary>
        public static class lr_scheduler
        {
            /// <summary>Sets the learning rate of every group as a function of the number of steps.</summary>
            public abstract class LRScheduler
            {
                private readonly Optimizer optimizer;

                private protected LRScheduler(Optimizer optimizer)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    this.optimizer = optimizer;
                }

                /// <summary>Number of steps so far. Set it, after loading a checkpoint, to go on from there.</summary>
                public int last_epoch
                {
                    get;
                    set
                    {
                        ArgumentOutOfRangeException.ThrowIfNegative(value);
                        field = value;
                        Apply();
                    }
                }

                /// <summary>Goes on by one step and sets the learning rates.</summary>
                public void step() => last_epoch++;

                /// <summary>The learning rates of the optimizer's groups.</summary>
                public IEnumerable<double> get_last_lr() => optimizer.ParamGroups.Select(group => group.LearningRate);

                /// <summary>The learning rate after a number of steps.</summary>
                /// <param name="initial">Learning rate at the start.</param>
                /// <param name="epoch">Number of steps.</param>
                private protected abstract double Rate(double initial, int epoch);

                private protected void Apply()
                {
                    foreach (ParamGroup group in optimizer.ParamGroups)
                    {
                        group.LearningRate = Rate(group.InitialLearningRate, last_epoch);
                    }
                }
            }

            /// <summary>Multiplies the learning rate by gamma every so many steps.</summary>
            /// <param name="optimizer">Whose learning rate to set.</param>
            /// <param name="step_size">Steps between drops.</param>
            /// <param name="gamma">Factor of a drop.</param>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step_size);
                return new Drops(optimizer, epoch => epoch / step_size, gamma);
            }

            /// <summary>Multiplies the learning rate by gamma at given steps.</summary>
            /// <param name="optimizer">Whose learning rate to set.</param>
            /// <param name="milestones">The numbers of steps at which it drops.</param>
            /// <param name="gamma">Factor of a drop.</param>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1)
            {
                int[] steps = [.. milestones];
                return new Drops(optimizer, epoch => steps.Count(milestone => milestone <= epoch), gamma);
            }

            /// <summary>Lets the learning rate fall to eta_min along half a cosine, and rise again after T_max.</summary>
            /// <param name="optimizer">Whose learning rate to set.</param>
            /// <param name="T_max">Number of steps of the fall.</param>
            /// <param name="eta_min">Lowest learning rate.</param>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0.0)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(T_max);
                return new Cosine(optimizer, T_max, eta_min);
            }

            private sealed class Drops : LRScheduler
            {
                private readonly Func<int, int> count;
                private readonly double gamma;

                internal Drops(Optimizer optimizer, Func<int, int> count, double gamma)
                    : base(optimizer)
                {
                    (this.count, this.gamma) = (count, gamma);
                    Apply();
                }

                private protected override double Rate(double initial, int epoch) => initial * Math.Pow(gamma, count(epoch));
            }

            private sealed class Cosine : LRScheduler
            {
                private readonly double steps;
                private readonly double lowest;

                internal Cosine(Optimizer optimizer, double steps, double lowest)
                    : base(optimizer)
                {
                    (this.steps, this.lowest) = (steps, lowest);
                    Apply();
                }

                private protected override double Rate(double initial, int epoch) =>
                    lowest + ((initial - lowest) * (1 + Math.Cos(Math.PI * epoch / steps)) / 2);
            }
        }
    }
}
