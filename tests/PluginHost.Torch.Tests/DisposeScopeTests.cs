using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class DisposeScopeTests : TensorTest
{
    [Fact]
    public void A_scope_frees_what_was_made_in_it()
    {
        long before = Tensor.TotalCount;
        using (var scope = NewDisposeScope())
        {
            var sum = zeros(2) + ones(2);
            Assert.Equal(3, scope.DisposablesCount);
            Assert.True(scope.Contains(sum));
            Assert.Equal(before + 3, Tensor.TotalCount);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_tensor_moved_out_lives_until_the_outer_scope_ends()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                kept = zeros(2).MoveToOuterDisposeScope();
            }

            Assert.False(kept.IsDisposed);
        }

        Assert.True(kept.IsDisposed);
    }

    [Fact]
    public void A_detached_tensor_belongs_to_its_holder()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            kept = zeros(2).DetachFromDisposeScope();
        }

        Assert.False(kept.IsDisposed);
        kept.Dispose();
    }

    [Fact]
    public void A_scope_moves_detaches_and_takes_over()
    {
        using var outer = NewDisposeScope();
        Tensor moved, detached, taken = zeros(2).DetachFromDisposeScope();
        using (var scope = NewDisposeScope())
        {
            moved = zeros(2);
            detached = zeros(2);
            scope.MoveToOuter(moved);
            scope.Detach(detached);
            scope.Attach(taken);
        }

        Assert.True(outer.Contains(moved));
        Assert.False(moved.IsDisposed);
        Assert.False(detached.IsDisposed);
        Assert.True(taken.IsDisposed);
        detached.Dispose();
    }

    [Fact]
    public void A_scope_can_be_emptied_and_stay_open()
    {
        using var scope = NewDisposeScope();
        var kept = zeros(1);
        var freed = zeros(1);

        scope.DisposeEverythingBut(kept);

        Assert.True(freed.IsDisposed);
        Assert.False(kept.IsDisposed);
        Assert.Equal(1, scope.DisposablesCount);
        scope.DisposeEverything();
        Assert.True(kept.IsDisposed);
    }

    [Fact]
    public void Freeing_a_tensor_twice_or_before_its_scope_does_no_harm()
    {
        using var scope = NewDisposeScope();
        var vector = zeros(2);

        vector.Dispose();
        vector.Dispose();

        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void A_scope_ended_out_of_order_leaves_the_others_working()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        var vector = zeros(2);

        Assert.True(inner.Contains(vector));
        inner.Dispose();
        Assert.True(vector.IsDisposed);
        Assert.True(zeros(1).OwningScope is { } current && current != inner && current != outer);
    }

    [Fact]
    public void A_scope_belongs_to_its_thread()
    {
        using var scope = NewDisposeScope();
        var thread = new Thread(() => zeros(2).Dispose());

        thread.Start();
        thread.Join();

        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void A_forgotten_tensor_is_freed_by_the_collector()
    {
        long before = Tensor.TotalCount;
        Forget();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(before, Tensor.TotalCount);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget() => zeros(2).DetachFromDisposeScope();
    }
}
