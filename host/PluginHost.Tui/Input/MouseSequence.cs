using System.Globalization;

namespace PluginHost.Tui.Input;

/// <summary>Mouse events as terminals send them in SGR mode: <c>ESC [ &lt; button ; column ; line M</c>, or <c>m</c> for a release.</summary>
internal static class MouseSequence
{
    private const int Moved = 32, Wheel = 64, Buttons = 3;

    public static MouseInput? Read(string parameters, char final)
    {
        string[] parts = parameters.Split(';');
        if (parts.Length != 3 || final is not ('M' or 'm')
            || !Number(parts[0], out int button) || !Number(parts[1], out int column) || !Number(parts[2], out int line)
            || column < 1 || line < 1)
        {
            return null;
        }

        var action = (button & Wheel) != 0 ? (button & 1) == 0 ? MouseAction.WheelUp : MouseAction.WheelDown
            : (button & Moved) != 0 ? MouseAction.Move
            : final == 'M' ? MouseAction.Press : MouseAction.Release;
        return new MouseInput(action, button & Buttons, column - 1, line - 1);
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
