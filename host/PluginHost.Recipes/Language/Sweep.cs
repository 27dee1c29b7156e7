using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PluginHost.Recipes.Language;

/// <summary>One value or a list of values; every value of a list gives cells of its own: <c>8</c>, <c>[0, 1, 2]</c>.</summary>
/// <typeparam name="T">The type of one value.</typeparam>
[CollectionBuilder(typeof(Sweep), nameof(Sweep.Create))]
public sealed class Sweep<T> : IReadOnlyList<T>
{
    private readonly ImmutableArray<T> _values;

    internal Sweep(ImmutableArray<T> values) => _values = values.Length > 0
        ? values
        : throw new ArgumentException("a list of values needs at least one value");

    /// <summary>How many values there are, at least 1.</summary>
    public int Count => _values.Length;

    /// <summary>The value at a place, from 0.</summary>
    public T this[int index] => _values[index];

    /// <summary>A single value.</summary>
    public static implicit operator Sweep<T>(T value) => new([value]);

    /// <summary>The values of an array.</summary>
    public static implicit operator Sweep<T>(T[] values) => new([.. values]);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes lists of values.</summary>
public static class Sweep
{
    /// <summary>The values in the given order; what <c>[0, 1, 2]</c> calls.</summary>
    public static Sweep<T> Create<T>(ReadOnlySpan<T> values) => new([.. values]);

    /// <summary>The values of any sequence, such as <c>Sweep.Of(from i in Enumerable.Range(1, 4) select i / 2.0)</c>.</summary>
    public static Sweep<T> Of<T>(IEnumerable<T> values) => new([.. values]);
}
