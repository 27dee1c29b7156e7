using System.Collections.Immutable;
using System.Reflection;

namespace PluginHost.Contracts;

/// <summary>The options that a plugin's options record declares, and the way from option values to a record.</summary>
public sealed class OptionSchema
{
    private readonly ImmutableArray<DeclaredOption> _declared;
    private readonly Type? _record;

    private OptionSchema(Type? record, ImmutableArray<DeclaredOption> declared)
    {
        _record = record;
        _declared = declared;
        Options = [.. declared.Select(d => d.Info)];
    }

    /// <summary>The schema of a plugin that takes no options.</summary>
    public static OptionSchema Empty { get; } = new(null, []);

    /// <summary>The options in the order of their declaration; those of a base record come first.</summary>
    public IReadOnlyList<OptionInfo> Options { get; }

    /// <summary>Every option's default by name.</summary>
    public ImmutableSortedDictionary<string, OptionValue> Defaults =>
        Options.ToImmutableSortedDictionary(o => o.Name, o => o.Default, StringComparer.Ordinal);

    /// <summary>Reads the declarations of a record: its public properties that carry an <see cref="OptionAttribute"/>.</summary>
    /// <param name="optionsRecord">A type with a public constructor without parameters.</param>
    /// <exception cref="ArgumentException">The record cannot be used; one line says which property and how to mend it.</exception>
    public static OptionSchema Of(Type optionsRecord)
    {
        ArgumentNullException.ThrowIfNull(optionsRecord);
        object defaults = New(optionsRecord);
        var declared = optionsRecord.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .OrderBy(p => Depth(p.DeclaringType)).ThenBy(p => p.MetadataToken)
            .SelectMany(p => p.GetCustomAttributes<OptionAttribute>(), (p, option) => new DeclaredOption(p, option, defaults))
            .ToImmutableArray();
        var twice = declared.GroupBy(d => d.Info.Name).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? new OptionSchema(optionsRecord, declared)
            : throw new ArgumentException($"{optionsRecord.Name} declares the option '{twice.Key}' twice");
    }

    /// <summary>Checks values and brings them into the form that specs and keys are made of.</summary>
    /// <param name="plugin">Whose options these are, for errors, such as <c>noise plugin 'rem'</c>.</param>
    /// <param name="values">Values by option name; options that are left out stay out.</param>
    /// <exception cref="PluginUseException">No such option, or a value that it does not allow.</exception>
    public ImmutableSortedDictionary<string, OptionValue> Check(
        string plugin, IEnumerable<KeyValuePair<string, OptionValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var checkedValues = ImmutableSortedDictionary.CreateBuilder<string, OptionValue>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            checkedValues[name] = Find(plugin, name).Check(plugin, value);
        }

        return checkedValues.ToImmutable();
    }

    /// <summary>Makes a record with the given values; options that are left out have their defaults.</summary>
    /// <param name="plugin">Whose options these are, for errors, such as <c>noise plugin 'rem'</c>.</param>
    /// <param name="values">Values by option name.</param>
    /// <exception cref="PluginUseException">No such option, or a value that it does not allow.</exception>
    /// <exception cref="InvalidOperationException">The schema is <see cref="Empty"/>: there is no record to make.</exception>
    public object Bind(string plugin, IEnumerable<KeyValuePair<string, OptionValue>> values)
    {
        object record = New(_record ?? throw new InvalidOperationException($"{plugin} takes no options record"));
        foreach (var (name, value) in Check(plugin, values))
        {
            Find(plugin, name).Set(plugin, record, value);
        }

        return record;
    }

    /// <inheritdoc cref="Bind(string, IEnumerable{KeyValuePair{string, OptionValue}})"/>
    /// <typeparam name="T">The options record.</typeparam>
    public static T Bind<T>(string plugin, IEnumerable<KeyValuePair<string, OptionValue>> values) where T : class =>
        (T)Of(typeof(T)).Bind(plugin, values);

    private DeclaredOption Find(string plugin, string name) =>
        _declared.FirstOrDefault(d => d.Info.Name == name)
        ?? throw new PluginUseException(_declared.IsEmpty
            ? $"{plugin} takes no options, so there is no option '{name}'"
            : $"{plugin} has no option '{name}'{Nearest.Hint(name, _declared.Select(d => d.Info.Name))}");

    private static object New(Type record)
    {
        if (record.IsAbstract || record.ContainsGenericParameters || record.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            throw new ArgumentException($"{record.Name} cannot be made without arguments; "
                + "declare options as properties with initial values: public int Steps { get; init; } = 5;");
        }

        try
        {
            return constructor.Invoke(null);
        }
        catch (TargetInvocationException e)
        {
            throw new ArgumentException($"the defaults of {record.Name} cannot be made: {(e.InnerException ?? e).Message}", e.InnerException);
        }
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
}
