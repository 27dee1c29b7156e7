using System.Globalization;

namespace PluginHost.NoiseFiles;

/// <summary>The order that the names of image files say.</summary>
internal static class ImageNames
{
    // Fewer of the names by chance, more of them with some lost.
    private const double ShareMeant = 0.5;

    /// <summary>
    /// The files in the order of a data set's images, where they have the names of these: with their folders, without
    /// the first of them (<c>train</c>), or bare; endings do not count. Null where the names say something else.
    /// </summary>
    /// <param name="folder">What the files' names are counted from.</param>
    /// <param name="files">The files.</param>
    /// <param name="names">The images' names.</param>
    /// <exception cref="Engine.Arrays.NoiseFileException">
    /// Most images have a file of their name, and some have none.
    /// </exception>
    public static IReadOnlyList<string>? Matched(string folder, IReadOnlyList<string> files, IReadOnlyList<string> names)
    {
        Func<string, string>[] forms = [name => name, WithoutFirst, name => name[(name.LastIndexOf('/') + 1)..]];
        foreach (var form in forms)
        {
            var keys = names.Select(name => Stem(form(name))).ToList();
            bool areUnique = keys.Distinct(StringComparer.Ordinal).Count() == keys.Count;
            bool isBare = form == forms[2];
            var byName = files.ToLookup(
                file => Stem(isBare ? Path.GetFileName(file) : Relative(folder, file)), StringComparer.Ordinal);
            var matched = keys.ConvertAll(key => byName[key].FirstOrDefault());
            int missing = matched.Count(file => file is null);
            if (!areUnique || missing > keys.Count * ShareMeant || byName.Any(file => file.Count() > 1))
            {
                continue;
            }

            return missing == 0
                ? [.. matched.OfType<string>()]
                : throw new Engine.Arrays.NoiseFileException(
                    $"{folder}: {missing} of {keys.Count} images have no file of their name, the first of them "
                        + $"{names[matched.IndexOf(null)]}; add them, or use fewer images");
        }

        return null;
    }

    /// <summary>
    /// The numbers of names that are equal but for one number, such as <c>img_0</c> to <c>img_11</c>; null for others,
    /// and where a number occurs twice.
    /// </summary>
    public static IReadOnlyList<long>? Numbers(IReadOnlyList<string> files)
    {
        string[] stems = [.. files.Select(file => Path.GetFileNameWithoutExtension(file))];
        int prefix = stems.Min(stem => stem.AsSpan().CommonPrefixLength(stems[0]));
        while (prefix > 0 && char.IsAsciiDigit(stems[0][prefix - 1]))
        {
            prefix--;
        }

        var numbers = new List<long>();
        string? suffix = null;
        foreach (string stem in stems)
        {
            string digits = new([.. stem.Skip(prefix).TakeWhile(char.IsAsciiDigit)]);
            string rest = stem[(prefix + digits.Length)..];
            suffix ??= rest;
            if (rest != suffix || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.Distinct().Count() == numbers.Count ? numbers : null;
    }

    private static string Relative(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');

    private static string WithoutFirst(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Stem(string name) => name[..^Path.GetExtension(name).Length];
}
