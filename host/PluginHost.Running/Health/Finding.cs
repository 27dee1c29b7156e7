using PluginHost.Running.Words;

namespace PluginHost.Running.Health;

/// <summary>What a finding means.</summary>
public enum FindingState
{
    /// <summary>Nothing is to be done.</summary>
    Ok,

    /// <summary>Not needed for everything.</summary>
    Missing,

    /// <summary>May fail, or leaves something unused.</summary>
    Warning,

    /// <summary>Something is broken.</summary>
    Wrong,
}

/// <summary>What was found out about a part of the program, its environment or a store.</summary>
/// <param name="State">What it means.</param>
/// <param name="What">The part, in one word.</param>
/// <param name="Text">One line: what, where, and how to mend it where something is to be mended.</param>
public sealed record Finding(FindingState State, string What, string Text)
{
    /// <summary>The boundary of a check: what it throws is its finding.</summary>
    /// <param name="what">The part.</param>
    /// <param name="check">Says how the part is.</param>
    public static Finding Of(string what, Func<(FindingState State, string Text)> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return AllOf(what, () =>
        {
            var (state, text) = check();
            return [new Finding(state, what, text)];
        })[0];
    }

    /// <summary>The boundary of a check that finds several things.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static IReadOnlyList<Finding> AllOf(string what, Func<IEnumerable<Finding>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var found = new List<Finding>();
        try
        {
            found.AddRange(check());
        }
        catch (Exception error)
        {
            found.Add(new Finding(FindingState.Wrong, what, FailureText.Line(error)));
        }

        return found;
    }
}
