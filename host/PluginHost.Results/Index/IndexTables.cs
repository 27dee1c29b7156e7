using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>The part of the index's file that holds rows and what they refer to.</summary>
internal static class IndexTables
{
    public static void Write(IndexWriter writer, RowTables tables)
    {
        foreach (var codes in (Codes<string>[])
            [tables.Runs, tables.Environments, tables.Devices, tables.Plugins, tables.Data, tables.NoiseKeys, tables.Journals, tables.Metrics])
        {
            writer.Texts(codes.Now);
        }

        writer.Texts(tables.Experiments.Now);
        writer.Array(tables.EnvironmentOfRun.Now.Span);
        writer.Number(tables.Shapes.Count);
        writer.Each(tables.Shapes.Parts, part =>
        {
            writer.Text(part.Name);
            writer.Texts(part.Values.Now);
            writer.Array(part.Shapes.Now.Span);
        });
        writer.Each(tables.Shapes.Fields, field =>
        {
            writer.Text(field.Name);
            writer.Values(field.Values.Now);
            writer.Array(field.Shapes.Now.Span);
        });
    }

    public static RowTables ReadTables(IndexReader reader) => new()
    {
        Runs = new(reader.Texts()),
        Environments = new(reader.Texts()),
        Devices = new(reader.Texts()),
        Plugins = new(reader.Texts()),
        Data = new(reader.Texts()),
        NoiseKeys = new(reader.Texts()),
        Journals = new(reader.Texts()),
        Metrics = new(reader.Texts()),
        Experiments = new(reader.Texts()),
        EnvironmentOfRun = new(reader.Array<int>()),
        Shapes = new(
            reader.Count(),
            reader.Each(() => new CodesByShape<string>(reader.Text(), new Codes<string>(reader.Texts()), new Growing<int>(reader.Array<int>()))),
            reader.Each(() => new CodesByShape<OptionValue>(reader.Text(), new Codes<OptionValue>(reader.Values()), new Growing<int>(reader.Array<int>())))),
    };

    public static void Write(IndexWriter writer, RowArrays rows)
    {
        writer.Array(rows.Cells.All);
        writer.Array(rows.Cells.Starts);
        foreach (int[] codes in (int[][])[rows.Shapes, rows.Runs, rows.Devices, rows.Plugins, rows.Data, rows.NoiseKeys, rows.Journals, rows.Lengths])
        {
            writer.Array<int>(codes.AsSpan(0, rows.Count));
        }

        writer.Array<double>(rows.Seeds.AsSpan(0, rows.Count));
        writer.Array<long>(rows.At.AsSpan(0, rows.Count));
        writer.Array<long>(rows.Offsets.AsSpan(0, rows.Count));
        writer.Each(rows.Metrics, metric => writer.Array<double>(metric.AsSpan(0, rows.Count)));
    }

    public static RowArrays ReadArrays(IndexReader reader)
    {
        byte[] keys = reader.Array<byte>();
        int[] starts = reader.Array<int>();
        return new RowArrays
        {
            Count = starts.Length - 1,
            Cells = new CellKeys(keys, starts, starts.Length - 1),
            Shapes = reader.Array<int>(),
            Runs = reader.Array<int>(),
            Devices = reader.Array<int>(),
            Plugins = reader.Array<int>(),
            Data = reader.Array<int>(),
            NoiseKeys = reader.Array<int>(),
            Journals = reader.Array<int>(),
            Lengths = reader.Array<int>(),
            Seeds = reader.Array<double>(),
            At = reader.Array<long>(),
            Offsets = reader.Array<long>(),
            Metrics = reader.Each(reader.Array<double>),
        };
    }
}
