using System.Diagnostics;

namespace PluginHost.TestKit;

/// <summary>Work that must not take long or much, whatever it is given.</summary>
public static class Bounded
{
    /// <summary>The longest that an input may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The most that .NET may be asked for while one input is read, in bytes.</summary>
    public const long MostBytes = 512L << 20;

    /// <summary>
    /// Does it on another thread, so that work which waits without end fails the test and does not hang it.
    /// </summary>
    /// <exception cref="TimeoutException">It took longer than the limit, or asked for too much memory.</exception>
    /// <param name="work">The work.</param>
    /// <param name="limit">
    /// The longest that it may take where it must read gigabytes; null for <see cref="Limit"/>.
    /// </param>
    public static T Do<T>(Func<T> work, TimeSpan? limit = null)
    {
        T? result = default;
        Exception? failure = null;
        long bytes = 0;
        var worker = new Thread(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                result = work();
            }
            catch (Exception error)
            {
                failure = error;
            }

            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        })
        { IsBackground = true };
        var clock = Stopwatch.StartNew();
        worker.Start();

        // A busy machine is no fault of the work: it is given its time twice before it counts as hanging.
        if (!worker.Join((limit ?? Limit) * 2))
        {
            throw new TimeoutException($"it still works after {clock.Elapsed}");
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return bytes <= MostBytes && result is not null
            ? result
            : throw new TimeoutException($"it asked for {bytes >> 20} MB of memory");
    }

    /// <summary>Does it and returns the error that it must give.</summary>
    public static TException Refuses<TException>(Action work)
        where TException : Exception => Do<TException>(() =>
    {
        try
        {
            work();
        }
        catch (TException error)
        {
            return error;
        }

        throw new InvalidOperationException("it was taken, and should be refused");
    });
}
