namespace PluginHost.Recipes.Language;

/// <summary>
/// A value that a protocol gives to an option of noise methods, wherever the recipe itself gives none. A method that
/// does not declare the option is left as it is, so that one list serves all methods.
/// </summary>
/// <param name="Option">The option's name, such as <c>steps</c>.</param>
/// <param name="Value">Its value, or the factor of another option.</param>
/// <param name="Of">The option that the value is a factor of: 0.4 of <c>radius</c>; empty for a plain value.</param>
/// <param name="Method">The noise method that is meant; <c>*</c> for all.</param>
public sealed record NoiseOption(string Option, OptionValue Value, string Of = "", string Method = "*");
