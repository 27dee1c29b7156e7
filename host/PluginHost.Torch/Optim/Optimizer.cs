using PluginHost.Torch.Modules;

namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Changes parameters by their gradients. A step is one fused call over all parameters that share their settings.
        /// Not thread-safe.
        /// </summary>
        public abstract class Optimizer : IDisposable
        {
            private readonly List<Parameter> parameters;
            private bool disposed;

            private protected Optimizer(IEnumerable<ParamGroup> groups)
            {
                ParamGroups = [.. groups];
                parameters = [.. ParamGroups.SelectMany(group => group.Parameters)];
                if (parameters.Count == 0)
                {
                    throw new ArgumentException("An optimizer needs at least one parameter.", nameof(groups));
                }

                if (parameters.Distinct(ReferenceEqualityComparer.Instance).Count() != parameters.Count)
                {
                    throw new ArgumentException("A parameter occurs twice, in one group or in two.", nameof(groups));
                }
            }

            /// <summary>The parameters, in groups that share a learning rate and the other settings.</summary>
            public IReadOnlyList<ParamGroup> ParamGroups { get; }

            /// <summary>The learning rate of all groups; reading it gives the first group's.</summary>
            public double LearningRate
            {
                get => ParamGroups[0].LearningRate;
                set
                {
                    foreach (ParamGroup group in ParamGroups)
                    {
                        group.LearningRate = value;
                    }
                }
            }

            /// <summary>Changes every parameter that has a gradient.</summary>
            public void step()
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                int first = 0;
                foreach (ParamGroup group in ParamGroups)
                {
                    StepGroup(group, first);
                    first += group.Parameters.Count;
                }
            }

            /// <summary>Drops the gradients of the parameters.</summary>
            /// <param name="set_to_none">True releases them; false keeps tensors of zeros.</param>
            public void zero_grad(bool set_to_none = true) => Gradients.Zero(parameters, set_to_none);

            /// <summary>
            /// What a training needs to go on exactly where it stopped: the buffers of each parameter (numbered over all groups)
            /// and the learning rates. The tensors belong to the caller.
            /// </summary>
            public Dictionary<string, Tensor> state_dict()
            {
                using var noGrad = no_grad();
                var state = new Dictionary<string, Tensor>();
                for (int group = 0; group < ParamGroups.Count; group++)
                {
                    state.Add(RateName(group), tensor(ParamGroups[group].LearningRate, dtype: ScalarType.Float64));
                }

                foreach ((string name, Tensor buffer) in Buffers())
                {
                    state.Add(name, buffer.clone());
                }

                return state;
            }

            /// <summary>Takes over a state that <see cref="state_dict"/> gave for the same parameters.</summary>
            /// <param name="state">The state; its tensors are copied.</param>
            /// <exception cref="TorchException">Names or shapes do not fit the parameters.</exception>
            public void load_state_dict(IReadOnlyDictionary<string, Tensor> state)
            {
                ArgumentNullException.ThrowIfNull(state);
                using var noGrad = no_grad();
                var buffers = new Dictionary<(int, string), Tensor>();
                var rates = new Dictionary<int, double>();
                foreach ((string name, Tensor value) in state)
                {
                    string[] parts = name.Split('.');
                    if (parts is ["group", _, "lr"] && int.TryParse(parts[1], out int group) && group < ParamGroups.Count)
                    {
                        rates[group] = value.item<double>();
                    }
                    else if (parts is ["state", _, _] && int.TryParse(parts[1], out int index) && index < parameters.Count
                        && BufferNames.Contains(parts[2]))
                    {
                        CheckShape(name, value, parameters[index]);
                        buffers[(index, parts[2])] = value;
                    }
                    else
                    {
                        throw new TorchException($"The optimizer's state has '{name}', which does not fit {GetType().Name} with {parameters.Count} parameters in {ParamGroups.Count} groups.");
                    }
                }

                if (rates.Count != ParamGroups.Count)
                {
                    throw new TorchException($"The optimizer's state has {rates.Count} learning rates for {ParamGroups.Count} groups.");
                }

                foreach ((int group, double rate) in rates)
                {
                    ParamGroups[group].LearningRate = rate;
                }

                ClearBuffers();
                foreach (((int index, string name), Tensor value) in buffers)
                {
                    SetBuffer(index, name, Like(value, parameters[index]));
                }
            }

            /// <summary>Frees the optimizer's buffers; the parameters are not its own.</summary>
            public void Dispose()
            {
                if (!disposed)
                {
                    disposed = true;
                    ClearBuffers();
                }

                GC.SuppressFinalize(this);
            }

            private protected abstract IReadOnlyList<string> BufferNames { get; }

            private protected abstract Tensor? GetBuffer(int index, string name);

            private protected abstract void SetBuffer(int index, string name, Tensor buffer);

            private protected abstract void ClearBuffers();

            /// <param name="group">The group to step.</param>
            /// <param name="first">Number of the group's first parameter, counted over all groups.</param>
            private protected abstract void StepGroup(ParamGroup group, int first);

            private protected int ParameterCount => parameters.Count;

            /// <summary>A gradient in the parameter's memory order: the fused kernels walk both in the order of memory.</summary>
            private protected static Tensor GradientFor(Parameter parameter, Tensor gradient)
            {
                if (gradient.strides.AsSpan().SequenceEqual(parameter.strides))
                {
                    return gradient;
                }

                Tensor same = empty_like(parameter);
                same.copy_(gradient);
                return same;
            }

            private static string RateName(int group) => $"group.{group}.lr";

            private static void CheckShape(string name, Tensor value, Parameter parameter)
            {
                if (value.dim() > 0 && !value.shape.SequenceEqual(parameter.shape))
                {
                    throw new TorchException($"The optimizer's state '{name}' has shape [{string.Join(", ", value.shape)}], its parameter [{string.Join(", ", parameter.shape)}].");
                }
            }

            /// <summary>A copy that belongs to no scope, laid out like the parameter unless it is a scalar.</summary>
            private static Tensor Like(Tensor value, Parameter parameter)
            {
                Tensor copy = value.dim() == 0 && parameter.dim() > 0 ? empty([], dtype: value.dtype, device: parameter.device) : empty_like(parameter);
                copy.DetachFromDisposeScope();
                copy.copy_(value);
                return copy;
            }

            private IEnumerable<(string Name, Tensor Buffer)> Buffers()
            {
                for (int index = 0; index < parameters.Count; index++)
                {
                    foreach (string name in BufferNames)
                    {
                        if (GetBuffer(index, name) is Tensor buffer)
                        {
                            yield return ($"state.{index}.{name}", buffer);
                        }
                    }
                }
            }
        }
    }
}
