using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace PluginHost.TestKit.Fuzzing;

/// <summary>
/// Changes valid inputs in the ways that break parsers: the same random numbers give the same changes.
/// </summary>
/// <param name="random">Where the changes come from.</param>
/// <param name="samples">Valid inputs; parts of one are put into another.</param>
/// <param name="tokens">Words that mean something to the parser.</param>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> tokens)
{
    private const int MostChanges = 6, MostCopies = 300, Longest = 1 << 20;

    private static readonly long[] s_numbers =
    [
        0, 1, -1, 2, 7, 8, 127, 128, 255, 256, 1023, 32767, 32768, 65535, 65536, 16_777_216, 100_000_001,
        int.MaxValue, int.MinValue, uint.MaxValue, 1L << 40, long.MaxValue, long.MinValue, long.MaxValue - 7,
    ];

    private static readonly string[] s_written =
    [
        "-0", "00", "1e30", "1e999", "-1e999", "1e-400", "0.1",
        "18446744073709551616", "99999999999999999999999999999999", "NaN", "Infinity",
        "null", "true", "\"\"", "[]", "{}", "8/255",
    ];

    private static readonly byte[][] s_texts =
    [
        [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xAE], [0x1B], [(byte)'\n'],
        [.. "\\ud83d"u8], [.. "\\u0000"u8], [.. "../../"u8],
        [.. "\""u8], [.. "\\"u8], [.. "("u8], [.. "["u8], [.. "{"u8],
    ];

    /// <summary>A changed sample; now and then a whole one.</summary>
    public byte[] Next()
    {
        byte[] input = [.. samples[random.Next(samples.Count)]];
        for (int changes = random.Next(MostChanges); changes > 0; changes--)
        {
            input = input.Length == 0 ? Any() : Changed(input);
        }

        return input;
    }

    private byte[] Changed(byte[] input) => random.Next(12) switch
    {
        0 => With(input, at => input[at] ^= (byte)(1 << random.Next(8))),
        1 => With(input, at => input[at] = (byte)random.Next(256)),
        2 => input[..random.Next(input.Length)],
        3 => Number(input),
        4 => WrittenNumber(input),
        5 => Without(input),
        6 => Repeated(input),
        7 => Put(input, s_texts[random.Next(s_texts.Length)]),
        8 => Put(input, Part(samples[random.Next(samples.Count)])),
        9 => [.. input[..random.Next(input.Length)], .. Part(samples[random.Next(samples.Count)])],
        10 => Swapped(input),
        _ => Put(input, Any()),
    };

    private byte[] With(byte[] input, Action<int> change)
    {
        change(random.Next(input.Length));
        return input;
    }

    /// <summary>Puts an interesting number over some bytes.</summary>
    private byte[] Number(byte[] input)
    {
        long number = s_numbers[random.Next(s_numbers.Length)];
        Span<byte> bytes = stackalloc byte[8];
        int size = 1 << random.Next(4);
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            bytes = bytes[(8 - size)..];
        }

        int at = random.Next(input.Length);
        bytes[..Math.Min(size, input.Length - at)].CopyTo(input.AsSpan(at));
        return input;
    }

    /// <summary>Puts an interesting number in place of one that is written in digits.</summary>
    private byte[] WrittenNumber(byte[] input)
    {
        int start = random.Next(input.Length);
        int found = input.AsSpan(start).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (found < 0)
        {
            return Put(input, Any());
        }

        int from = start + found;

        int digits = input.AsSpan(from).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        int end = digits < 0 ? input.Length : from + digits;
        string number = random.Next(2) == 0
            ? s_numbers[random.Next(s_numbers.Length)].ToString(CultureInfo.InvariantCulture)
            : s_written[random.Next(s_written.Length)];
        return [.. input[..from], .. Encoding.UTF8.GetBytes(number), .. input[end..]];
    }

    private byte[] Without(byte[] input)
    {
        var (from, to) = Range(input);
        return [.. input[..from], .. input[to..]];
    }

    private byte[] Repeated(byte[] input)
    {
        var (from, to) = Range(input);
        int wanted = random.Next(2) == 0 ? 2 : random.Next(MostCopies);
        int copies = Math.Min(wanted, Longest / Math.Max(1, to - from));
        var repeated = Enumerable.Repeat(input[from..to], copies).SelectMany(part => part);
        return [.. input[..from], .. repeated, .. input[from..]];
    }

    private byte[] Swapped(byte[] input)
    {
        var (from, to) = Range(input);
        return [.. input[from..to], .. input[..from], .. input[to..]];
    }

    private byte[] Put(byte[] input, byte[] part)
    {
        int at = random.Next(input.Length);
        return [.. input[..at], .. part, .. input[at..]];
    }

    private byte[] Part(byte[] sample)
    {
        var (from, to) = Range(sample);
        return sample[from..to];
    }

    private (int From, int To) Range(byte[] input)
    {
        int from = random.Next(input.Length);
        int longest = random.Next(2) == 0 ? 8 : 4096;
        int most = Math.Min(input.Length - from, longest);
        return most == 0 ? (0, 0) : (from, from + random.Next(1, most + 1));
    }

    /// <summary>A word of the parser's, a number as it is written, or any bytes.</summary>
    private byte[] Any()
    {
        if (tokens.Count > 0 && random.Next(3) > 0)
        {
            return tokens[random.Next(tokens.Count)];
        }

        if (random.Next(2) == 0)
        {
            return Encoding.UTF8.GetBytes(s_written[random.Next(s_written.Length)]);
        }

        byte[] bytes = new byte[random.Next(1, 9)];
        random.NextBytes(bytes);
        return bytes;
    }
}
