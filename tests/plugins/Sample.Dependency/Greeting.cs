namespace Sample.Dependency;

/// <summary>A library that a plugin brings along.</summary>
public static class Greeting
{
    public static string Text => "from beside the plugin";
}
