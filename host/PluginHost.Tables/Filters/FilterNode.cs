namespace PluginHost.Tables.Filters;

/// <summary>A part of a condition.</summary>
internal abstract record FilterNode
{
    public abstract bool Holds(Func<string, OptionValue?> value);

    /// <summary>The fields that it names.</summary>
    public abstract IEnumerable<string> Fields();

    // Lists, not pairs of pairs: a condition is as deep as its parentheses, however many parts it joins.

    /// <summary>All parts hold.</summary>
    internal sealed record All(IReadOnlyList<FilterNode> Parts) : FilterNode
    {
        public override bool Holds(Func<string, OptionValue?> value) => Parts.All(part => part.Holds(value));

        public override IEnumerable<string> Fields() => Parts.SelectMany(part => part.Fields());
    }

    /// <summary>At least one part holds.</summary>
    internal sealed record Any(IReadOnlyList<FilterNode> Parts) : FilterNode
    {
        public override bool Holds(Func<string, OptionValue?> value) => Parts.Any(part => part.Holds(value));

        public override IEnumerable<string> Fields() => Parts.SelectMany(part => part.Fields());
    }

    internal sealed record Not(FilterNode Inner) : FilterNode
    {
        public override bool Holds(Func<string, OptionValue?> value) => !Inner.Holds(value);

        public override IEnumerable<string> Fields() => Inner.Fields();
    }

    internal sealed record Comparison(string Field, string Operator, OptionValue Value, bool IsNone) : FilterNode
    {
        public override bool Holds(Func<string, OptionValue?> value) => HoldsFor(value(Field));

        /// <summary>Whether it holds for a value of its field; null for a field that does not apply.</summary>
        public bool HoldsFor(OptionValue? value) => value is { } actual
            ? IsNone ? Operator == "!=" || Compare(actual) : Compare(actual)
            : Operator == "!=" ? !IsNone : IsNone;

        public override IEnumerable<string> Fields() => [Field];

        private bool Compare(OptionValue actual) => Operator switch
        {
            "==" => Same(actual),
            "!=" => !Same(actual),
            "~" => actual.ToString().Contains(Value.ToString(), StringComparison.OrdinalIgnoreCase),
            // A text is neither larger nor smaller than a number.
            _ when actual.IsNumber != Value.IsNumber => false,
            "<" => actual < Value,
            "<=" => actual <= Value,
            ">" => actual > Value,
            _ => actual >= Value,
        };

        // "8" in quotes means the number too: people quote what they copy.
        private bool Same(OptionValue actual) => Field == "tags"
            ? actual.ToString().Split(' ').Contains(Value.ToString(), StringComparer.OrdinalIgnoreCase)
            : actual == Value || actual.ToString() == Value.ToString();
    }
}
