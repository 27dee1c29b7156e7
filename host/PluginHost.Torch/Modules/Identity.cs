using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>Gives its input back.</summary>
    public sealed class Identity : nn.Module<Tensor, Tensor>
    {
        internal Identity()
            : base(nameof(Identity))
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => input.alias();
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Gives its input back.</summary>
            public static Modules.Identity Identity() => new();
        }
    }
}
