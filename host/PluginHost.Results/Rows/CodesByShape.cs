namespace PluginHost.Results;

/// <summary>One part of many specs: its distinct values, and which of them each spec has (−1 for none).</summary>
internal sealed class CodesByShape<T>(string name, Codes<T> values, Growing<int> shapes)
    where T : notnull
{
    public string Name => name;

    public Codes<T> Values => values;

    public Growing<int> Shapes => shapes;

    /// <summary>Gives the next spec its value; specs before it that were not told of have none.</summary>
    public void Add(int shape, T value)
    {
        FillUpTo(shape);
        shapes.Add(values.Of(value));
    }

    public void FillUpTo(int shape)
    {
        while (shapes.Count < shape)
        {
            shapes.Add(-1);
        }
    }
}
