using System.Globalization;

namespace PluginHost.Store.Journals;

/// <summary>
/// The number of a store's format, in <c>STORE/format</c>; a store without that file has the first. A version of the
/// program that changes what journals mean or where things lie raises it, and writes the file into the stores that it
/// records in: earlier versions then refuse them, where they would read a part and call it all.
/// </summary>
public static class StoreFormat
{
    /// <summary>The format that this version reads and writes.</summary>
    public const int Known = 1;

    /// <summary>Does nothing where this version knows the store's format, or there is no store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <exception cref="StoreException">The format is of a newer version, or the file holds no number.</exception>
    public static void Require(string store)
    {
        string file = new StoreLayout(store).Format;
        if (!File.Exists(file))
        {
            return;
        }

        if (!int.TryParse(Text(file), NumberStyles.None, CultureInfo.InvariantCulture, out int format))
        {
            throw new StoreException(
                $"{file} holds no number of a format; write {Known} into it if this version of the program made it");
        }

        if (format > Known)
        {
            throw new StoreException(
                $"the store {store} is of a newer version of the program (its format is {format}, this version knows "
                + $"{Known}): use that version, or another store with --store");
        }
    }

    private static string Text(string file)
    {
        try
        {
            return RegularFile.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the format of the store cannot be read: {e.Message}", e);
        }
    }
}
