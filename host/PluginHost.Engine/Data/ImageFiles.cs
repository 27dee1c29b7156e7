using PluginHost.Files;

namespace PluginHost.Engine.Data;

/// <summary>The image files below a folder.</summary>
public static class ImageFiles
{
    /// <summary>Their paths, in no order.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="leftOut">Counts what is hidden or no image.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static List<string> Below(string folder, LeftOut leftOut)
    {
        ArgumentNullException.ThrowIfNull(leftOut);
        var images = new List<string>();
        foreach (var (path, isHiddenFolder) in FilesBelow.Shown(folder, LeftOut.IsHidden))
        {
            if (isHiddenFolder || LeftOut.IsHidden(Path.GetFileName(path)))
            {
                leftOut.AddHidden(isHiddenFolder);
            }
            else if (ImageFile.HasEnding(path))
            {
                images.Add(path);
            }
            else
            {
                leftOut.AddOther(path);
            }
        }

        return images;
    }
}
