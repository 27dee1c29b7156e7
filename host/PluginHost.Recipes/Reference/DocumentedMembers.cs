using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Reference;

/// <summary>The members of a type with what their documentation says, read from the file that the compiler writes.</summary>
/// <param name="documentation">The XML documentation of the type's assembly.</param>
internal sealed partial class DocumentedMembers(XDocument documentation)
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private readonly Dictionary<string, XElement> _members = documentation.Descendants("member")
        .ToDictionary(member => (string?)member.Attribute("name") ?? "", StringComparer.Ordinal);

    /// <summary>The documentation that lies beside the assembly.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static DocumentedMembers OfRecipes()
    {
        string file = Path.ChangeExtension(typeof(Recipe).Assembly.Location, ".xml");
        return new DocumentedMembers(XDocument.Load(file));
    }

    /// <summary>What a type's documentation says of it.</summary>
    public string Summary(Type type) => Text(_members.GetValueOrDefault($"T:{type.FullName}")?.Element("summary"));

    /// <summary>What people write: the public methods and properties, in the order of the source.</summary>
    public IEnumerable<ReferenceEntry> Of(Type type, string group, Func<PropertyInfo, string> setting)
    {
        const BindingFlags declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = type.GetMembers(declared).OrderBy(member => member.MetadataToken);
        foreach (var member in members.Where(IsWritten))
        {
            switch (member)
            {
                case MethodInfo { IsSpecialName: false } method:
                    yield return Entry(group, method);
                    break;
                case PropertyInfo property:
                    yield return new ReferenceEntry(
                        group, property.Name, $"{property.Name}: {TypeName(property.PropertyType)}",
                        Text(Documentation($"P:{type.FullName}.{property.Name}")?.Element("summary")), [])
                    {
                        Setting = setting(property),
                    };
                    break;
            }
        }
    }

    private static bool IsWritten(MemberInfo member) =>
        member.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never
        && member.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        && member.Name is not ("ToString" or "Equals" or "GetHashCode" or "EqualityContract");

    private ReferenceEntry Entry(string group, MethodInfo method)
    {
        var documentation = Documentation(Id(method));
        var said = documentation?.Elements("param").Concat(Inherited(documentation))
            .DistinctBy(element => (string?)element.Attribute("name"))
            .ToDictionary(element => (string?)element.Attribute("name") ?? "", Text, StringComparer.Ordinal) ?? [];
        ParameterInfo[] parameters = [.. method.GetParameters().Where(parameter => !IsOfCompiler(parameter))];
        return new ReferenceEntry(
            group, method.Name, $"{method.Name}({string.Join(", ", parameters.Select(Parameter))})",
            $"{Text(documentation?.Element("summary"))} {Text(documentation?.Element("remarks"))}".Trim(),
            [.. parameters.Where(parameter => said.ContainsKey(parameter.Name ?? ""))
                .Select(parameter => (parameter.Name ?? "", said[parameter.Name ?? ""]))]);
    }

    private static bool IsOfCompiler(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<CallerFilePathAttribute>() is not null
        || parameter.GetCustomAttribute<CallerLineNumberAttribute>() is not null;

    /// <summary>What is said of a member, of the one whose words it takes where it says nothing itself.</summary>
    private XElement? Documentation(string id)
    {
        var own = _members.GetValueOrDefault(id);
        bool saysNothing = own?.Element("summary") is null;
        return saysNothing && (string?)own?.Element("inheritdoc")?.Attribute("cref") is { } other
            ? _members.GetValueOrDefault(other)
            : own;
    }

    private IEnumerable<XElement> Inherited(XElement documentation) =>
        documentation.Elements("inheritdoc").Select(inherit => (string?)inherit.Attribute("cref")).OfType<string>()
            .SelectMany(other => _members.GetValueOrDefault(other)?.Elements("param") ?? []);

    private static string Parameter(ParameterInfo parameter)
    {
        bool isParams = parameter.GetCustomAttribute<ParamArrayAttribute>() is not null;
        bool mayBeNull = s_nullability.Create(parameter).WriteState == NullabilityState.Nullable;
        string mark = mayBeNull && !parameter.ParameterType.IsValueType ? "?" : "";
        string type = TypeName(parameter.ParameterType) + mark;
        string value = parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue)}" : "";
        return $"{(isParams ? "params " : "")}{type} {parameter.Name}{value}";
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>As C# writes it.</summary>
    private static string TypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return TypeName(inner) + "?";
        }

        if (type.IsArray)
        {
            return TypeName(type.GetElementType() ?? type) + "[]";
        }

        if (type.IsGenericType)
        {
            string arguments = string.Join(", ", type.GetGenericArguments().Select(TypeName));
            return type.Name.StartsWith("ValueTuple", StringComparison.Ordinal)
                ? $"({arguments})"
                : $"{type.Name.Split('`')[0]}<{arguments}>";
        }

        return type.Name switch
        {
            "String" => "string",
            "Int32" => "int",
            "Double" => "double",
            "Boolean" => "bool",
            "Object" => "object",
            var name => name,
        };
    }

    /// <summary>What the documentation file calls a method (C# specification, annex D).</summary>
    private static string Id(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        string parameters = string.Join(",", method.GetParameters().Select(parameter => IdOf(parameter.ParameterType)));
        string taken = parameters.Length > 0 ? $"({parameters})" : "";
        return $"M:{method.DeclaringType?.FullName}.{method.Name}{generic}{taken}";
    }

    private static string IdOf(Type type)
    {
        if (type.IsGenericMethodParameter)
        {
            return $"``{type.GenericParameterPosition}";
        }

        if (type.IsArray)
        {
            return IdOf(type.GetElementType() ?? type) + "[]";
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        string name = definition.FullName?.Replace('+', '.') ?? type.Name;
        return type.IsGenericType
            ? $"{name.Split('`')[0]}{{{string.Join(",", type.GetGenericArguments().Select(IdOf))}}}"
            : name;
    }

    private static string Text(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        var parts = element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{LastName((string?)see.Attribute("cref") ?? "")}`",
            XElement { Name.LocalName: "paramref" } named => $"`{(string?)named.Attribute("name")}`",
            XElement other => other.Value,
            _ => "",
        });
        return Spaces().Replace(string.Concat(parts), " ").Trim();
    }

    /// <summary>Of <c>M:Space.Type.Member(Of)</c> the member.</summary>
    private static string LastName(string id) => id.Split('(')[0].Split('.', ':')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
