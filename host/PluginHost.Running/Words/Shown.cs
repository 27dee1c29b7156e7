namespace PluginHost.Running.Words;

/// <summary>Paths as people are shown them.</summary>
public static class Shown
{
    /// <summary>From the current folder when it lies below it, else the whole path.</summary>
    public static string Path(string path)
    {
        string relative = System.IO.Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
