namespace PluginHost.Engine.Arrays;

/// <summary>
/// The bytes of a pickle, most of which are read one by one; of long texts only the place is looked at.
/// </summary>
internal sealed class PickleCursor
{
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[1 << 16];
    private long _start;
    private int _filled;

    public PickleCursor(Stream stream) => (_stream, Length) = (stream, stream.Length);

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    /// <summary>The place of the next byte.</summary>
    public long Position { get; set; }

    /// <summary>The next byte; −1 at the end.</summary>
    public int Next()
    {
        var ahead = Ahead();
        if (ahead.IsEmpty)
        {
            return -1;
        }

        Position++;
        return ahead[0];
    }

    /// <summary>Some of the bytes that follow; none at the end.</summary>
    public ReadOnlySpan<byte> Ahead()
    {
        long at = Position - _start;
        if (at < 0 || at >= _filled)
        {
            Fill();
            at = 0;
        }

        return _buffer.AsSpan((int)at, _filled - (int)at);
    }

    /// <summary>Reads bytes; fewer only at the end.</summary>
    public int Read(Span<byte> into)
    {
        int done = 0;
        while (done < into.Length)
        {
            var ahead = Ahead();
            if (ahead.IsEmpty)
            {
                break;
            }

            int some = Math.Min(ahead.Length, into.Length - done);
            ahead[..some].CopyTo(into[done..]);
            Position += some;
            done += some;
        }

        return done;
    }

    private void Fill()
    {
        _start = Position;
        _filled = 0;
        if (_start >= 0 && _start < Length)
        {
            _stream.Position = _start;
            _filled = _stream.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
        }
    }
}
