namespace PluginHost.Store.Journals;

/// <summary>The store cannot be read or written: one line that says what, where and how to mend it.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
