using System.Globalization;

namespace PluginHost.Engine.Data;

/// <summary>What lies in a folder of images and is not read: counted, so that it can be told.</summary>
public sealed class LeftOut
{
    private const int MostEndings = 6;

    // What macOS puts beside the files when it makes a zip of them.
    private const string MacFolder = "__MACOSX";

    private readonly SortedDictionary<string, int> _endings = new(StringComparer.OrdinalIgnoreCase);
    private int _hiddenFiles, _hiddenFolders, _outside;

    /// <summary>Whether a file or folder is not meant for people: <c>._0.png</c>, <c>.ipynb_checkpoints</c>.</summary>
    /// <param name="name">Its bare name.</param>
    public static bool IsHidden(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith('.') || name == MacFolder;
    }

    /// <summary>Counts a hidden file, or a hidden folder with all it holds.</summary>
    public void AddHidden(bool isFolder)
    {
        _hiddenFolders += isFolder ? 1 : 0;
        _hiddenFiles += isFolder ? 0 : 1;
    }

    /// <summary>Counts a file that is no image by its ending.</summary>
    /// <param name="name">Its name.</param>
    public void AddOther(string name)
    {
        string ending = Path.GetExtension(name).ToLowerInvariant();
        _endings[ending] = _endings.GetValueOrDefault(ending) + 1;
    }

    /// <summary>Counts an image that is in no folder of a class.</summary>
    public void AddOutside() => _outside++;

    /// <summary>For example <c>2 files that are no .png, … (.gif, .tif)</c>; empty for nothing.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            .. Some(_hiddenFolders, "hidden folder", "hidden folders"),
            .. Some(_hiddenFiles, "hidden file", "hidden files"),
            .. Some(_outside, "image in no folder of a class", "images in no folder of a class"),
            .. Some(_endings.Values.Sum(), "file of another kind", "files of other kinds")
                .Select(text => text + Endings()),
        ];
        return string.Join(", ", parts);
    }

    private string Endings()
    {
        var named = _endings.Keys.Select(ending => ending.Length > 0 ? ending : "no ending").Take(MostEndings);
        return $" ({string.Join(", ", named)}{(_endings.Count > MostEndings ? ", …" : "")}; read are "
            + $"{string.Join(", ", ImageFile.Endings)})";
    }

    private static string[] Some(int count, string one, string many)
    {
        string what = count == 1 ? one : many;
        return count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}")];
    }
}
