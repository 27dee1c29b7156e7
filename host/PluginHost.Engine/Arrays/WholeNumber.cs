using System.Globalization;

namespace PluginHost.Engine.Arrays;

/// <summary>Whole numbers in texts, also as numpy.savetxt writes them: <c>3.000000000000000000e+00</c>.</summary>
public static class WholeNumber
{
    private const double LargestExact = 1L << 53;

    /// <summary>Reads a number; one with a fraction is none.</summary>
    /// <param name="text">The text, without space around it.</param>
    /// <param name="number">The number.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        bool isWhole = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && Math.Abs(value) < LargestExact && value == Math.Floor(value);
        number = isWhole ? (long)value : 0;
        return isWhole;
    }
}
