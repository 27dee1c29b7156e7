namespace PluginHost.Loading.Settings;

/// <summary>plugins.json is wrong. The message is one line: <c>file(line,column): what and how to mend it</c>.</summary>
/// <param name="file">The path of the file.</param>
/// <param name="at">Where in the file.</param>
/// <param name="what">What is wrong there.</param>
/// <param name="inner">What was thrown below, if anything.</param>
public sealed class PluginSettingsException(string file, FilePosition at, string what, Exception? inner = null)
    : Exception($"{file}({at.Line},{at.Column}): {what}", inner)
{
    /// <summary>The path of the file.</summary>
    public string File { get; } = file;

    /// <summary>Where in the file.</summary>
    public FilePosition At { get; } = at;
}

/// <summary>A place in a text file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public readonly record struct FilePosition(int Line, int Column);
