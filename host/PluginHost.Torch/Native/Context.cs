namespace PluginHost.Torch.Native;

/// <summary>Calls of <see cref="CppSymbols"/> that set something in libtorch.</summary>
internal static unsafe class Context
{
    internal static void SetAutocast(DeviceType device, ScalarType type, bool enabled)
    {
        var symbols = LibTorch.Loaded.Symbols;
        if (symbols.SetAutocast is null || symbols.SetAutocastType is null || symbols.ClearAutocastCache is null)
        {
            throw CppSymbols.Lacks("autocast");
        }

        symbols.SetAutocastType((sbyte)device, (sbyte)type);
        symbols.SetAutocast((sbyte)device, Byte(enabled));
    }

    internal static void ClearAutocastCache() => LibTorch.Loaded.Symbols.ClearAutocastCache();

    internal static void SetCudnnBenchmark(bool enabled)
    {
        var symbols = LibTorch.Loaded.Symbols;
        if (symbols.SetCudnnBenchmark is null || symbols.GlobalContext is null)
        {
            throw CppSymbols.Lacks("cudnn.benchmark");
        }

        symbols.SetCudnnBenchmark(symbols.GlobalContext(), Byte(enabled));
    }

    internal static void SetDeterministic(bool enabled, bool onlyWarn)
    {
        var symbols = LibTorch.Loaded.Symbols;
        if (symbols.SetDeterministic is null || symbols.GlobalContext is null)
        {
            throw CppSymbols.Lacks("use_deterministic_algorithms");
        }

        symbols.SetDeterministic(symbols.GlobalContext(), Byte(enabled), Byte(onlyWarn));
    }

    private static byte Byte(bool value) => value ? (byte)1 : (byte)0;
}
