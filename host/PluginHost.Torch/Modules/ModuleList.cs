using System.Collections;
using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules
{
    /// <summary>A list of modules that are components of the module that holds it, named 0, 1, 2, …</summary>
    /// <typeparam name="T">Type of the modules.</typeparam>
    public sealed class ModuleList<T> : nn.Module, IReadOnlyList<T>
        where T : nn.Module
    {
        private readonly List<T> items = [];

        internal ModuleList(IEnumerable<T> modules)
            : base("ModuleList")
        {
            foreach (T module in modules)
            {
                append(module);
            }
        }

        /// <inheritdoc/>
        public int Count => items.Count;

        /// <inheritdoc/>
        public T this[int index] => items[index];

        /// <summary>Adds a module at the end.</summary>
        /// <param name="module">The module.</param>
        public ModuleList<T> append(T module)
        {
            register_module($"{items.Count}", module);
            items.Add(module);
            return this;
        }

        /// <inheritdoc/>
        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace PluginHost.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules, named 0, 1, 2, …</summary>
            /// <typeparam name="T">Type of the modules.</typeparam>
            /// <param name="modules">The modules in order.</param>
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}
