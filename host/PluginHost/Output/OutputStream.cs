using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using PluginHost.Running.Progress;

namespace PluginHost.Output;

/// <summary>
/// The standard output or error as bytes. Writing to a pipe that nobody reads is an
/// <see cref="OutputClosedException"/>, also where the output was closed before the program began; errors that nobody
/// reads are dropped.
/// </summary>
internal sealed partial class OutputStream : Stream
{
    private const int StandardOutput = 1, StandardError = 2;

    // errno 32, and what Windows says of a pipe whose other end is gone or going.
    private const int BrokenPipe = 32;
    private const int PipeEnded = unchecked((int)0x8007_006D), PipeClosing = unchecked((int)0x8007_00E8);

    private const int GetFlags = 1, CloseOnExec = 1;

    private readonly Stream? _open;
    private readonly bool _isForErrors;

    private OutputStream(Stream? open, bool isForErrors) => (_open, _isForErrors) = (open, isForErrors);

    public static OutputStream Output() => new(Open(StandardOutput, Console.OpenStandardOutput), isForErrors: false);

    public static OutputStream Error() => new(Open(StandardError, Console.OpenStandardError), isForErrors: true);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_open is null)
        {
            Closed(null);
            return;
        }

        try
        {
            _open.Write(buffer);
        }
        catch (IOException e) when (e.HResult is BrokenPipe or PipeEnded or PipeClosing)
        {
            Closed(e);
        }
    }

    public override void Flush() => _open?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Closed(IOException? cause)
    {
        if (!_isForErrors)
        {
            throw new OutputClosedException("the standard output is closed", cause);
        }
    }

    /// <summary>The system's stream; null where it was closed when the program began.</summary>
    private static Stream? Open(int descriptor, Func<Stream> open)
    {
        if (OperatingSystem.IsWindows())
        {
            return open();
        }

        if (!WasOpen(descriptor))
        {
            return null;
        }

        var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // A file may be shared with others who write to it, and this would write at a position of its own; .NET's own
        // stream does not, but says nothing of a pipe that nobody reads.
        return stream.CanSeek ? open() : stream;
    }

    /// <summary>
    /// Whether the program was started with it. The runtime takes the number of a closed one for files and pipes of its
    /// own, and closes those in children; what came through a start is never closed so.
    /// </summary>
    private static bool WasOpen(int descriptor)
    {
        int flags = FileControl(descriptor, GetFlags);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int descriptor, int command);
}
