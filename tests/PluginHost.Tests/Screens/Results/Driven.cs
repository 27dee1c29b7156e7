using System.Collections.Immutable;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens.Results;

/// <summary>A screen whose work in the background is done at once, and what it asked for besides.</summary>
internal sealed record Driven<T>(T Screen, ImmutableArray<Effect> Effects)
    where T : class, IScreen
{
    public static Driven<T> Open(T screen, Size size) => new Driven<T>(screen, []).Take(new Opened()).Take(new Resized(size));

    public IEnumerable<string> Notices => Effects.OfType<Notify>().Select(notice => notice.Text);

    public Driven<T> Call(string action, string? argument = null) => Take(new ActionCalled(action, argument));

    public Driven<T> Type(string text) => text.Aggregate(this, (driven, c) => driven.Press(new Key(c)));

    public Driven<T> Press(params ReadOnlySpan<Key> keys)
    {
        var driven = this;
        foreach (var key in keys)
        {
            driven = driven.Take(new KeyTyped(key));
        }

        return driven;
    }

    public Driven<T> Take(Message message)
    {
        var step = Screen.Do(message);
        var driven = new Driven<T>((T)step.Screen, Effects);
        foreach (var effect in step.Effects)
        {
            driven = effect is Background work ? driven.Work(work) : driven with { Effects = driven.Effects.Add(effect) };
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
