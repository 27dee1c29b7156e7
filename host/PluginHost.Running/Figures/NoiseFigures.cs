using System.Buffers.Binary;
using System.Globalization;
using System.Security;
using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;
using PluginHost.NoiseFiles.Sheets;
using PluginHost.Store.Records;

namespace PluginHost.Running.Figures;

/// <summary>Draws image sheets of the noises that results were trained on, one a data set.</summary>
/// <param name="store">The store's folder, where the noises lie.</param>
/// <param name="dataFolder">Where data sets lie.</param>
/// <param name="rows">The results, in the plan's order.</param>
internal sealed class NoiseFigures(string store, string dataFolder, IReadOnlyList<ResultRow> rows)
{
    // A picture of 32 pixels is drawn three times as wide, one of 224 as it is.
    private const int ImageDots = 96;

    /// <summary>Writes PNG and SVG of every data set; of several, the data set's name is put behind the stem.</summary>
    public IEnumerable<(string Title, string? Stem, string? Problem)> Write(FigureSpec spec, string stem, string title)
    {
        var sets = rows.Where(row => row.NoiseKey is not null && row.Spec.Seed == rows.Min(r => r.Spec.Seed)).GroupBy(row => row.Spec.Data).ToList();
        return sets.Count == 0
            ? [(title, null, "no cell with noise has a result yet")]
            : sets.Select(set => Write(
                set.Key, [.. set.DistinctBy(row => row.NoiseKey)], spec.Count,
                sets.Count > 1 ? $"{stem}-{ExperimentFigures.Cleaned(set.Key.Name)}" : stem, sets.Count > 1 ? $"{title}: {set.Key.Name}" : title));
    }

    private (string, string?, string?) Write(DataSpec spec, List<ResultRow> cells, int count, string stem, string title)
    {
        var files = new NoiseSets(store).Made().ToDictionary(set => set.Key, set => set.File, StringComparer.Ordinal);
        if (cells.Find(cell => !files.ContainsKey(cell.NoiseKey ?? "")) is { } gone)
        {
            return (title, null, $"the noise {gone.Spec.NoiseLabel} is no longer in the store; the same run makes it again with --force");
        }

        var noises = new List<(string Name, NoiseLevels Noise)>();
        try
        {
            noises.AddRange(cells.Select(cell => (cell.Spec.NoiseLabel, (NoiseLevels)StoredLevels.Open(files[cell.NoiseKey ?? ""]))));
            using var data = new DataSets(dataFolder).Open(spec);
            int[] indices = [.. Enumerable.Range(0, Math.Min(count, data.Train.Count))];
            NoiseSheet.Of(data.Train, noises, indices, Math.Max(1, ImageDots / data.Train.Shape.Width)).Write(stem + ".png");
        }
        catch (DataException missing)
        {
            return (title, null, missing.Message);
        }
        finally
        {
            noises.ForEach(noise => noise.Noise.Dispose());
        }

        File.WriteAllText(stem + ".svg", Svg(File.ReadAllBytes(stem + ".png"), title, $"original, {string.Join(", ", noises.Select(noise => noise.Name))}"));
        return (title, stem, null);
    }

    /// <summary>The sheet as SVG: the same pixels, with its title and the names of its columns as text.</summary>
    private static string Svg(byte[] png, string title, string columns)
    {
        // PNG: eight bytes of signature, length and name of the first chunk, then width and height.
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
             <title>{SecurityElement.Escape(title)}</title>
             <desc>{SecurityElement.Escape(columns)}</desc>
             <image width="{width}" height="{height}" style="image-rendering: pixelated" href="data:image/png;base64,{Convert.ToBase64String(png)}"/>
            </svg>

            """).ReplaceLineEndings("\n");
    }
}
