using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>Modules that are called one after the other.</summary>
    public sealed class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.Module<Tensor, Tensor>> steps = [];

        internal Sequential(IEnumerable<(string name, nn.Module<Tensor, Tensor> module)> modules)
            : base(nameof(Sequential))
        {
            foreach ((string name, nn.Module<Tensor, Tensor> module) in modules)
            {
                append(name, module);
            }
        }

        /// <summary>Number of modules.</summary>
        public int Count => steps.Count;

        /// <summary>The module at a place.</summary>
        /// <param name="index">Its place, from 0.</param>
        public nn.Module<Tensor, Tensor> this[int index] => steps[index];

        /// <summary>Adds a module at the end, named after its place.</summary>
        /// <param name="module">The module.</param>
        public Sequential append(nn.Module<Tensor, Tensor> module) => append($"{steps.Count}", module);

        /// <summary>Adds a module at the end.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="module">The module.</param>
        public Sequential append(string name, nn.Module<Tensor, Tensor> module)
        {
            register_module(name, module);
            steps.Add(module);
            return this;
        }

        /// <inheritdoc/>
        public override IEnumerable<(Conv2d conv, BatchNorm2d norm)> ConvNormPairs()
        {
            for (int i = 0; i + 1 < steps.Count; i++)
            {
                if (steps[i] is Conv2d conv && steps[i + 1] is BatchNorm2d norm)
                {
                    yield return (conv, norm);
                }
            }
        }

        /// <summary>Calls the modules in order; an empty one gives its input.</summary>
        /// <param name="input">The first module's input.</param>
        public override Tensor forward(Tensor input)
        {
            Tensor output = input;
            foreach (nn.Module<Tensor, Tensor> step in steps)
            {
                output = step.forward(output);
            }

            // A new handle, so that nobody who frees the result frees the input.
            return steps.Count == 0 ? input.alias() : output;
        }
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An empty sequence, to append modules to; empty it gives its input.</summary>
            public static Modules.Sequential Sequential() => new([]);

            /// <summary>Modules that are called one after the other, named 0, 1, 2, …</summary>
            /// <param name="modules">The modules in order.</param>
            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            /// <summary>Modules that are called one after the other, named 0, 1, 2, …</summary>
            /// <param name="modules">The modules in order.</param>
            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                new(modules.Select((module, index) => ($"{index}", module)));

            /// <summary>Modules that are called one after the other, with names.</summary>
            /// <param name="modules">Names and modules in order.</param>
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);
        }
    }
}
