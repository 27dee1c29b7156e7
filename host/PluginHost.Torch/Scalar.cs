namespace PluginHost.Torch;

/// <summary>A number given to an operator. Integers and floating point numbers follow PyTorch's promotion rules.</summary>
public readonly record struct Scalar
{
    private readonly double _number;
    private readonly long _integer;

    private Scalar(double number, long integer, ScalarKind kind)
    {
        _number = number;
        _integer = integer;
        Kind = kind;
    }

    internal enum ScalarKind : byte
    {
        Floating,
        Integer,
        Boolean,
    }

    /// <summary>Whether it is an integer or a boolean.</summary>
    public bool IsIntegral => Kind != ScalarKind.Floating;

    internal ScalarKind Kind { get; }

    /// <summary>From an integer.</summary>
    public static implicit operator Scalar(int value) => new(value, value, ScalarKind.Integer);

    /// <summary>From an integer.</summary>
    public static implicit operator Scalar(long value) => new(value, value, ScalarKind.Integer);

    /// <summary>From an integer.</summary>
    public static implicit operator Scalar(byte value) => new(value, value, ScalarKind.Integer);

    /// <summary>From a floating point number.</summary>
    public static implicit operator Scalar(float value) => new(value, 0, ScalarKind.Floating);

    /// <summary>From a floating point number.</summary>
    public static implicit operator Scalar(double value) => new(value, 0, ScalarKind.Floating);

    /// <summary>From a boolean.</summary>
    public static implicit operator Scalar(bool value) => new(value ? 1 : 0, value ? 1 : 0, ScalarKind.Boolean);

    /// <summary>The value as a floating point number.</summary>
    public double ToDouble() => _number;

    /// <summary>The value as an integer; a floating point number is cut towards zero.</summary>
    public long ToInt64() => IsIntegral ? _integer : (long)_number;

    /// <summary>The value in invariant form.</summary>
    public override string ToString() => IsIntegral ? _integer.ToString() : _number.ToString();
}
