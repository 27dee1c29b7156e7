using System.Collections.Immutable;

namespace PluginHost.Running.Live;

/// <summary>A curve of any length in a few hundred points: each is the mean of as many steps, and twice as many when it is full.</summary>
internal sealed class ThinnedSeries(int most = 240)
{
    private readonly List<(int Step, double Value)> _points = new(most);
    private int _stride = 1;
    private double _sum;
    private int _count;

    public void Add(int step, double value)
    {
        _sum += value;
        if (++_count < _stride)
        {
            return;
        }

        _points.Add((step, _sum / _count));
        (_sum, _count) = (0, 0);
        if (_points.Count < most)
        {
            return;
        }

        _stride *= 2;
        for (int i = 0; i < most / 2; i++)
        {
            var (first, second) = (_points[2 * i], _points[(2 * i) + 1]);
            _points[i] = (second.Step, (first.Value + second.Value) / 2);
        }

        _points.RemoveRange(most / 2, _points.Count - (most / 2));
    }

    public void Clear()
    {
        _points.Clear();
        (_stride, _sum, _count) = (1, 0, 0);
    }

    public Curve Curve() => new(
        [.. _points.Select(point => point.Step)], ImmutableArray.CreateRange(_points.Select(point => Math.Round(point.Value, 5))));
}
