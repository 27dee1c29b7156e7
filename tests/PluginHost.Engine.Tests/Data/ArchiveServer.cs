using System.Net;
using System.Net.Sockets;

namespace PluginHost.Engine.Tests.Data;

/// <summary>A web host on this machine that offers one archive, and misbehaves when told to.</summary>
internal sealed class ArchiveServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _archive;

    public ArchiveServer(byte[] archive)
    {
        _archive = archive;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/set.tar.gz");
        }

        _listener.Prefixes.Add(new Uri(Address, "/").ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The first byte that each request asked for; null for the whole.</summary>
    public List<long?> Ranges { get; } = [];

    public int? BreakAfter { get; set; }

    public bool IgnoreRanges { get; set; }

    public int Status { get; set; } = 200;

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                // The listener was closed, or the client went away in the middle of an answer.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var asked = context.Request.Headers["Range"] is { } range ? long.Parse(range["bytes=".Length..^1]) : (long?)null;
        lock (Ranges)
        {
            Ranges.Add(asked);
        }

        var response = context.Response;
        int first = IgnoreRanges ? 0 : (int)(asked ?? 0);
        response.StatusCode = Status != 200 ? Status : first >= _archive.Length ? 416 : first > 0 ? 206 : 200;
        if (response.StatusCode >= 400)
        {
            response.Close();
            return;
        }

        if (first > 0)
        {
            response.Headers["Content-Range"] = $"bytes {first}-{_archive.Length - 1}/{_archive.Length}";
        }

        response.ContentLength64 = _archive.Length - first;
        if (BreakAfter is { } length)
        {
            response.OutputStream.Write(_archive, first, length);
            response.OutputStream.Flush();
            response.Abort();
            return;
        }

        response.OutputStream.Write(_archive, first, _archive.Length - first);
        response.Close();
    }
}
