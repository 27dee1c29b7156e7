using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>In training mode sets elements to zero with probability p and scales the others by 1 / (1 − p).</summary>
    public sealed class Dropout : nn.Module<Tensor, Tensor>
    {
        private readonly double p;
        private readonly bool inplace;

        internal Dropout(double p, bool inplace)
            : base(nameof(Dropout))
        {
            this.p = p;
            this.inplace = inplace;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.dropout(input, p, training, inplace);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>In training mode sets elements to zero with probability p and scales the others by 1 / (1 − p).</summary>
            /// <param name="p">Probability of zero, in [0, 1].</param>
            /// <param name="inplace">Whether to overwrite the input.</param>
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
