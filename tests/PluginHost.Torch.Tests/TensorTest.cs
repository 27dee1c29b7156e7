[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PluginHost.Torch.Tests;

/// <summary>
/// A test that runs inside a dispose scope and must leave no tensor behind. Tensors of a derived class are made in its
/// constructor: its field initialisers would run before the scope is open.
/// </summary>
public abstract class TensorTest : IDisposable
{
    private readonly LeakCheck _leaks = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        CleanUp();
        _scope.Dispose();
        _leaks.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what a derived class holds besides tensors.</summary>
    protected virtual void CleanUp()
    {
    }

    /// <summary>The elements in row-major order.</summary>
    protected static double[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = new double[tensor.numel()];
        tensor.to(float64).CopyTo<double>(values);
        return values;
    }

    /// <summary>Same type, shape and elements, bit for bit but for the sign of zero.</summary>
    protected static bool Same(Tensor expected, Tensor actual) =>
        expected.dtype == actual.dtype && expected.shape.SequenceEqual(actual.shape)
        && Values(expected).SequenceEqual(Values(actual));

    protected static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.True(Same(expected, actual), $"expected {Beginning(expected)}; got {Beginning(actual)}");

    /// <summary>Each element is expected within a share of its size, and of one where it is smaller.</summary>
    protected static void AssertClose(double[] expected, Tensor actual, double within = 1e-6)
    {
        double[] values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - values[i]) <= within * Math.Max(1, Math.Abs(expected[i])),
                $"element {i} is {values[i]}, expected {expected[i]}");
        }
    }

    protected static void AssertClose(Tensor expected, Tensor actual, double within = 1e-6)
    {
        Assert.Equal(expected.shape, actual.shape);
        AssertClose(Values(expected), actual, within);
    }

    /// <summary>The gradient, which there must be.</summary>
    protected static Tensor GradientOf(Tensor tensor) => Assert.IsType<Tensor>(tensor.grad);

    private static string Beginning(Tensor tensor) =>
        $"{tensor.dtype} [{string.Join(", ", tensor.shape)}] {string.Join(", ", Values(tensor).Take(8))}";
}
