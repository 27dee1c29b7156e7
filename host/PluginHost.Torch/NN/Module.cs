using PluginHost.Torch.Modules;

namespace PluginHost.Torch;

public static partial class torch
{
    /// <summary>Networks: modules, their functional forms, start values.</summary>
    public static partial class nn
    {
        /// <summary>
        /// A network or a part of one: parameters, buffers and child modules under names, in the order in which they were
        /// registered. Not thread-safe.
        /// </summary>
        public abstract partial class Module : IDisposable
        {
            private readonly string name;
            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> ownBuffers = [];
            private readonly OrderedDictionary<string, Module> ownChildren = [];
            private bool disposed;

            /// <summary>Makes an empty module, in training mode.</summary>
            /// <param name="name">What the module is called in messages.</param>
            protected Module(string name)
            {
                this.name = name;
                training = true;
            }

            /// <summary>Whether the module is in training mode: batch norm uses the batch's statistics, dropout drops.</summary>
            public bool training { get; private set; }

            /// <summary>The name given to the constructor.</summary>
            public string GetName() => name;

            /// <summary>Adds a parameter, which from now on belongs to the module and to no dispose scope.</summary>
            /// <param name="name">Its name inside this module, without a dot.</param>
            /// <param name="param">The parameter.</param>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckFree(name);
                param.DetachFromDisposeScope();
                ownParameters.Add(name, param);
            }

            /// <summary>Adds a tensor that is state but not trained, which from now on belongs to the module.</summary>
            /// <param name="name">Its name inside this module, without a dot.</param>
            /// <param name="tensor">The tensor.</param>
            /// <param name="persistent">Whether it is part of the state dict.</param>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckFree(name);
                tensor.DetachFromDisposeScope();
                ownBuffers.Add(name, (tensor, persistent));
            }

            /// <summary>Adds a child module, which from now on belongs to this one.</summary>
            /// <param name="name">Its name inside this module, without a dot.</param>
            /// <param name="submodule">The child.</param>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                CheckFree(name);
                ownChildren.Add(name, submodule);
            }

            /// <summary>
            /// Registers every field that holds a module, a parameter or another tensor (a buffer), under the field's name, base
            /// classes first, in the order of declaration. Call it at the end of the constructor.
            /// </summary>
            protected virtual void RegisterComponents() => FieldRegistration.Register(this);

            /// <summary>The direct children.</summary>
            public IEnumerable<Module> children() => ownChildren.Values;

            /// <summary>The direct children with their names.</summary>
            public IEnumerable<(string name, Module module)> named_children() =>
                ownChildren.Select(child => (child.Key, child.Value));

            /// <summary>This module and everything under it, each once, parents first.</summary>
            public IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            /// <summary>This module (with an empty name) and everything under it with dotted names, each once.</summary>
            public IEnumerable<(string name, Module module)> named_modules() =>
                Walk("").DistinctBy(item => item.module, ReferenceEqualityComparer.Instance);

            /// <summary>The parameters with their dotted names, each once, in the order of the state dict.</summary>
            /// <param name="recurse">Also those of the modules under this one.</param>
            public IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Holders(recurse)
                    .SelectMany(holder => holder.module.ownParameters.Select(own => (name: Dotted(holder.name, own.Key), parameter: own.Value)))
                    .DistinctBy(item => item.parameter, ReferenceEqualityComparer.Instance);

            /// <summary>The parameters, each once, in the order of the state dict.</summary>
            /// <param name="recurse">Also those of the modules under this one.</param>
            public IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(item => item.parameter);

            /// <summary>The buffers with their dotted names, each once, in the order of the state dict.</summary>
            /// <param name="recurse">Also those of the modules under this one.</param>
            public IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true) =>
                Holders(recurse)
                    .SelectMany(holder => holder.module.ownBuffers.Select(own => (name: Dotted(holder.name, own.Key), buffer: own.Value.Tensor)))
                    .DistinctBy(item => item.buffer, ReferenceEqualityComparer.Instance);

            /// <summary>The buffers, each once, in the order of the state dict.</summary>
            /// <param name="recurse">Also those of the modules under this one.</param>
            public IEnumerable<Tensor> buffers(bool recurse = true) => named_buffers(recurse).Select(item => item.buffer);

            /// <summary>
            /// The convolutions whose output goes through a batch norm and nowhere else. A module that calls such pairs itself
            /// declares them here, so that they can be folded into one step while the network is frozen.
            /// </summary>
            public virtual IEnumerable<(Conv2d conv, BatchNorm2d norm)> ConvNormPairs() => [];

            /// <summary>Puts this module and everything under it into training mode, or out of it.</summary>
            /// <param name="on">True for training mode.</param>
            public virtual void train(bool on = true)
            {
                training = on;
                foreach (Module child in ownChildren.Values)
                {
                    child.train(on);
                }
            }

            /// <summary>Puts this module and everything under it into evaluation mode.</summary>
            public void eval() => train(false);

            /// <summary>Drops the gradients of all parameters.</summary>
            /// <param name="set_to_none">True releases them; false keeps tensors of zeros.</param>
            public virtual void zero_grad(bool set_to_none = true) => Gradients.Zero(parameters(), set_to_none);

            /// <summary>Says for every parameter whether autograd follows it; without, a backward pass computes no weight gradient.</summary>
            /// <param name="requires_grad">True to train, false to freeze.</param>
            public void requires_grad_(bool requires_grad = true)
            {
                foreach (Parameter parameter in parameters())
                {
                    parameter.requires_grad = requires_grad;
                }
            }

            /// <summary>Calls a function on every child, then on this module.</summary>
            /// <param name="function">What to call.</param>
            public Module apply(Action<Module> function)
            {
                ArgumentNullException.ThrowIfNull(function);
                foreach (Module child in ownChildren.Values)
                {
                    child.apply(function);
                }

                function(this);
                return this;
            }

            /// <summary>Frees the parameters, the buffers and the modules under this one.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the parameters, the buffers and the modules under this one.</summary>
            /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || disposed)
                {
                    return;
                }

                disposed = true;
                foreach (Parameter parameter in ownParameters.Values)
                {
                    parameter.Dispose();
                }

                foreach ((Tensor tensor, _) in ownBuffers.Values)
                {
                    tensor.Dispose();
                }

                foreach (Module child in ownChildren.Values)
                {
                    child.Dispose();
                }
            }

            /// <summary>This module and everything under it, as often as it is registered.</summary>
            internal IEnumerable<Module> Occurrences() => Walk("").Select(item => item.module);

            private static string Dotted(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

            private void CheckFree(string candidate)
            {
                ArgumentException.ThrowIfNullOrEmpty(candidate);
                if (candidate.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"'{candidate}' holds a dot, which separates modules in a state dict.");
                }

                if (ownParameters.ContainsKey(candidate) || ownBuffers.ContainsKey(candidate) || ownChildren.ContainsKey(candidate))
                {
                    throw new ArgumentException($"Module {name} already has a component '{candidate}'.");
                }
            }

            private IEnumerable<(string name, Module module)> Holders(bool recurse) => recurse ? named_modules() : [("", this)];

            private IEnumerable<(string name, Module module)> Walk(string prefix)
            {
                yield return (prefix, this);
                foreach ((string key, Module child) in ownChildren)
                {
                    foreach ((string name, Module module) item in child.Walk(Dotted(prefix, key)))
                    {
                        yield return item;
                    }
                }
            }
        }

        /// <summary>A module with one input.</summary>
        /// <typeparam name="T">Type of the input.</typeparam>
        /// <typeparam name="TResult">Type of the output.</typeparam>
        public abstract class Module<T, TResult> : Module
        {
            /// <summary>Makes an empty module, in training mode.</summary>
            /// <param name="name">What the module is called in messages.</param>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the output. Temporaries are freed by the caller's dispose scope.</summary>
            /// <param name="input">The input.</param>
            public abstract TResult forward(T input);

            /// <summary>Computes the output; the same as <see cref="forward"/>.</summary>
            /// <param name="input">The input.</param>
            public TResult call(T input) => forward(input);
        }

        /// <summary>A module with two inputs, such as a loss.</summary>
        /// <typeparam name="T1">Type of the first input.</typeparam>
        /// <typeparam name="T2">Type of the second input.</typeparam>
        /// <typeparam name="TResult">Type of the output.</typeparam>
        public abstract class Module<T1, T2, TResult> : Module
        {
            /// <summary>Makes an empty module, in training mode.</summary>
            /// <param name="name">What the module is called in messages.</param>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the output. Temporaries are freed by the caller's dispose scope.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Computes the output; the same as <see cref="forward"/>.</summary>
            /// <param name="input1">The first input.</param>
            /// <param name="input2">The second input.</param>
            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }
    }
}
