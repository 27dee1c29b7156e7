namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to the gradients of a whole network.</summary>
        public static class utils
        {
            /// <summary>Scales all gradients so that the length of them together is at most a bound.</summary>
            /// <param name="parameters">Whose gradients; those without one do not count.</param>
            /// <param name="max_norm">The bound.</param>
            /// <param name="norm_type">Which norm: 2 is the Euclidean length.</param>
            /// <returns>The length before.</returns>
            public static double clip_grad_norm_(IEnumerable<Tensor> parameters, double max_norm, double norm_type = 2.0)
            {
                ArgumentNullException.ThrowIfNull(parameters);
                ArgumentOutOfRangeException.ThrowIfNegative(max_norm);
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                List<Tensor> gradients = [];
                foreach (Tensor parameter in parameters)
                {
                    if (parameter.grad is Tensor gradient)
                    {
                        gradients.Add(gradient);
                    }
                }

                if (gradients.Count == 0)
                {
                    return 0;
                }

                Tensor norms = stack([.. gradients.Select(gradient => gradient.norm(norm_type))]);
                Tensor norm = norms.norm(norm_type);
                double length = norm.ToDouble();
                // PyTorch's own guard against division by zero.
                double factor = max_norm / (length + 1e-6);
                if (factor < 1)
                {
                    foreach (Tensor gradient in gradients)
                    {
                        gradient.mul_(factor);
                    }
                }

                return length;
            }
        }
    }
}
