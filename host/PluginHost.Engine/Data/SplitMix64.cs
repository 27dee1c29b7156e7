namespace PluginHost.Engine.Data;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the state grows by 0x9E3779B97F4A7C15, and each output is the state after two
/// xor-shift-multiply rounds. It uses 64-bit integers only, so it gives the same numbers on every machine.
/// </summary>
/// <param name="state">The first state: equal states give equal sequences.</param>
internal struct SplitMix64(ulong state)
{
    private ulong _state = state;

    /// <summary>A generator for one of many independent sequences under a seed.</summary>
    public static SplitMix64 For(ulong seed, ulong sequence) => new(Mix(seed) ^ Mix(~sequence));

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>The top 53 bits as a number in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double from, double to) => from + ((to - from) * Uniform());

    /// <summary>All but normal, mean 0 and deviation 1: the sum of 12 uniform draws less 6 (no logarithm, no cosine).</summary>
    public double Normal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += Uniform();
        }

        return sum;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
