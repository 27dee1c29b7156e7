namespace PluginHost.NoiseFiles;

/// <summary>Images that follow each other in the order of their set.</summary>
internal static class ImageRange
{
    /// <summary>Their indices.</summary>
    public static long[] Of(int first, int count)
    {
        var indices = new long[count];
        for (int i = 0; i < count; i++)
        {
            indices[i] = first + i;
        }

        return indices;
    }
}
