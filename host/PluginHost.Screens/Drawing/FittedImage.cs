namespace PluginHost.Screens.Drawing;

/// <summary>How large an image is drawn; two of its pixels lie in a cell, one above the other.</summary>
internal static class FittedImage
{
    /// <summary>
    /// The size in cells that an image takes in a room: whole multiples of its own, or as much as fits.
    /// </summary>
    public static Size Of(int width, int height, Size room)
    {
        int times = Math.Min(room.Width / width, room.Height * 2 / height);
        if (times >= 1)
        {
            return new(width * times, ((height * times) + 1) / 2);
        }

        double part = Math.Min((double)room.Width / width, room.Height * 2.0 / height);
        return new(Math.Max(1, (int)(width * part)), Math.Max(1, (int)(height * part / 2)));
    }
}
