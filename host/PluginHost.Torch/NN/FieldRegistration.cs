using System.Reflection;
using PluginHost.Torch.Modules;
using static PluginHost.Torch.torch;

namespace PluginHost.Torch;

/// <summary>Finds a module's components in its fields.</summary>
internal static class FieldRegistration
{
    internal static void Register(nn.Module module)
    {
        foreach (FieldInfo field in FieldsInOrder(module.GetType()))
        {
            string name = ComponentName(field);
            switch (field.GetValue(module))
            {
                case nn.Module child:
                    module.register_module(name, child);
                    break;
                case Parameter parameter:
                    module.register_parameter(name, parameter);
                    break;
                case Tensor tensor:
                    module.register_buffer(name, tensor);
                    break;
            }
        }
    }

    /// <summary>Fields in the order of declaration (that of their metadata tokens), base classes first.</summary>
    private static IEnumerable<FieldInfo> FieldsInOrder(Type type)
    {
        var levels = new Stack<Type>();
        for (Type? level = type; level is not null && level != typeof(nn.Module); level = level.BaseType)
        {
            levels.Push(level);
        }

        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return levels.SelectMany(level => level.GetFields(Own).OrderBy(field => field.MetadataToken));
    }

    /// <summary>A field's own name; for what stands behind an auto-property or a constructor parameter, theirs (<c>&lt;name&gt;…</c>).</summary>
    private static string ComponentName(FieldInfo field)
    {
        int close = field.Name.IndexOf('>', StringComparison.Ordinal);
        return field.Name.StartsWith('<') && close > 1 ? field.Name[1..close] : field.Name;
    }
}
