using PluginHost.Store.Records;

namespace PluginHost.Tables.Fields;

/// <summary>What a field of results is.</summary>
public enum FieldKind
{
    /// <summary>A part of the cell's spec.</summary>
    Setting,

    /// <summary>A measured number.</summary>
    Metric,

    /// <summary>What the store knows of a result besides.</summary>
    Record,
}

/// <summary>What a field's numbers are recorded in.</summary>
public enum FieldUnit
{
    /// <summary>Plain numbers and texts.</summary>
    None,

    /// <summary>Units of 1/255.</summary>
    Radius,

    /// <summary>A share of images in [0, 1].</summary>
    Share,

    /// <summary>A share of images in [0, 1] that were told right.</summary>
    Accuracy,

    /// <summary>Cross-entropy.</summary>
    Loss,

    /// <summary>Seconds.</summary>
    Seconds,
}

/// <summary>A field of results.</summary>
/// <param name="Name">What filters, tables and views call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">What its numbers are recorded in.</param>
public sealed record Field(string Name, FieldKind Kind, FieldUnit Unit)
{
    /// <summary>Another name that can be typed for it; null for none.</summary>
    public string? Short { get; init; }

    /// <summary>Reads it, for what is neither in the spec nor measured; null for others.</summary>
    internal Func<StoredResult, OptionValue?>? Read { get; init; }
}
