using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PluginHost.Torch.Native;

/// <summary>
/// Catches what libtorch prints. In 2.10 a failed call of the C interface writes its message to <c>std::cerr</c>, in the
/// calling thread, and offers no other way to read it. We give std::cerr a stream buffer of our own: a C++ object made
/// by libstdc++'s own constructor whose virtual table sends characters to a thread-local buffer here. Nothing is paid
/// unless something is printed, file descriptor 2 stays untouched, and other threads do not mix in.
/// </summary>
internal static unsafe class NativeMessages
{
    private const string ErrorMark = "Exception in aoti_torch: ";
    private const int KeptNotices = 100;

    // Itanium layout of std::basic_streambuf's virtual table: two words before the first slot, then 14 slots.
    private const int WordsBeforeSlots = 2, Slots = 14, SlotOfXsputn = 12, SlotOfOverflow = 13;
    private const int StreambufSize = 256;

    private static readonly Lock s_gate = new();
    private static readonly Queue<string> s_notices = new();
    private static delegate* unmanaged<nint, nint, nint> s_setBuffer;
    private static nint s_stream, s_original;

    [ThreadStatic]
    private static List<byte>? t_text;

    /// <summary>Whether messages are caught; otherwise they go to standard error as libtorch meant it.</summary>
    internal static bool Caught => s_original != 0;

    /// <summary>Warnings and other lines that libtorch printed outside a failed call; the last 100.</summary>
    internal static IReadOnlyList<string> Notices
    {
        get
        {
            lock (s_gate)
            {
                return [.. s_notices];
            }
        }
    }

    internal static void Install()
    {
        if (Caught || !NativeLibrary.TryLoad("libstdc++.so.6", out nint library)
            || !NativeLibrary.TryGetExport(library, "_ZSt4cerr", out nint cerr)
            || !NativeLibrary.TryGetExport(library, "_ZTVSt15basic_streambufIcSt11char_traitsIcEE", out nint table)
            || !NativeLibrary.TryGetExport(library, "_ZNSt15basic_streambufIcSt11char_traitsIcEEC1Ev", out nint construct)
            || !NativeLibrary.TryGetExport(
                library, "_ZNSt9basic_iosIcSt11char_traitsIcEE5rdbufEPSt15basic_streambufIcS1_E", out nint setBuffer))
        {
            return;
        }

        // Never freed: std::cerr uses it until the process ends.
        nint buffer = (nint)NativeMemory.AllocZeroed(StreambufSize);
        ((delegate* unmanaged<nint, void>)construct)(buffer);
        nint* copy = (nint*)NativeMemory.Alloc((WordsBeforeSlots + Slots) * (nuint)sizeof(nint));
        new ReadOnlySpan<nint>((void*)table, WordsBeforeSlots + Slots).CopyTo(new Span<nint>(copy, WordsBeforeSlots + Slots));
        nint* slots = copy + WordsBeforeSlots;
        slots[SlotOfXsputn] = (nint)(delegate* unmanaged<nint, byte*, nint, nint>)&Write;
        slots[SlotOfOverflow] = (nint)(delegate* unmanaged<nint, int, int>)&WriteOne;
        *(nint**)buffer = slots;

        // std::basic_ios is a virtual base: its offset lies three words before the virtual table.
        s_stream = cerr + (*(nint**)cerr)[-3];
        s_setBuffer = (delegate* unmanaged<nint, nint, nint>)setBuffer;
        s_original = s_setBuffer(s_stream, buffer);
        // Native code that runs after the runtime has shut down must not call back into it.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => s_setBuffer(s_stream, s_original);
    }

    /// <summary>The message of the call that has just failed on this thread, without its C++ stack trace; null if none was caught.</summary>
    internal static string? TakeError()
    {
        string text = TakeText();
        int mark = text.LastIndexOf(ErrorMark, StringComparison.Ordinal);
        if (mark < 0)
        {
            Note(text);
            return null;
        }

        int lineStart = text.LastIndexOf('\n', mark) + 1;
        Note(text[..lineStart]);
        string message = text[(mark + ErrorMark.Length)..];
        int trace = message.IndexOf("\nException raised from ", StringComparison.Ordinal);
        return (trace < 0 ? message : message[..trace]).Trim();
    }

    private static string TakeText()
    {
        if (t_text is not { Count: > 0 } bytes)
        {
            return "";
        }

        string text = Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes));
        bytes.Clear();
        return text;
    }

    private static void Note(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        lock (s_gate)
        {
            s_notices.Enqueue(text.Trim());
            while (s_notices.Count > KeptNotices)
            {
                s_notices.Dequeue();
            }
        }
    }

    [UnmanagedCallersOnly]
    private static nint Write(nint buffer, byte* text, nint length)
    {
        var bytes = t_text ??= [];
        bytes.AddRange(new ReadOnlySpan<byte>(text, (int)length));
        if (bytes.Count > 0 && bytes[^1] == '\n' && CollectionsMarshal.AsSpan(bytes).IndexOf("Exception in aoti_torch: "u8) < 0)
        {
            Note(TakeText());
        }

        return length;
    }

    [UnmanagedCallersOnly]
    private static int WriteOne(nint buffer, int character)
    {
        if (character >= 0)
        {
            (t_text ??= []).Add((byte)character);
        }

        return character < 0 ? 0 : character;
    }
}
