namespace PluginHost.Tables.Comparison;

/// <summary>Fields that say how something is made belong to the field that names it.</summary>
internal static class FieldFamily
{
    private const string Noise = "noise", Surrogate = "surrogate";

    /// <summary>
    /// Whether a field is a table's field or tells more of it: <c>model.width</c> of <c>model</c>; of a noise its
    /// options and its surrogate.
    /// </summary>
    public static bool Has(string given, string field)
    {
        bool isOfNoise = given == Noise || IsPartOf(given, Noise);
        return field == given || IsPartOf(field, given)
            || (isOfNoise && (field is Noise or Surrogate || IsPartOf(field, Noise) || IsPartOf(field, Surrogate)));
    }

    /// <summary>Whether a field belongs to one of a table's.</summary>
    public static bool HaveAny(IEnumerable<string> given, string field) => given.Any(name => Has(name, field));

    private static bool IsPartOf(string field, string whole) => field.StartsWith(whole + ".", StringComparison.Ordinal);
}
