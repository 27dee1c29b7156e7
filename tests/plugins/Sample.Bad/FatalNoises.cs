using System.Diagnostics;
using System.Runtime.InteropServices;
using PluginHost.Contracts;

namespace Sample.Bad;

// Each ends its process, or never ends: only runs whose cells are worked in a process of their own outlive them.

[Plugin(PluginKind.Noise, "exiting", "1.2.0")]
public sealed class Exiting : BadNoise
{
    public override void Make(NoiseContext context) => Environment.Exit(0);
}

[Plugin(PluginKind.Noise, "failing-fast", "1.2.0")]
public sealed class FailingFast : BadNoise
{
    public override void Make(NoiseContext context) => Environment.FailFast("the plugin gave up");
}

[Plugin(PluginKind.Noise, "overflowing", "1.2.0")]
public sealed class Overflowing : BadNoise
{
    public override void Make(NoiseContext context) => Deeper(0);

    private static int Deeper(int depth) => Deeper(depth + 1) + Deeper(depth + 2);
}

[Plugin(PluginKind.Noise, "looping", "1.2.0")]
public sealed class Looping : BadNoise
{
    public override void Make(NoiseContext context)
    {
        while (true)
        {
            Thread.Sleep(10);
        }
    }
}

/// <summary>Lets native code write to where no memory is.</summary>
[Plugin(PluginKind.Noise, "crashing", "1.2.0")]
public sealed class Crashing : BadNoise
{
    public override void Make(NoiseContext context) => memset(0x123456, 0, 64);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint memset(nint where, int what, nuint count);
}

/// <summary>Is killed from outside, as the system does when memory runs out.</summary>
[Plugin(PluginKind.Noise, "killed", "1.2.0")]
public sealed class Killed : BadNoise
{
    public override void Make(NoiseContext context)
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
