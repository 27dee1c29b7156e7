using PluginHost.Store.Records;

namespace PluginHost.Output;

/// <summary>Results as <c>--json</c> prints them: the flat fields instead of the nested spec.</summary>
internal static class ResultJson
{
    public static IEnumerable<object> Of(IEnumerable<ResultRow> rows) => rows.Select(Of);

    public static object Of(ResultRow row) => new
    {
        row.Cell,
        row.Run,
        row.At,
        row.Device,
        row.Fields,
        row.Metrics,
        row.Plugins,
        row.DataSha256,
        row.NoiseKey,
    };
}
