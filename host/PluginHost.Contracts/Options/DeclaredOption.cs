using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace PluginHost.Contracts;

/// <summary>One property of an options record with what it declares; checks values for it and sets them.</summary>
internal sealed class DeclaredOption
{
    private readonly PropertyInfo _property;

    public DeclaredOption(PropertyInfo property, OptionAttribute attribute, object defaults)
    {
        _property = property;
        var type = TypeOf(property);
        bool isRadius = type == OptionType.Radius;
        Info = new OptionInfo(
            Kebab(property.Name), type, ValueOf(property, defaults), attribute.Help,
            isRadius && attribute.Unit.Length == 0 ? "1/255" : attribute.Unit, attribute.Symbol,
            isRadius ? Math.Max(0, attribute.Min) : attribute.Min, attribute.Max,
            type == OptionType.Choice ? [.. Enum.GetNames(property.PropertyType).Select(Kebab)] : [], attribute.IsPlace);
        CheckDeclaration(attribute);
    }

    public OptionInfo Info { get; }

    /// <summary>The value in its canonical form.</summary>
    public OptionValue Check(string plugin, OptionValue value) => Info.Check(plugin, value);

    public void Set(string plugin, object record, OptionValue value)
    {
        try
        {
            _property.SetValue(record, Boxed(value));
        }
        catch (TargetInvocationException e)
        {
            throw new PluginUseException(
                $"{plugin}: the option '{Info.Name}' cannot be '{value}': {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>The property's value of a checked option value.</summary>
    private object Boxed(OptionValue value) => (Info.Type, value.Number) switch
    {
        (OptionType.Radius, { } levels) => new Radius(levels),
        (OptionType.Integer, { } number) => (int)number,
        (OptionType.Number, { } number) => number,
        (OptionType.Flag, _) => value.ToString() == "true",
        (OptionType.Choice, _) => Enum.Parse(
            _property.PropertyType, Enum.GetNames(_property.PropertyType).First(name => Kebab(name) == value.ToString())),
        _ => value.ToString(),
    };

    private void CheckDeclaration(OptionAttribute attribute)
    {
        string where = $"the option {_property.DeclaringType?.Name}.{_property.Name}";
        if (_property.SetMethod is not { IsPublic: true })
        {
            throw new ArgumentException($"{where} cannot be set; give it {{ get; init; }}");
        }

        if (double.IsNaN(attribute.Min) || double.IsNaN(attribute.Max) || attribute.Min > attribute.Max)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{where} has no allowed value: Min is {attribute.Min}, Max is {attribute.Max}"));
        }

        try
        {
            Check("", Info.Default);
        }
        catch (PluginUseException)
        {
            throw new ArgumentException($"the default of {where} is '{Info.Default}', which it does not allow: it is {Info.Allowed}");
        }
    }

    private static OptionValue ValueOf(PropertyInfo property, object defaults) => property.GetValue(defaults) switch
    {
        Radius radius => radius,
        int number => number,
        double number => number + 0.0,
        bool flag => flag,
        string text => text,
        Enum choice => Kebab(choice.ToString()),
        _ => throw new ArgumentException($"the option {property.DeclaringType?.Name}.{property.Name} has no default; give it an initial value"),
    };

    private static OptionType TypeOf(PropertyInfo property) => property.PropertyType switch
    {
        var t when t == typeof(Radius) => OptionType.Radius,
        var t when t == typeof(int) => OptionType.Integer,
        var t when t == typeof(double) => OptionType.Number,
        var t when t == typeof(bool) => OptionType.Flag,
        var t when t == typeof(string) => OptionType.Text,
        { IsEnum: true } => OptionType.Choice,
        var t => throw new ArgumentException(
            $"the option {property.DeclaringType?.Name}.{property.Name} is of type {t.Name}; options are Radius, int, double, bool, string or an enum"),
    };

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
