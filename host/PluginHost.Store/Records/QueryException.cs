namespace PluginHost.Store.Records;

/// <summary>A question about results that makes no sense: an unknown field, a broken filter, a run that is not there.</summary>
/// <param name="message">One line: what, where, how to mend it.</param>
/// <param name="position">Where in a filter's text it went wrong, from 0; null when it is not about a place.</param>
public sealed class QueryException(string message, int? position = null) : Exception(message)
{
    /// <summary>Where in a filter's text it went wrong, from 0.</summary>
    public int? Position { get; } = position;
}
