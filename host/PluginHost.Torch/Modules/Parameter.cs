using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>A tensor that a module trains: it requires a gradient, and belongs to the module instead of a dispose scope.</summary>
    public sealed class Parameter : Tensor
    {
        /// <summary>Takes a tensor's values over; the given object is freed.</summary>
        /// <param name="data">Start values, not part of a recorded graph.</param>
        /// <param name="requires_grad">Whether autograd follows it.</param>
        public Parameter(Tensor data, bool requires_grad = true)
            : base(Take(data)) => requires_grad_(requires_grad);

        private static nint Take(Tensor data)
        {
            ArgumentNullException.ThrowIfNull(data);
            // A second handle on the same native tensor; given a recorded result it would not be a leaf, hence detach.
            using (data)
            using (Tensor leaf = data.detach())
            {
                return leaf.Handle.NewReference();
            }
        }
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Makes a parameter of a tensor, whose object is freed.</summary>
            /// <param name="data">Start values, not part of a recorded graph.</param>
            /// <param name="requires_grad">Whether autograd follows it.</param>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
