using System.Runtime.InteropServices;
using System.Text;
using PluginHost.Tui.Drawing;

namespace PluginHost.Tui.Terminals;

/// <summary>The terminal on standard input and output.</summary>
public sealed unsafe class UnixTerminal : ITerminal, IDisposable
{
    private const int Input = 0, Output = 1;

    // The other screen, no line wrap, bracketed paste, no cursor; then the same backwards.
    private const string EnterCodes = "\e[?1049h\e[?7l\e[?2004h\e[?25l", LeaveCodes = "\e[0m\e[?25h\e[?2004l\e[?7h\e[?1049l";
    private const string MouseOn = "\e[?1000h\e[?1006h", MouseOff = "\e[?1006l\e[?1000l";
    private readonly Lock _gate = new();
    private readonly byte[] _before = new byte[LibC.TermiosSize];
    private readonly bool _mouse;
    private bool _isEntered;

    /// <param name="mouse">Whether the mouse is asked for; the terminal's own selection then needs Shift.</param>
    /// <exception cref="TerminalException">There is no terminal.</exception>
    public UnixTerminal(bool mouse)
    {
        _mouse = mouse;
        if (OperatingSystem.IsWindows())
        {
            throw new TerminalException("the terminal UI needs Linux or macOS (or WSL); use --plain here");
        }

        if (!IsThere)
        {
            throw new TerminalException("the terminal UI needs a terminal for its input and output; use --plain in a pipe");
        }

        if (LibC.InitializeRuntimesTerminal() == 0)
        {
            throw new TerminalException("the runtime cannot use this terminal; use --plain");
        }

        fixed (byte* before = _before)
        {
            Check(LibC.GetAttributes(Input, before), "tcgetattr");
        }

        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
    }

    /// <summary>Whether standard input and output are a terminal.</summary>
    public static bool IsThere => !OperatingSystem.IsWindows() && LibC.IsTerminal(Input) == 1 && LibC.IsTerminal(Output) == 1;

    public Size Size
    {
        get
        {
            ushort* size = stackalloc ushort[4];
            nuint request = OperatingSystem.IsMacOS() ? (nuint)0x40087468 : 0x5413;
            // Some terminals over serial lines do not know their size.
            return LibC.IoControl(Output, request, size) == 0 && size[0] > 0 && size[1] > 0 ? new Size(size[1], size[0]) : new Size(80, 24);
        }
    }

    public void Enter()
    {
        lock (_gate)
        {
            // A copy: the settings to go back to stay untouched. Set again after a stop, when the shell may have changed them.
            byte[] raw = [.. _before];
            fixed (byte* settings = raw)
            {
                LibC.MakeRaw(settings);
                Check(LibC.SetAttributes(Input, LibC.Flush, settings), "tcsetattr");
            }

            _isEntered = true;
            Write(EnterCodes + (_mouse ? MouseOn : ""));
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (!_isEntered)
            {
                return;
            }

            _isEntered = false;
            fixed (byte* before = _before)
            {
                // Nobody is left to tell when the terminal is gone.
                _ = TryWrite((_mouse ? MouseOff : "") + LeaveCodes);
                _ = LibC.SetAttributes(Input, LibC.Flush, before);
            }
        }
    }

    public void Write(string text)
    {
        if (!TryWrite(text))
        {
            throw new TerminalException($"the terminal takes no more output (error {Marshal.GetLastPInvokeError()})");
        }
    }

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        var poll = new LibC.PollFd { Fd = Input, Events = LibC.PollIn };
        int ready = LibC.Poll(&poll, 1, (int)timeout.TotalMilliseconds);
        if (ready <= 0)
        {
            return ready == 0 || Marshal.GetLastPInvokeError() is LibC.Interrupted or LibC.TryAgain ? 0 : -1;
        }

        fixed (byte* bytes = buffer)
        {
            nint count = LibC.Read(Input, bytes, (nuint)buffer.Length);
            return count > 0 ? (int)count
                : count < 0 && Marshal.GetLastPInvokeError() is LibC.Interrupted or LibC.TryAgain ? 0 : -1;
        }
    }

    public void Stop()
    {
        Leave();
        // The whole group: a program that started this one, such as dotnet run, stops with it.
        _ = LibC.Kill(0, LibC.SigTstp);
    }

    public void Dispose()
    {
        Leave();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
    }

    private void OnExit(object? sender, EventArgs e) => Leave();

    private static bool TryWrite(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            for (int at = 0; at < bytes.Length;)
            {
                nint written = LibC.Write(Output, start + at, (nuint)(bytes.Length - at));
                if (written < 0 && Marshal.GetLastPInvokeError() is not (LibC.Interrupted or LibC.TryAgain))
                {
                    return false;
                }

                at += (int)Math.Max(0, written);
            }
        }

        return true;
    }

    private static void Check(int code, string call)
    {
        if (code != 0)
        {
            throw new TerminalException($"{call} failed (error {Marshal.GetLastPInvokeError()}); use --plain");
        }
    }
}

/// <summary>The terminal cannot be used.</summary>
public sealed class TerminalException(string message) : Exception(message);
