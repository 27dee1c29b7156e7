namespace Noise.NeuralTangent;

/// <summary>
/// What training by gradient descent on the mean squared error does to a function with kernel Θ: after time t the
/// prediction is f(t) = Θ_* P with P = φ(Θ) y and φ(λ) = (1 − e^(−λτ))/λ, τ = t/(n·C) (Jacot et al. 2018, Lee et al. 2019).
/// </summary>
/// <remarks>
/// The derivative of φ(Θ) is written out by divided differences of φ (Daleckii and Krein). Autograd through the
/// eigenvectors would divide by differences of eigenvalues, which may be arbitrarily close; the divided differences of a
/// smooth φ stay finite.
/// </remarks>
public sealed class GradientFlow : IDisposable
{
    /// <summary>What is added to Θ's diagonal, as a share of its mean; the authors' value.</summary>
    public const double Ridge = 1e-4;

    private readonly Tensor _scaled;
    private readonly Tensor _vectors;
    private readonly Tensor _labels;
    private readonly double _time;

    /// <summary>Decomposes the kernel of the training images.</summary>
    /// <param name="kernel">Θ, float64 (n, n), symmetric, positive semi-definite, without graph.</param>
    /// <param name="labels">y, float64 (n, C), one-hot.</param>
    /// <param name="time">t, in steps of gradient descent with learning rate 1; above 0.</param>
    public GradientFlow(Tensor kernel, Tensor labels, double time)
    {
        using var scope = NewDisposeScope();
        _time = time / labels.numel();
        var ridge = eye(kernel.shape[0], dtype: kernel.dtype, device: kernel.device) * (kernel.trace() * (Ridge / kernel.shape[0]));
        var (values, vectors) = linalg.eigh(kernel + ridge);
        _scaled = (values * _time).clamp(min: 1e-300).DetachFromDisposeScope();
        _vectors = vectors.DetachFromDisposeScope();
        _labels = labels;
        Weights = vectors.mm(Phi(_scaled).unsqueeze(1) * vectors.t().mm(labels)).mul_(_time).DetachFromDisposeScope();
    }

    /// <summary>P, float64 (n, C): the prediction at points with kernel Θ_* (m, n) to the training images is Θ_* P.</summary>
    public Tensor Weights { get; }

    /// <summary>∂L/∂Θ for a loss with ∂L/∂P, float64 (n, n), symmetric; the ridge counts in.</summary>
    /// <param name="towards">∂L/∂P, float64 (n, C).</param>
    public Tensor Adjoint(Tensor towards)
    {
        using var scope = NewDisposeScope();
        var middle = _vectors.t().mm(towards).mm(_vectors.t().mm(_labels).t());
        middle = (middle + middle.t()) * 0.5 * DividedDifferences(_scaled) * (_time * _time);
        var adjoint = _vectors.mm(middle).mm(_vectors.t());
        var diagonal = eye(adjoint.shape[0], dtype: adjoint.dtype, device: adjoint.device);
        return (adjoint + (diagonal * (adjoint.trace() * (Ridge / adjoint.shape[0])))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scaled.Dispose();
        _vectors.Dispose();
        Weights.Dispose();
    }

    /// <summary>φ for τ = 1: (1 − e^(−z))/z.</summary>
    private static Tensor Phi(Tensor z) => -(-z).expm1() / z;

    /// <summary>
    /// (φ(zᵢ) − φ(zⱼ))/(zᵢ − zⱼ), (n, n). Where the two are so close that the difference would lose its digits it is the
    /// slope in the middle, which is off by a share of 1e-9 at most.
    /// </summary>
    public static Tensor DividedDifferences(Tensor z)
    {
        Tensor a = z.unsqueeze(1), b = z.unsqueeze(0);
        var middle = (a + b) * 0.5;
        var apart = a - b;
        var close = apart.abs().lt((middle + 1) * 1e-4);
        var difference = (Phi(a) - Phi(b)) / apart.masked_fill(close, 1.0);
        return where(close, Slope(middle), difference);
    }

    /// <summary>φ′(z) = (e^(−z)(1 + z) − 1)/z², near 0 by its series Σ (−1)^k k z^(k−1)/(k+1)!.</summary>
    private static Tensor Slope(Tensor z)
    {
        const double small = 0.1;
        const int terms = 10;
        var series = zeros_like(z);
        double factor = 1;
        for (int k = 1; k <= terms; k++)
        {
            factor /= k + 1;
            series = series + (z.clamp(max: small).pow(k - 1) * ((k % 2 == 0 ? 1 : -1) * k * factor));
        }

        var direct = z.clamp(min: small);
        return where(z.lt(small), series, (((-direct).exp() * (direct + 1)) - 1) / direct.square());
    }
}
