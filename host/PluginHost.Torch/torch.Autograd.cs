using PluginHost.Torch.Native;
using static PluginHost.Torch.Native.Dispatcher;

namespace PluginHost.Torch;

public static partial class torch
{
    /// <summary>Whether operations on this thread are recorded.</summary>
    public static bool is_grad_enabled() => LibTorchC.aoti_torch_grad_mode_is_enabled() != 0;

    /// <summary>Records nothing on this thread until disposed.</summary>
    public static IDisposable no_grad() => set_grad_enabled(false);

    /// <summary>Records again on this thread until disposed, inside a <see cref="no_grad"/>.</summary>
    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    /// <summary>Records or not on this thread until disposed; then as before.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly bool _before = is_grad_enabled();

        internal GradMode(bool enabled) => LibTorchC.aoti_torch_grad_mode_set_enabled(enabled ? (byte)1 : (byte)0);

        public void Dispose() => LibTorchC.aoti_torch_grad_mode_set_enabled(_before ? (byte)1 : (byte)0);
    }

    /// <summary>Derivatives as values, without touching <see cref="Tensor.grad"/>.</summary>
    public static class autograd
    {
        /// <summary>
        /// Derivatives of the sum of <paramref name="outputs"/> by each of <paramref name="inputs"/>, in their order and
        /// shapes. Only what leads to the inputs is computed: with weights that require no gradient, no weight gradients.
        /// <paramref name="grad_outputs"/> weigh the outputs and are needed for outputs with several elements. The inputs'
        /// own <c>grad</c> is left as it was. An input that the outputs do not depend on is an error, unless
        /// <paramref name="allow_unused"/>: then its derivative is all zeros.
        /// </summary>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            ArgumentOutOfRangeException.ThrowIfZero(outputs.Count);
            ArgumentOutOfRangeException.ThrowIfZero(inputs.Count);
            if (grad_outputs is not null && grad_outputs.Count != outputs.Count)
            {
                throw new ArgumentException($"{outputs.Count} outputs, but {grad_outputs.Count} weights for them.", nameof(grad_outputs));
            }

            // backward() only accumulates into .grad: set the old gradients aside, take the new ones out, put the old back.
            var slots = new nint[inputs.Count];
            for (int i = 0; i < slots.Length; i++)
            {
                NativeCall.Check(LibTorchC.aoti_torch_new_uninitialized_tensor(out slots[i]), "grad");
                inputs[i].SwapGrad(slots[i]);
            }

            bool done = false;
            try
            {
                Tensor[] towards = [.. inputs];
                for (int i = 0; i < outputs.Count; i++)
                {
                    bool keep = retain_graph || create_graph || i < outputs.Count - 1;
                    outputs[i].backward(grad_outputs?[i], keep, create_graph, towards);
                }

                done = true;
            }
            finally
            {
                for (int i = slots.Length - 1; i >= 0; i--)
                {
                    inputs[i].SwapGrad(slots[i]);
                    if (!done)
                    {
                        _ = LibTorchC.aoti_torch_delete_tensor_object(slots[i]);
                    }
                }
            }

            return Collect(slots, inputs, allow_unused);
        }

        private static Tensor[] Collect(nint[] owned, IList<Tensor> inputs, bool allowUnused)
        {
            var gradients = new Tensor[owned.Length];
            int unused = -1;
            for (int i = 0; i < owned.Length; i++)
            {
                NativeCall.Check(LibTorchC.aoti_torch_is_defined(owned[i], out byte defined), "grad");
                if (defined != 0)
                {
                    gradients[i] = new Tensor(owned[i]);
                    continue;
                }

                _ = LibTorchC.aoti_torch_delete_tensor_object(owned[i]);
                gradients[i] = zeros_like(inputs[i]);
                unused = i;
            }

            if (unused < 0 || allowUnused)
            {
                return gradients;
            }

            foreach (var gradient in gradients)
            {
                gradient.Dispose();
            }

            throw new TorchException($"autograd.grad: the outputs do not depend on input {unused}; pass allow_unused: true if that is meant");
        }
    }
}
