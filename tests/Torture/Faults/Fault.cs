using System.Globalization;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Faults;

/// <summary>A system call that fails.</summary>
/// <param name="Caller">Whose call it is.</param>
/// <param name="Call">The call, such as <c>fsync</c>.</param>
/// <param name="Number">Which of them, counted in each thread, from 1.</param>
/// <param name="Stays">Whether all after it fail too.</param>
/// <param name="Path">The only file whose calls count; null for every file.</param>
/// <param name="Part">The part of the store that it touches.</param>
internal sealed record Fault(Caller Caller, string Call, int Number, bool Stays, string? Path, StorePart Part)
{
    private static readonly string[] s_noSpace = ["pwrite64", "ftruncate", "openat", "mkdir", "rename"];

    /// <summary>What the system says then: a full disk, or one that fails.</summary>
    public string Error => s_noSpace.Contains(Call) ? "ENOSPC" : "EIO";

    /// <summary>Words for strace.</summary>
    public string[] Injection
    {
        get
        {
            string when = string.Create(CultureInfo.InvariantCulture, $"{Number}{(Stays ? "+" : "")}");
            string[] inject = [Strace.Faster, "-e", $"inject={Call}:error={Error}:when={when}"];
            return Path is null ? inject : [.. inject, "-P", Path];
        }
    }

    public override string ToString()
    {
        string from = Stays ? "from then on" : "once";
        string file = Path is null ? $"{Part}" : System.IO.Path.GetFileName(Path);
        return string.Create(CultureInfo.InvariantCulture, $"{Error} of {Call} {Number} {from} ({file})");
    }
}
