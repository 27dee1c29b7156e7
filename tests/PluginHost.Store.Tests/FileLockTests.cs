using PluginHost.Files;

namespace PluginHost.Store.Tests;

public sealed class FileLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Who opened the file before it was deleted must not lock that one, nor delete the one in its place.
    /// </summary>
    [Fact]
    public void A_lock_whose_file_goes_with_it_keeps_others_out()
    {
        const int Threads = 8, Takes = 60;
        string path = _folder["work.lock"];
        int holders = 0, most = 0;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            for (int taken = 0; taken < Takes;)
            {
                using var mine = FileLock.TryTake(path, deleteAfter: true);
                if (mine is null)
                {
                    continue;
                }

                int now = Interlocked.Increment(ref holders);
                most = Math.Max(most, now);
                Thread.Sleep(1);
                Interlocked.Decrement(ref holders);
                taken++;
            }
        });

        Assert.Equal(1, most);
        Assert.Equal(!OperatingSystem.IsMacOS(), !File.Exists(path));
    }

    [Fact]
    public void A_lock_is_seen_by_others_until_it_is_given_back()
    {
        string path = _folder["store.lock"];
        using (FileLock.Take(path))
        {
            Assert.True(FileLock.IsTaken(path));
            Assert.Null(FileLock.TryTake(path));
        }

        Assert.False(FileLock.IsTaken(path));
        Assert.True(FileLock.KeepsOut(_folder.Path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }
}
