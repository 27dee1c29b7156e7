using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Product of matrices (or vectors), broadcast over leading dimensions.</summary>
        public Tensor matmul(Tensor target) => Call("aten::matmul"u8, this, target);

        /// <summary>Product of two matrices.</summary>
        public Tensor mm(Tensor target) => Call("aten::mm"u8, this, target);

        /// <summary>Products of two stacks of matrices: (B, n, m) by (B, m, p).</summary>
        public Tensor bmm(Tensor batch2) => Call("aten::bmm"u8, this, batch2);

        /// <summary>Inner product of two vectors.</summary>
        public Tensor dot(Tensor other) => Call("aten::dot"u8, this, other);

        /// <summary>Outer product of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Call("aten::outer"u8, this, vec2);

        /// <summary>Sum of a matrix's diagonal.</summary>
        public Tensor trace() => Call("aten::trace"u8, this);
    }

    /// <summary>Product of matrices (or vectors), broadcast over leading dimensions.</summary>
    public static Tensor matmul(Tensor input, Tensor other) => input.matmul(other);

    /// <summary>Product of two matrices.</summary>
    public static Tensor mm(Tensor input, Tensor mat2) => input.mm(mat2);

    /// <summary>Products of two stacks of matrices.</summary>
    public static Tensor bmm(Tensor input, Tensor mat2) => input.bmm(mat2);

    /// <summary>Outer product of two vectors.</summary>
    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);

    /// <summary>Sum of products by the Einstein convention, for example "ij,jk->ik".</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Call("aten::einsum"u8, equation, tensors, None);

    /// <summary>Decompositions and equations.</summary>
    public static class linalg
    {
        /// <summary>Eigenvalues (ascending) and eigenvectors of symmetric matrices.</summary>
        public static (Tensor, Tensor) eigh(Tensor a, char UPLO = 'L') => Call2("aten::linalg_eigh"u8, ""u8, a, UPLO.ToString());

        /// <summary>x with A x = B.</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Call("aten::linalg_solve"u8, A, B, left);

        /// <summary>The lower triangle L with A = L Lᵀ, for positive definite A.</summary>
        public static Tensor cholesky(Tensor input) => Call("aten::linalg_cholesky"u8, input, false);

        /// <summary>x with L Lᵀ x = B, from a Cholesky factor L.</summary>
        public static Tensor cholesky_solve(Tensor B, Tensor L) => Call("aten::cholesky_solve"u8, B, L, false);

        /// <summary>Inverse matrix.</summary>
        public static Tensor inv(Tensor input) => Call("aten::linalg_inv"u8, input);

        /// <summary>Singular value decomposition A = U diag(S) Vh.</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor A, bool full_matrices = true) =>
            Call3("aten::linalg_svd"u8, ""u8, A, full_matrices, None);
    }
}
