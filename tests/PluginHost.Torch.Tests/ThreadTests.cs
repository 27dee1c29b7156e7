using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class ThreadTests : TensorTest
{
    [Fact]
    public void Threads_compute_read_and_fail_beside_each_other()
    {
        var shared = F64(1, 2, 3);
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            try
            {
                for (int i = 0; i < 200; i++)
                {
                    using var scope = NewDisposeScope();
                    var x = full([3], number).to(float64).requires_grad_();
                    (x * shared).square().sum().backward();
                    AssertClose([2 * number, 8 * number, 18 * number], x.grad!);
                    // libtorch writes a stack trace for each failure, which takes its time.
                    if (i % 20 > 0)
                    {
                        continue;
                    }

                    int wrong = number + 4;
                    Assert.Contains($"({wrong})", Assert.Throws<TorchException>(() => shared.add(zeros(wrong))).Message);
                }
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        }))];

        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void Grad_mode_and_autocast_belong_to_one_thread()
    {
        bool recorded = false;
        var type = bfloat16;
        using (no_grad())
        using (autocast(CPU))
        {
            var thread = new Thread(() =>
            {
                using var scope = NewDisposeScope();
                recorded = is_grad_enabled();
                type = ones(2, 2).mm(ones(2, 2)).dtype;
            });
            thread.Start();
            thread.Join();
        }

        Assert.True(recorded);
        Assert.Equal(float32, type);
    }

    [Fact]
    public void The_number_of_threads_can_be_set()
    {
        int before = get_num_threads();

        set_num_threads(1);

        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
        Assert.Throws<ArgumentOutOfRangeException>(() => set_num_threads(0));
    }
}
