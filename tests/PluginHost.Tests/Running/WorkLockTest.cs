using PluginHost.Engine.Running;


namespace PluginHost.Tests.Running;

public sealed class WorkLockTest
{
    private static readonly ContentKey Key = ContentKey.Of("a cell");

    [Fact]
    public void A_piece_of_work_belongs_to_one_at_a_time_and_leaves_no_file()
    {
        using var store = new TempFolder();
        using (WorkLock.TryTake(store.Path, "cell", Key))
        {
            Assert.Null(WorkLock.TryTake(store.Path, "cell", Key));
            Assert.True(WorkLock.IsTaken(store.Path, "cell", Key));
            using var another = WorkLock.TryTake(store.Path, "noise", Key);
            Assert.NotNull(another);
        }

        Assert.False(WorkLock.IsTaken(store.Path, "cell", Key));
        Assert.Empty(Directory.GetFiles(store["locks"]));
    }

    [Fact]
    public void Of_many_at_once_only_one_has_it()
    {
        using var store = new TempFolder();
        int inside = 0, most = 0, taken = 0;
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 50; i++)
            {
                using var mine = WorkLock.TryTake(store.Path, "cell", Key);
                if (mine is not null)
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref inside);
                }
            }
        });

        Assert.Equal(1, most);
        Assert.True(taken > 0);
    }

    [Fact]
    public async Task Waiting_for_it_ends_when_it_is_given_back_or_the_run_is_stopped()
    {
        using var store = new TempFolder();
        var held = WorkLock.TryTake(store.Path, "noise", Key);
        var notices = new List<string>();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => WorkLock.Take(store.Path, "noise", Key, notices.Add, stop.Token));
        Assert.Contains("another run makes noise", Assert.Single(notices), StringComparison.Ordinal);

        var waiting = Task.Run(() => WorkLock.Take(store.Path, "noise", Key, _ => { }, CancellationToken.None));
        held?.Dispose();
        using var mine = await waiting;
        Assert.True(WorkLock.IsTaken(store.Path, "noise", Key));
    }
}
