using PluginHost.Torch.Native;

namespace PluginHost.Torch;

/// <summary>Calls of <see cref="CppSymbols"/> that set something in libtorch.</summary>
internal static unsafe class Context
{
    internal static void SetAutocast(DeviceType device, ScalarType type, bool enabled)
    {
        var setType = (delegate* unmanaged<sbyte, sbyte, void>)Address(CppSymbols.SetAutocastType);
        var setEnabled = (delegate* unmanaged<sbyte, byte, void>)Address(CppSymbols.SetAutocastEnabled);
        setType((sbyte)device, (sbyte)type);
        setEnabled((sbyte)device, Byte(enabled));
    }

    internal static void ClearAutocastCache() =>
        ((delegate* unmanaged<void>)Address(CppSymbols.ClearAutocastCache))();

    internal static void SetCudnnBenchmark(bool enabled) =>
        ((delegate* unmanaged<nint, byte, void>)Address(CppSymbols.SetCudnnBenchmark))(Global(), Byte(enabled));

    internal static void SetDeterministic(bool enabled, bool onlyWarn)
    {
        var set = (delegate* unmanaged<nint, byte, byte, void>)Address(CppSymbols.SetDeterministic);
        set(Global(), Byte(enabled), Byte(onlyWarn));
    }

    private static nint Global() => ((delegate* unmanaged<nint>)Address(CppSymbols.GlobalContext))();

    private static nint Address(string symbol) => LibTorch.Loaded.Symbols.AddressOf(symbol);

    private static byte Byte(bool value) => value ? (byte)1 : (byte)0;
}
