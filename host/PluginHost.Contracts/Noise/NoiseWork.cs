namespace PluginHost.Contracts;

/// <summary>The work of making noise that is no pass through a network, for estimates of time.</summary>
/// <param name="Text">How much it is in the method's own terms, such as <c>50 steps of kernel algebra</c>.</param>
/// <param name="Amount">A number, above 0, that the time grows in proportion to; its unit is the method's own.</param>
public sealed record NoiseWork(string Text, double Amount);
