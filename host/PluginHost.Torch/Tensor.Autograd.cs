using PluginHost.Torch.Native;
using static PluginHost.Torch.Native.Dispatcher;

namespace PluginHost.Torch;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Whether operations on it are recorded for <see cref="backward"/>. Only floating point leaves can be set.</summary>
        public bool requires_grad
        {
            get
            {
                var ask = LibTorch.Loaded.Symbols.RequiresGrad;
                if (ask is null)
                {
                    throw CppSymbols.Lacks("requires_grad");
                }

                return Handle.Borrow(tensor => LibTorch.Loaded.Symbols.RequiresGrad(*(nint*)tensor)) != 0;
            }
            set => requires_grad_(value);
        }

        /// <summary>Whether it was made by the user and not by a recorded operation.</summary>
        public bool is_leaf => (CallBits("aten::is_leaf"u8, ""u8, this) & 1) != 0;

        /// <summary>
        /// The gradient that <see cref="backward"/> has accumulated; null if there is none. Every reading gives a new
        /// object for the same gradient. Setting null forgets it; setting a tensor replaces it.
        /// </summary>
        public Tensor? grad
        {
            get
            {
                nint copy = Handle.Borrow(static tensor =>
                {
                    nint slot = GradSlot(tensor);
                    NativeCall.Check(LibTorchC.aoti_torch_is_defined(slot, out byte defined), "grad");
                    nint copy = 0;
                    if (defined != 0)
                    {
                        NativeCall.Check(LibTorchC.aoti_torch_new_tensor_handle(slot, out copy), "grad");
                    }

                    return copy;
                });
                return copy == 0 ? null : new Tensor(copy);
            }

            set
            {
                nint replacement;
                if (value is null)
                {
                    NativeCall.Check(LibTorchC.aoti_torch_new_uninitialized_tensor(out replacement), "grad");
                }
                else
                {
                    replacement = value.Handle.NewReference();
                }

                SwapGrad(replacement);
                _ = LibTorchC.aoti_torch_delete_tensor_object(replacement);
            }
        }

        /// <summary>Sets whether operations on it are recorded; returns this.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            NativeCall.Check(LibTorchC.torch_set_requires_grad(Handle, requires_grad ? (byte)1 : (byte)0), "requires_grad_");
            return this;
        }

        /// <summary>
        /// Adds the derivative of this tensor (a single number unless <paramref name="gradient"/> of the same shape is given)
        /// to the <see cref="grad"/> of every leaf that requires one, or only of <paramref name="inputs"/> when given.
        /// The recorded graph is freed unless <paramref name="retain_graph"/>.
        /// </summary>
        public void backward(Tensor? gradient = null, bool retain_graph = false, bool create_graph = false, IEnumerable<Tensor>? inputs = null)
        {
            Run("aten::_backward"u8, this, inputs?.ToArray() ?? [], Value.Maybe(gradient), Value.Maybe((bool?)retain_graph), create_graph);
        }

        /// <summary>The same values, cut off from the recorded graph; memory is shared.</summary>
        public Tensor detach() => Call("aten::detach"u8, this);

        /// <summary>Cuts this tensor off from the recorded graph; returns this.</summary>
        public Tensor detach_() => InPlace("aten::detach_"u8, this);

        /// <summary>Keeps <see cref="grad"/> on a tensor that is not a leaf.</summary>
        public void retain_grad() => Run("aten::retain_grad"u8, this);

        /// <summary>Puts the tensor behind the owned handle into the slot of the gradient; the handle then owns the old one.</summary>
        internal void SwapGrad(nint handle) => Handle.Borrow(tensor =>
        {
            // An at::Tensor is one pointer with one reference: exchanging the pointers exchanges ownership.
            nint* slot = (nint*)GradSlot(tensor);
            (*slot, *(nint*)handle) = (*(nint*)handle, *slot);
            return 0;
        });

        private static nint GradSlot(nint tensor)
        {
            var find = LibTorch.Loaded.Symbols.MutableGrad;
            return find is null ? throw CppSymbols.Lacks("grad") : find(*(nint*)tensor);
        }
    }
}
