using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;

namespace PluginHost.Screens.Tests;

/// <summary>A screen whose work in the background is done at once, and what it asked for besides.</summary>
internal sealed record Driven<T>(T Screen, ImmutableArray<Effect> Effects)
    where T : class, IScreen
{
    public static Driven<T> Open(T screen, Size size) =>
        new Driven<T>(screen, []).Take(new Opened()).Take(new Resized(size));

    public IEnumerable<string> Notices => Effects.OfType<Notify>().Select(notice => notice.Text);

    public Driven<T> Call(string action, string? argument = null) => Take(new ActionCalled(action, argument));

    /// <summary>Types into the screen's field, character by character.</summary>
    public Driven<T> Type(string text)
    {
        var driven = this;
        for (int i = 1; i <= text.Length; i++)
        {
            string field = driven.Screen.Field ?? throw new InvalidOperationException("nothing is typed now");
            driven = driven.Take(new TextTyped(field, text[..i], i));
        }

        return driven;
    }

    /// <summary>Types into the screen's field, and takes it.</summary>
    public Driven<T> Enter(string text) => Type(text).Call(TypingActions.Accept);

    /// <summary>Keys by name, where the screen is a shell.</summary>
    public Driven<T> Press(params ReadOnlySpan<string> keys)
    {
        var driven = this;
        foreach (string key in keys)
        {
            driven = driven.Take(new Shell.KeyPressed(key));
        }

        return driven;
    }

    public Driven<T> Take(Message message)
    {
        var step = Screen.Do(message);
        var driven = new Driven<T>((T)step.Screen, Effects);
        foreach (var effect in step.Effects)
        {
            driven = effect is Background work
                ? driven.Work(work)
                : driven with { Effects = driven.Effects.Add(effect) };
        }

        return driven;
    }

    private Driven<T> Work(Background work)
    {
        Message? message;
        try
        {
            message = work.Work(CancellationToken.None);
        }
        catch (Exception error)
        {
            message = new WorkFailed(work.Name, error);
        }

        return message is null ? this : Take(work.Answer(message));
    }
}
