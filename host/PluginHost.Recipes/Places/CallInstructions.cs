using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace PluginHost.Recipes.Places;

/// <summary>The calls in a method's instructions (ECMA-335, III).</summary>
internal static class CallInstructions
{
    private const byte TwoByteMark = 0xfe;

    private static readonly FrozenDictionary<ushort, OpCode> s_codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)).OfType<OpCode>()
        .ToFrozenDictionary(code => unchecked((ushort)code.Value));

    /// <summary>Every call with the place of its instruction, in the order in which they stand there.</summary>
    /// <param name="method">A method; without instructions there are no calls.</param>
    public static IEnumerable<(int Offset, string Name)> In(MethodBase method)
    {
        byte[] il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at < il.Length;)
        {
            int start = at;
            bool isLong = il[at] == TwoByteMark && at + 1 < il.Length;
            ushort value = isLong ? (ushort)((TwoByteMark << 8) | il[at + 1]) : il[at];
            if (!s_codes.TryGetValue(value, out var code))
            {
                yield break;
            }

            at += code.Size;
            if (code.OperandType == OperandType.InlineMethod && NameOf(method, il.AsSpan(at)) is { } name)
            {
                yield return (start, name);
            }

            at += OperandSize(code.OperandType, il.AsSpan(at));
        }
    }

    private static string? NameOf(MethodBase caller, ReadOnlySpan<byte> token)
    {
        try
        {
            return caller.Module.ResolveMethod(
                BinaryPrimitives.ReadInt32LittleEndian(token),
                caller.DeclaringType?.GetGenericArguments(),
                caller.IsGenericMethod ? caller.GetGenericArguments() : null)?.Name;
        }
        catch (ArgumentException)
        {
            // A method of an assembly that is not there: nobody asks for it by its name.
            return null;
        }
    }

    private static int OperandSize(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };
}
