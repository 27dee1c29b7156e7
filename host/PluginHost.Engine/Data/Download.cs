using System.Net;
using System.Net.Http.Headers;
using PluginHost.Files;

namespace PluginHost.Engine.Data;

/// <summary>How far a download is.</summary>
/// <param name="Step">What is being done: <c>downloading</c>, <c>checking</c> or <c>unpacking</c>.</param>
/// <param name="Done">Bytes done in this step.</param>
/// <param name="Total">Bytes in all; null when the host does not tell.</param>
public readonly record struct DownloadProgress(string Step, long Done, long? Total);

/// <summary>Fetches an archive over HTTP into a file, going on with what an earlier try left in FILE.partial.</summary>
internal static class Download
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);

    /// <summary>Fetches an archive unless the file is there, and checks it.</summary>
    /// <returns>Whether it was fetched; a file that was there already is not ours.</returns>
    /// <exception cref="DataException">No connection, an answer other than the file, or a wrong checksum.</exception>
    public static async Task<bool> FetchAsync(
        DataArchive archive, string file, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        if (File.Exists(file))
        {
            // Somebody put it there: it is told, and stays.
            string found = await ChecksumAsync(file, progress, cancel);
            return found == archive.Md5
                ? false
                : throw new DataException(
                    $"{file} has the MD5 {found}, not {archive.Md5}: it is damaged, or another file; put the one of "
                        + $"{archive.Address} "
                    + "there, or move it away, and run the same command again");
        }

        var partial = file + ".partial";
        await ReceiveAsync(archive, partial, progress, cancel);
        string received = await ChecksumAsync(partial, progress, cancel);
        if (received != archive.Md5)
        {
            File.Delete(partial);
            throw new DataException(
                $"{archive.FileName} from {archive.Address} has the MD5 {received}, not {archive.Md5}: it is damaged "
                    + "and was "
                + "deleted; run the same command again");
        }

        File.Move(partial, file);
        return true;
    }

    private static async Task ReceiveAsync(
        DataArchive archive, string partial, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        try
        {
            using var client = new HttpClient { Timeout = Stall };
            using var response = await RequestAsync(client, archive, Length(partial), cancel);
            if (response is null)
            {
                return;
            }

            long start = response.StatusCode == HttpStatusCode.PartialContent ? Length(partial) : 0;
            long? total = start + response.Content.Headers.ContentLength;
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            await using var target = new FileStream(partial, start > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write);
            await CopyAsync(body, target, start, total, progress, cancel);
        }
        catch (Exception problem) when (problem is HttpRequestException
            || (problem is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            var reason = problem is OperationCanceledException ? $"nothing came for {Stall.TotalSeconds} s" : problem.Message;
            throw new DataException(
                $"the download of {archive.Address} failed: {reason}; run the same command again to go on, or put "
                + $"{archive.FileName} into {Path.GetDirectoryName(partial)} yourself", problem);
        }
    }

    /// <summary>Asks for the rest of the file; null when the earlier try has it all.</summary>
    private static async Task<HttpResponseMessage?> RequestAsync(
        HttpClient client, DataArchive archive, long start, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, archive.Address);
        request.Headers.Range = start > 0 ? new RangeHeaderValue(start, null) : null;
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // Nothing lies beyond what is there: complete, or too long, which the checksum will tell.
            response.Dispose();
            return null;
        }

        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From != start)
        {
            response.Dispose();
            throw new HttpRequestException($"the host answered with another part than the one from byte {start}");
        }

        return response.EnsureSuccessStatusCode();
    }

    private static async Task CopyAsync(
        Stream from, Stream to, long start, long? total, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var buffer = new byte[1 << 18];
        long done = start;
        progress.Report(new DownloadProgress("downloading", done, total));
        while (true)
        {
            stall.CancelAfter(Stall);
            int read = await ReadAsync(from, buffer, stall.Token);
            if (read == 0)
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            done += read;
            progress.Report(new DownloadProgress("downloading", done, total));
        }
    }

    // Told apart from a disk that cannot be written, which is an IOException too.
    private static async Task<int> ReadAsync(Stream from, Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await from.ReadAsync(buffer, cancel);
        }
        catch (IOException problem)
        {
            throw new HttpRequestException($"the connection broke ({problem.Message})", problem);
        }
    }

    private static async Task<string> ChecksumAsync(
        string file, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        progress.Report(new DownloadProgress("checking", 0, Length(file)));
        await using var stream = RegularFile.Open(file);
        string found = await DataArchive.ChecksumAsync(stream, cancel);
        progress.Report(new DownloadProgress("checking", Length(file), Length(file)));
        return found;
    }

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
