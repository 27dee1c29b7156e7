using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using PluginHost.Loading.Metadata;

namespace PluginHost.Loading;

/// <summary>A plugin class that can be made: its options and its constructor.</summary>
internal sealed class LoadedPlugin
{
    private readonly ConstructorInfo _constructor;
    private readonly OptionSchema _schema;

    private LoadedPlugin(PluginInfo info, ConstructorInfo constructor, OptionSchema schema)
    {
        Info = info;
        _constructor = constructor;
        _schema = schema;
        Values = schema.Defaults;
    }

    public PluginInfo Info { get; }

    /// <summary>The value of every option when a use says nothing: the declared default, or over it plugins.json's value.</summary>
    public ImmutableSortedDictionary<string, OptionValue> Values { get; private set; }

    private string Name => $"{Info.Identity.Kind.Word()} plugin '{Info.Identity.Id}'";

    /// <summary>Prepares a class and makes it once with its defaults, so that one that cannot be made is known now.</summary>
    /// <exception cref="PluginLoadException">The class cannot be used.</exception>
    public static LoadedPlugin Of(Assembly assembly, DeclaredPlugin declared, PluginIdentity identity, string file)
    {
        var type = assembly.GetType(declared.Class, throwOnError: true) ?? throw new TypeLoadException(declared.Class);
        var contract = declared.Kind.Contract();
        if (!contract.IsAssignableFrom(type))
        {
            throw new PluginLoadException(
                $"{declared.Class} is declared as {declared.Kind.Word()} but does not implement {contract.Name}", $"implement {contract.Name}, or change the kind");
        }

        // A static field may otherwise throw as late as the first use.
        RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        var constructor = Constructor(type);
        var schema = Schema(constructor);
        var info = new PluginInfo(identity, declared.Summary, declared.Source, file, schema.Options);
        var plugin = new LoadedPlugin(info, constructor, schema);
        (plugin.Construct([]) as IDisposable)?.Dispose();
        return plugin;
    }

    /// <summary>Takes a value of plugins.json as the default.</summary>
    /// <exception cref="PluginUseException">No such option, or a value that it does not allow.</exception>
    public void Preset(string option, OptionValue value) =>
        Values = Values.SetItems(_schema.Check(Name, [KeyValuePair.Create(option, value)]));

    /// <summary>All options of a use, checked.</summary>
    public ImmutableSortedDictionary<string, OptionValue> Resolve(PluginUse use) => Values.SetItems(_schema.Check(Name, use.Options));

    /// <summary>Makes an instance.</summary>
    /// <exception cref="PluginUseException">A wrong option, or the plugin does not take these options together.</exception>
    public object Make(PluginUse use)
    {
        try
        {
            return Construct(Resolve(use));
        }
        catch (PluginLoadException e)
        {
            throw new PluginUseException(e.InnerException?.InnerException is { } thrown
                ? Refusal(thrown)
                : $"{Name} refuses these options: {e.Reason}");
        }
    }

    /// <summary>An argument that is refused needs no place; anything else is a fault in the constructor.</summary>
    private string Refusal(Exception thrown) => thrown is ArgumentException
        ? $"{Name} refuses these options: {ThrownError.Text(thrown)}"
        : PluginException.Of(Info.Identity, _constructor.Module.Assembly, thrown).Message;

    private object Construct(IEnumerable<KeyValuePair<string, OptionValue>> values)
    {
        try
        {
            return _constructor.Invoke(_constructor.GetParameters().Length == 0 ? [] : [_schema.Bind(Name, values)]);
        }
        catch (TargetInvocationException e)
        {
            throw LoadFailure.Of(e, "its constructor throws", "mend the constructor, or ask the plugin's author");
        }
    }

    private static ConstructorInfo Constructor(Type type)
    {
        var constructors = type.GetConstructors();
        return !type.IsAbstract && !type.ContainsGenericParameters && constructors is [{ } only] && only.GetParameters().Length <= 1
            ? only
            : throw new PluginLoadException(
                $"{type.FullName} cannot be made by the program",
                "a plugin class is not abstract or generic and has one public constructor that takes its options record or nothing");
    }

    private static OptionSchema Schema(ConstructorInfo constructor)
    {
        try
        {
            return constructor.GetParameters() is [var options] ? OptionSchema.Of(options.ParameterType) : OptionSchema.Empty;
        }
        catch (ArgumentException e)
        {
            throw new PluginLoadException(ThrownError.Text(e), "mend the options record", e);
        }
    }
}
