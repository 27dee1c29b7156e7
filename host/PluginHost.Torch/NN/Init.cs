namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Which side of a weight the scale of its start values is taken from.</summary>
        public enum FanInOut
        {
            /// <summary>The number of inputs that one output sees: keeps the size of activations.</summary>
            FanIn,

            /// <summary>The number of outputs that one input reaches: keeps the size of gradients.</summary>
            FanOut,
        }

        /// <summary>The activation that follows a layer, for the gain of its start values.</summary>
        public enum NonlinearityType
        {
            /// <summary>None: gain 1.</summary>
            Linear,

            /// <summary>Gain 1.</summary>
            Sigmoid,

            /// <summary>Gain 5/3.</summary>
            Tanh,

            /// <summary>Gain √2.</summary>
            ReLU,

            /// <summary>Gain √(2 / (1 + a²)) for slope a.</summary>
            LeakyReLU,
        }

        /// <summary>
        /// Start values, written in place and drawn from the global generator as PyTorch draws them: the same seed gives
        /// the same weights.
        /// </summary>
        public static class init
        {
            /// <summary>Draws uniformly from [low, high).</summary>
            /// <param name="tensor">Tensor to fill.</param>
            /// <param name="low">Lower end.</param>
            /// <param name="high">Upper end.</param>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using var noGrad = no_grad();
                return tensor.uniform_(low, high);
            }

            /// <summary>Draws from a normal distribution.</summary>
            /// <param name="tensor">Tensor to fill.</param>
            /// <param name="mean">Mean.</param>
            /// <param name="std">Standard deviation.</param>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using var noGrad = no_grad();
                return tensor.normal_(mean, std);
            }

            /// <summary>Fills with one value.</summary>
            /// <param name="tensor">Tensor to fill.</param>
            /// <param name="val">The value.</param>
            public static Tensor constant_(Tensor tensor, double val)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using var noGrad = no_grad();
                return tensor.fill_(val);
            }

            /// <summary>Fills with ones.</summary>
            /// <param name="tensor">Tensor to fill.</param>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>Fills with zeros.</summary>
            /// <param name="tensor">Tensor to fill.</param>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Uniform in ±gain·√3/√fan (He and others, 2015).</summary>
            /// <param name="tensor">A weight: (out, in, …).</param>
            /// <param name="a">Negative slope of the leaky ReLU that follows.</param>
            /// <param name="mode">Which fan.</param>
            /// <param name="nonlinearity">What follows the layer.</param>
            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                // The order of operations is PyTorch's: another one would change the bounds' last bit.
                double std = calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode));
                double bound = Math.Sqrt(3.0) * std;
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normal with standard deviation gain/√fan (He and others, 2015).</summary>
            /// <param name="tensor">A weight: (out, in, …).</param>
            /// <param name="a">Negative slope of the leaky ReLU that follows.</param>
            /// <param name="mode">Which fan.</param>
            /// <param name="nonlinearity">What follows the layer.</param>
            public static Tensor kaiming_normal_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode)));

            /// <summary>Uniform in ±gain·√(6 / (fan in + fan out)) (Glorot and Bengio, 2010).</summary>
            /// <param name="tensor">A weight: (out, in, …).</param>
            /// <param name="gain">Factor for the activation that follows.</param>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                double bound = Math.Sqrt(3.0) * (gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normal with standard deviation gain·√(2 / (fan in + fan out)) (Glorot and Bengio, 2010).</summary>
            /// <param name="tensor">A weight: (out, in, …).</param>
            /// <param name="gain">Factor for the activation that follows.</param>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>The factor by which start values make up for what an activation shrinks.</summary>
            /// <param name="nonlinearity">The activation.</param>
            /// <param name="param">Negative slope, for a leaky ReLU.</param>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.01) => nonlinearity switch
            {
                NonlinearityType.Linear or NonlinearityType.Sigmoid => 1,
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + (param * param))),
                _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), nonlinearity, "Not a known activation."),
            };

            /// <summary>How many inputs an output sees, and how many outputs an input reaches.</summary>
            /// <param name="tensor">A weight of at least two dimensions: (out, in, …).</param>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException($"A fan needs a weight of at least two dimensions, not [{string.Join(", ", shape)}].", nameof(tensor));
                }

                long field = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            private static long Fan(Tensor tensor, FanInOut mode)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return mode == FanInOut.FanIn ? fanIn : fanOut;
            }
        }
    }
}
