namespace PluginHost.Engine.Data;

/// <summary>A data set is missing, damaged or asked for wrongly. The message is one line: what, where, how to mend it.</summary>
public sealed class DataException : Exception
{
    public DataException(string message) : base(message)
    {
    }

    public DataException(string message, Exception inner) : base(message, inner)
    {
    }
}
