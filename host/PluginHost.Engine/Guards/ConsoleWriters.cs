namespace PluginHost.Engine.Guards;

// Only the program owns the terminal: this looks whether a plugin has taken it, and gives it back.
#pragma warning disable RS0030
/// <summary>Where the process writes output and errors. (Asking for its input would set a terminal up.)</summary>
internal sealed record ConsoleWriters(TextWriter Output, TextWriter Errors)
{
    /// <summary>As it is.</summary>
    public static ConsoleWriters Now() => new(Console.Out, Console.Error);

    /// <summary>Makes it so again.</summary>
    public void Use()
    {
        Console.SetOut(Output);
        Console.SetError(Errors);
    }
}
#pragma warning restore RS0030
