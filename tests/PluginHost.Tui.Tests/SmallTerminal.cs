using System.Globalization;
using System.Text;
using PluginHost.Tui.Drawing;

namespace PluginHost.Tui.Tests;

/// <summary>As much of a terminal as frames need: the cursor's place, clearing, styles, wide characters.</summary>
internal sealed class SmallTerminal(Size size)
{
    private readonly string[,] _cells = Blank(size);
    private readonly string[,] _styles = new string[size.Width, size.Height];
    private int _x, _y;
    private string _style = "";

    public string Text => string.Concat(Enumerable.Range(0, size.Height).Select(y =>
        string.Concat(Enumerable.Range(0, size.Width).Select(x => _cells[x, y])).TrimEnd() + "\n"));

    public IEnumerable<string> Styles => from y in Enumerable.Range(0, size.Height) from x in Enumerable.Range(0, size.Width) select _styles[x, y] ?? "";

    public void Send(string codes)
    {
        for (int i = 0; i < codes.Length;)
        {
            if (codes[i] == '\e')
            {
                int end = i + 2;
                while (!char.IsAsciiLetter(codes[end]))
                {
                    end++;
                }

                Command(codes[(i + 2)..end], codes[end]);
                i = end + 1;
                continue;
            }

            var rune = Rune.GetRuneAt(codes, i);
            i += rune.Utf16SequenceLength;
            Put(rune);
        }
    }

    private void Command(string parameters, char final)
    {
        int[] numbers = parameters.StartsWith('?') ? [] : [.. parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        switch (final)
        {
            case 'H':
                (_y, _x) = (numbers[0] - 1, numbers[1] - 1);
                break;
            case 'G':
                _x = numbers[0] - 1;
                break;
            case 'J':
                for (int i = 0; i < _cells.Length; i++)
                {
                    _cells[i % size.Width, i / size.Width] = " ";
                    _styles[i % size.Width, i / size.Width] = "0";
                }

                break;
            case 'm':
                _style = parameters;
                break;
            case 'h' or 'l':
                break;
            default:
                throw new NotSupportedException($"ESC [ {parameters} {final}");
        }
    }

    private void Put(Rune rune)
    {
        int width = CellWidth.Of(rune);
        if (width == 0)
        {
            int before = _cells[_x - 1, _y].Length == 0 ? _x - 2 : _x - 1;
            _cells[before, _y] += rune;
            return;
        }

        _cells[_x, _y] = rune.ToString();
        _styles[_x, _y] = _style;
        if (width == 2)
        {
            _cells[_x + 1, _y] = "";
            _styles[_x + 1, _y] = _style;
        }

        _x += width;
    }

    private static string[,] Blank(Size size)
    {
        var cells = new string[size.Width, size.Height];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i % size.Width, i / size.Width] = " ";
        }

        return cells;
    }
}
