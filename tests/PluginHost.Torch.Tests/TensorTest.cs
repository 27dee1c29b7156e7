using Xunit;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PluginHost.Torch.Tests;

/// <summary>
/// A test that runs inside a dispose scope and must leave no tensor behind. Tensors of a derived class are made in its
/// constructor: its field initialisers would run before the scope is open.
/// </summary>
public abstract class TensorTest : IDisposable
{
    private readonly long _before = Tensor.TotalCount;
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        Assert.Equal(_before, Tensor.TotalCount);
        GC.SuppressFinalize(this);
    }

    protected static double[] Values(Tensor tensor)
    {
        using var wide = tensor.to(float64);
        return wide.data<double>().ToArray();
    }

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

    protected static Tensor F64(params double[] values) => tensor(values);
}
