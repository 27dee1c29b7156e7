namespace PluginHost.Tables.Comparison;

/// <summary>Student's t distribution, as far as confidence intervals need it.</summary>
internal static class StudentT
{
    // To five decimals, as textbooks print them: 1 to 30 degrees of freedom.
    private static readonly double[] Table =
    [
        12.70620, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.30600, 2.26216, 2.22814,
        2.20099, 2.17881, 2.16037, 2.14479, 2.13145, 2.11991, 2.10982, 2.10092, 2.09302, 2.08596,
        2.07961, 2.07387, 2.06866, 2.06390, 2.05954, 2.05553, 2.05183, 2.04841, 2.04523, 2.04227,
    ];

    /// <summary>The number below which t lies with a probability of 97.5 %.</summary>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double Quantile975(int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (freedom <= Table.Length)
        {
            return Table[freedom - 1];
        }

        // Cornish and Fisher's expansion around the normal quantile (Abramowitz and Stegun 26.7.5); beyond the table its
        // error is below 1e-5.
        const double z = 1.959963984540054;
        double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, n = freedom;
        return z + ((z3 + z) / (4 * n)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * n * n))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * n * n * n));
    }
}
