using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Shells;

/// <content>The screens: which is shown, what they are told, and their work that takes long.</content>
internal sealed partial record Shell
{
    private sealed record Tab(IScreen Screen, bool IsOpened = false);

    /// <summary>For one of the screens.</summary>
    private sealed record Addressed(int Index, Message Message) : Message;

    /// <summary>Work that takes so long that the user is told.</summary>
    private sealed record SlowWork(string Work, string Says, bool IsChange);

    private ImmutableArray<Tab> Tabs { get; init; }

    /// <summary>Which screen is shown.</summary>
    public int Index { get; private init; }

    private ImmutableArray<SlowWork> Slow { get; init; } = [];

    /// <summary>Those that Esc cancels.</summary>
    private ImmutableArray<SlowWork> Cancellable => Slow.RemoveAll(work => work.IsChange);

    /// <summary>What the screens would lose if the program ended now.</summary>
    private IEnumerable<string> Lost => Tabs.Select(tab => tab.Screen.Lost).OfType<string>();

    public IEnumerable<string> Titles => Tabs.Select(tab => tab.Screen.Title);

    /// <summary>The screen that is shown.</summary>
    public IScreen Current => Tabs[Index].Screen;

    /// <summary>Goes to a screen; at the first time it is opened and told its size.</summary>
    private Step Open(int index)
    {
        var shell = this with { Index = index, Pressed = [], Help = null, Palette = null };
        if (Tabs[index].IsOpened)
        {
            return Step.To(shell);
        }

        var tabs = Tabs.SetItem(index, Tabs[index] with { IsOpened = true });
        var opened = (shell with { Tabs = tabs }).Tell(index, new Opened());
        return Room == default ? opened : Then(opened, shell => shell.Tell(index, new Resized(shell.Room)));
    }

    /// <summary>Tells all screens that were opened.</summary>
    private Step ToOpened(Message message)
    {
        var step = Step.To(this);
        foreach (int index in Enumerable.Range(0, Tabs.Length).Where(i => Tabs[i].IsOpened))
        {
            step = Then(step, shell => shell.Tell(index, message));
        }

        return step;
    }

    /// <summary>Tells one screen, and does of its effects what is the shell's to do.</summary>
    private Step Tell(int index, Message message)
    {
        var screen = Tabs[index].Screen;
        var step = screen.Do(message);
        var result = Step.Stay(ReferenceEquals(step.Screen, screen) ? this : With(index, step.Screen));
        foreach (var effect in step.Effects)
        {
            result = effect switch
            {
                Notify notify => Then(result, shell => shell.Do(new Noticed(notify.Text, notify.Status))),
                Show show => Then(result, shell => shell.Go(show)),
                _ => result with { Effects = result.Effects.Add(effect.For(screen.Title, ToScreen)) },
            };
        }

        return result;

        Message ToScreen(Message inner) => new Addressed(index, inner);
    }

    private Shell With(int index, IScreen screen) =>
        this with { Tabs = Tabs.SetItem(index, Tabs[index] with { Screen = screen }) };

    private Step Go(Show show)
    {
        int index = Titles.ToList().IndexOf(show.Title);
        if (index < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(show), show.Title, "no screen has this title");
        }

        return show.Message is null ? Open(index) : Then(Open(index), shell => shell.Tell(index, show.Message));
    }

    private Step CancelSlow()
    {
        var effects = Cancellable.Select(work => (Effect)new CancelWork(work.Work));
        string says = string.Join(", ", Cancellable.Select(work => work.Says));
        var shell = this with { Slow = Slow.RemoveRange(Cancellable) };
        var step = shell.Do(new Noticed($"cancelled: {says}", Status.Stopped));
        return step with { Effects = [.. effects, .. step.Effects] };
    }

    private static Step Then(Step first, Func<Shell, Step> next)
    {
        var second = next((Shell)first.Screen);
        return second with { Effects = [.. first.Effects, .. second.Effects] };
    }
}
