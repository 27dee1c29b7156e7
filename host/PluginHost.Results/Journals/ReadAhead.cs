using System.Collections;
using System.Threading.Channels;

namespace PluginHost.Results;

/// <summary>Items that another thread makes while those before are worked on.</summary>
/// <param name="source">Makes the items.</param>
internal sealed class ReadAhead<T>(IEnumerable<T> source) : IEnumerable<T>, IDisposable
{
    /// <summary>So many are made ahead at most.</summary>
    private const int Ahead = 2_000;

    private readonly CancellationTokenSource _stop = new();
    private Task _making = Task.CompletedTask;

    public IEnumerator<T> GetEnumerator()
    {
        var made = Channel.CreateBounded<T>(Ahead);
        _making = Task.Run(() => Make(made.Writer));
        while (made.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (made.Reader.TryRead(out var item))
            {
                yield return item;
            }
        }
    }

    /// <summary>Ends the making of items that nobody asked for.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _making.Wait();
        _stop.Dispose();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private async Task Make(ChannelWriter<T> made)
    {
        Exception? error = null;
        try
        {
            foreach (var item in source)
            {
                await made.WriteAsync(item, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants the rest.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = e;
        }

        made.Complete(error);
    }
}
