using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>Joins neighbouring dimensions into one.</summary>
    public sealed class Flatten : nn.Module<Tensor, Tensor>
    {
        private readonly long start_dim;
        private readonly long end_dim;

        internal Flatten(long start_dim, long end_dim)
            : base(nameof(Flatten))
        {
            this.start_dim = start_dim;
            this.end_dim = end_dim;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Joins neighbouring dimensions into one.</summary>
            /// <param name="start_dim">First dimension to join.</param>
            /// <param name="end_dim">Last dimension to join; negative counts from the end.</param>
            public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
        }
    }
}
