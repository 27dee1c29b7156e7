namespace PluginHost.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>
            /// Parameters and persistent buffers by dotted name: own parameters, own buffers, then the children's. The
            /// tensors are the module's own, not copies.
            /// </summary>
            /// <param name="destination">A dictionary to add to; a new one when null.</param>
            /// <param name="prefix">What to put before every name.</param>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach ((string name, Tensor tensor) in State(prefix ?? ""))
                {
                    destination.Add(name, tensor);
                }

                return destination;
            }

            /// <summary>
            /// Copies a state dict's values into the parameters and buffers. Everything is checked before anything is written.
            /// </summary>
            /// <param name="source">Tensors by name; element type and layout may differ.</param>
            /// <param name="strict">Whether missing and unexpected names are errors.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>The names missing from the source, and those it has too many.</returns>
            /// <exception cref="TorchException">Names or shapes do not fit; the message lists them.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keys) load_state_dict(
                IReadOnlyDictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                Dictionary<string, Tensor> own = state_dict();
                foreach (string name in skip ?? [])
                {
                    own.Remove(name);
                }

                string[] missing = [.. own.Keys.Where(name => !source.ContainsKey(name))];
                string[] unexpected = [.. source.Keys.Where(name => !own.ContainsKey(name) && skip?.Contains(name) != true)];
                string[] shapes =
                [
                    .. own.Where(item => source.TryGetValue(item.Key, out Tensor? given) && !given.shape.SequenceEqual(item.Value.shape))
                        .Select(item => $"{item.Key} is {Shape(item.Value)} here and {Shape(source[item.Key])} in the state dict"),
                ];
                string[] problems =
                [
                    .. strict && missing.Length > 0 ? [$"missing: {string.Join(", ", missing)}"] : Array.Empty<string>(),
                    .. strict && unexpected.Length > 0 ? [$"unexpected: {string.Join(", ", unexpected)}"] : Array.Empty<string>(),
                    .. shapes.Length > 0 ? [$"shapes differ: {string.Join("; ", shapes)}"] : Array.Empty<string>(),
                ];
                if (problems.Length > 0)
                {
                    throw new TorchException($"The state dict does not fit module {name}. {string.Join(". ", problems)}.");
                }

                Copy(source, own);
                return (missing, unexpected);
            }

            private static void Copy(IReadOnlyDictionary<string, Tensor> source, Dictionary<string, Tensor> own)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                foreach ((string name, Tensor tensor) in own)
                {
                    if (source.TryGetValue(name, out Tensor? given))
                    {
                        tensor.copy_(given);
                    }
                }
            }

            private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

            private IEnumerable<(string Name, Tensor Tensor)> State(string prefix)
            {
                foreach ((string key, Modules.Parameter parameter) in ownParameters)
                {
                    yield return (Dotted(prefix, key), parameter);
                }

                foreach ((string key, (Tensor tensor, bool persistent)) in ownBuffers)
                {
                    if (persistent)
                    {
                        yield return (Dotted(prefix, key), tensor);
                    }
                }

                foreach ((string key, Module child) in ownChildren)
                {
                    foreach ((string Name, Tensor Tensor) item in child.State(Dotted(prefix, key)))
                    {
                        yield return item;
                    }
                }
            }
        }
    }
}
