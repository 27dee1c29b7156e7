using PluginHost.Screens.Loop;
using Terminal.Gui.Input;

namespace PluginHost.Screens.Views;

/// <summary>What the mouse does, as messages.</summary>
internal static class MouseMessages
{
    private const int WheelLines = 3;

    /// <summary>The message of a mouse event over a part; null where it means nothing.</summary>
    /// <param name="mouse">What happened.</param>
    /// <param name="id">The part's id.</param>
    /// <param name="lineAt">The row that lies at a line of the view; −1 for heads.</param>
    /// <param name="columnAt">The column that lies at a column of the view.</param>
    public static Message? Of(Mouse mouse, string id, Func<int, int> lineAt, Func<int, int> columnAt)
    {
        if (mouse.Flags.HasFlag(MouseFlags.WheeledUp))
        {
            return new PartWheeled(id, -WheelLines);
        }

        if (mouse.Flags.HasFlag(MouseFlags.WheeledDown))
        {
            return new PartWheeled(id, WheelLines);
        }

        bool isDouble = mouse.Flags.HasFlag(MouseFlags.LeftButtonDoubleClicked);
        return (isDouble || mouse.Flags.HasFlag(MouseFlags.LeftButtonClicked)) && mouse.Position is { } at
            ? new PartClicked(id, lineAt(at.Y), columnAt(at.X), isDouble)
            : null;
    }
}
