using System.Runtime.InteropServices;
using Xunit;

namespace PluginHost.Torch.Tests;

public sealed partial class ErrorTests : TensorTest
{
    [Fact]
    public void A_failed_operator_says_what_libtorch_says_with_operator_and_shapes()
    {
        string message = Assert.Throws<TorchException>(() => zeros(2, 3).mm(zeros([2, 3], float64))).Message;

        Assert.StartsWith("aten::mm([2, 3] float32 cpu, [2, 3] float64 cpu): ", message);
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", message);
        Assert.DoesNotContain("frame #", message);
        Assert.DoesNotContain("\n", message);
    }

    [Fact]
    public void Every_way_of_calling_reports_its_own_error()
    {
        var a = zeros(3);
        var b = zeros(5);
        foreach (var (call, words) in (ReadOnlySpan<(Action, string)>)
        [
            (() => a.add(b), "aten::add.Tensor([3] float32 cpu, [5] float32 cpu): The size of tensor a (3) must match"),
            (() => a.add_(b), "aten::add_([3] float32 cpu, [5] float32 cpu): The size of tensor a (3) must match"),
            (() => a.mul_(b), "aten::mul_.Tensor([3] float32 cpu, [5] float32 cpu): The size of tensor a (3) must match"),
            (() => a.clamp_(), "aten::clamp_([3] float32 cpu): torch.clamp: At least one of 'min' or 'max' must not be None"),
            (() => a.view(2), "aten::view([3] float32 cpu, [2]): shape '[2]' is invalid for input of size 3"),
            (() => cat([a, zeros(2, 2)]), "aten::cat([[3] float32 cpu, [2, 2] float32 cpu], 0): Tensors must have same number of dimensions"),
            (() => a.max(4), "aten::max.dim([3] float32 cpu, 4, 0): Dimension out of range"),
            (() => a.split(-1), "aten::split.Tensor([3] float32 cpu, -1, 0): split"),
            (() => a.ToDouble(), "item: "),
            (() => zeros([2], int64).requires_grad_(), "requires_grad_: Only Tensors of floating point"),
            (() => a.backward(), "aten::_backward("),
            (() => zeros(-1), "aten::zeros([-1], none, none, none, none): "),
        ])
        {
            Assert.Contains(words, Assert.Throws<TorchException>(call).Message);
        }
    }

    [Fact]
    public void Failing_leaves_no_tensor_behind()
    {
        var a = zeros(3);
        var b = zeros(5);
        long before = Tensor.TotalCount;

        for (int i = 0; i < 10; i++)
        {
            Assert.Throws<TorchException>(() => a.mul(b));
            Assert.Throws<TorchException>(() => a.add_(b));
            Assert.Throws<TorchException>(() => a.clamp());
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Nothing_appears_on_standard_error()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
            {
                int saved = Dup(2);
                _ = Dup2((int)file.SafeFileHandle.DangerousGetHandle(), 2);
                try
                {
                    Assert.Throws<TorchException>(() => zeros(3).mul(zeros(5)));
                    Assert.Throws<TorchException>(() => zeros(3).add_(zeros(5)));
                    Assert.Throws<TorchException>(() => zeros(3).requires_grad_().mul_(2));
                    zeros(1).std();
                }
                finally
                {
                    _ = Dup2(saved, 2);
                    _ = Close(saved);
                }
            }

            Assert.True(LibTorch.CatchesMessages);
            Assert.Equal("", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_warning_is_kept_and_not_printed()
    {
        zeros(1).std();

        Assert.Contains(LibTorch.Notices, notice => notice.Contains("degrees of freedom is <= 0", StringComparison.Ordinal));
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Dup(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
