using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>max(0, x).</summary>
    public sealed class ReLU : nn.Module<Tensor, Tensor>
    {
        private readonly bool inplace;

        internal ReLU(bool inplace)
            : base(nameof(ReLU))
        {
            this.inplace = inplace;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => inplace ? input.relu_() : input.relu();
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>max(0, x).</summary>
            /// <param name="inplace">Whether to overwrite the input.</param>
            public static Modules.ReLU ReLU(bool inplace = false) => new(inplace);
        }
    }
}
