namespace PluginHost.Loading.Tests;

public sealed class OptionSchemaTests
{
    [Fact]
    public void Options_are_read_in_the_order_of_their_declaration() => Snapshot.Match(string.Join("\n",
        OptionSchema.Of(typeof(Settings)).Options.Select(o => $"{o.Name}: {o.Type}, default {o.Default}, {o.Allowed}; {o.Help} {o.Symbol}")));

    [Fact]
    public void A_record_has_the_given_values_and_the_defaults_for_the_rest()
    {
        var settings = OptionSchema.Bind<Settings>("the plugin", Values(
            ("radius", 4), ("steps", 20), ("share", 0.25), ("drop-last", true), ("note", 7), ("order", "per-step")));

        Assert.Equal(
            new Settings { Radius = Radius.Per255(4), Steps = 20, Share = 0.25, DropLast = true, Note = "7", Order = Order.PerStep }, settings);
        Assert.Equal(new Settings(), OptionSchema.Bind<Settings>("the plugin", []));
    }

    [Theory]
    [InlineData("stesp", "3", "the plugin has no option 'stesp'; did you mean 'steps'?")]
    [InlineData("unheard-of", "3", "the plugin has no option 'unheard-of'; there are: base, drop-last, note, order, radius, share, steps")]
    [InlineData("steps", "0", "the plugin: the option 'steps' cannot be '0'; it is a whole number from 1 to 100")]
    [InlineData("steps", "2.5", "the plugin: the option 'steps' cannot be '2.5'; it is a whole number from 1 to 100")]
    [InlineData("steps", "many", "the plugin: the option 'steps' cannot be 'many'; it is a whole number from 1 to 100")]
    [InlineData("radius", "200", "the plugin: the option 'radius' cannot be '200'; it is a radius from 0 to 127 (in 1/255)")]
    [InlineData("radius", "-1", "the plugin: the option 'radius' cannot be '-1'; it is a radius from 0 to 127 (in 1/255)")]
    [InlineData("radius", "8/256", "the plugin: the option 'radius' cannot be '8/256'; it is a radius from 0 to 127 (in 1/255)")]
    [InlineData("share", "-0.5", "the plugin: the option 'share' cannot be '-0.5'; it is a number of at least 0")]
    [InlineData("share", "NaN", "the plugin: the option 'share' cannot be 'NaN'; it is a number of at least 0")]
    [InlineData("drop-last", "yes", "the plugin: the option 'drop-last' cannot be 'yes'; it is true or false")]
    [InlineData("drop-last", "1", "the plugin: the option 'drop-last' cannot be '1'; it is true or false")]
    [InlineData("order", "per-setp", "the plugin: the option 'order' cannot be 'per-setp'; it is one of once, per-step; did you mean 'per-step'?")]
    public void A_wrong_value_is_told_in_one_line(string option, string value, string message)
    {
        var error = Assert.Throws<PluginUseException>(
            () => OptionSchema.Bind<Settings>("the plugin", Values((option, OptionValue.Parse(value)))));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused() => Assert.Throws<PluginUseException>(
        () => OptionSchema.Bind<Settings>("the plugin", Values(("share", double.PositiveInfinity))));

    [Theory]
    [InlineData(typeof(Unsettable), "the option Unsettable.Steps cannot be set")]
    [InlineData(typeof(OutOfRange), "the default of the option OutOfRange.Steps is '0', which it does not allow: it is a whole number of at least 1")]
    [InlineData(typeof(EmptyRange), "the option EmptyRange.Steps has no allowed value: Min is 2, Max is 1")]
    [InlineData(typeof(OtherType), "the option OtherType.Steps is of type Int64; options are Radius, int, double, bool, string or an enum")]
    [InlineData(typeof(NoText), "the option NoText.Note has no default; give it an initial value")]
    [InlineData(typeof(Positional), "Positional cannot be made without arguments")]
    [InlineData(typeof(Twice), "Twice declares the option 'steps' twice")]
    [InlineData(typeof(Throwing), "the defaults of Throwing cannot be made: no default today")]
    public void A_record_that_cannot_be_used_is_told_in_one_line(Type record, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => OptionSchema.Of(record));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, OptionValue>> Values(params IEnumerable<(string Name, OptionValue Value)> values) =>
        values.Select(v => KeyValuePair.Create(v.Name, v.Value));

    private enum Order
    {
        Once,
        PerStep,
    }

    private abstract record BaseSettings
    {
        [Option("declared in the base record")]
        public int Base { get; init; } = 1;
    }

    private sealed record Settings : BaseSettings
    {
        [Option("the bound", Symbol = "ρᵤ", Max = 127)]
        public Radius Radius { get; init; } = Radius.Per255(8);

        [Option("how many steps", Min = 1, Max = 100)]
        public int Steps { get; init; } = 10;

        [Option("a share", Min = 0)]
        public double Share { get; init; } = 1;

        [Option("a switch")]
        public bool DropLast { get; init; }

        [Option("a remark")]
        public string Note { get; init; } = "none";

        [Option("when to shuffle")]
        public Order Order { get; init; } = Order.Once;

        public int NotAnOption { get; init; }
    }

    private sealed record Unsettable
    {
        [Option("cannot be set")]
        public int Steps { get; } = 1;
    }

    private sealed record OutOfRange
    {
        [Option("not allowed as it is", Min = 1)]
        public int Steps { get; init; }
    }

    private sealed record EmptyRange
    {
        [Option("never allowed", Min = 2, Max = 1)]
        public int Steps { get; init; } = 2;
    }

    private sealed record OtherType
    {
        [Option("a long")]
        public long Steps { get; init; } = 1;
    }

    private sealed record NoText
    {
        [Option("no value")]
        public string? Note { get; init; }
    }

    private sealed record Positional([property: Option("given when made")] int Steps);

    private sealed record Twice
    {
        [Option("first")]
        public int Steps { get; init; }

        [Option("second")]
        public int steps { get; init; }
    }

    private sealed record Throwing
    {
        [Option("throws")]
        public int Steps { get; init; } = Default();

        private static int Default() => throw new InvalidOperationException("no default today");
    }
}
