using System.Collections.Immutable;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;
using Terminal.Gui.Input;
using Terminal.Gui.Views;

namespace PluginHost.Screens.Views;

/// <summary>
/// The menu bar, made of the key table: a menu for each group of actions, those of all screens in the first.
/// </summary>
internal sealed class Menus(Look look, Action<Message> send) : MenuBar
{
    private const int Widest = 48;

    private ImmutableArray<KeyAction> _actions = [], _filled = [];
    private ImmutableArray<string> _titles = [];

    /// <summary>
    /// Shows what can be done now. The menus themselves are filled when one is opened: they have a view for every
    /// action.
    /// </summary>
    public void Show(ImmutableArray<KeyAction> actions)
    {
        _actions = actions;
        ImmutableArray<string> titles = [.. Groups().Select(group => Titled(group.Key))];
        if (!IsOpen() && !titles.SequenceEqual(_titles))
        {
            (_titles, _filled) = (titles, []);
            base.Menus = [.. titles.Select(title => new MenuBarItem(title, new PopoverMenu()))];
        }
    }

    /// <summary>Opens the first menu, or closes the one that is open.</summary>
    public void Open()
    {
        Fill();
        InvokeCommand(Command.HotKey);
    }

    /// <summary>Opens the menu at a column of the bar, or closes it.</summary>
    public void OpenAt(int x)
    {
        Fill();
        Layout();
        SubViews.OfType<MenuBarItem>().LastOrDefault(item => item.Frame.X <= x)?.InvokeCommand(Command.Activate);
    }

    private void Fill()
    {
        if (IsOpen() || _actions.Select(Told).SequenceEqual(_filled.Select(Told)))
        {
            return;
        }

        _filled = _actions;
        base.Menus = [.. Groups().Select(Menu)];
    }

    /// <summary>What can be called as it stands, those of all screens first; the palette has the rest.</summary>
    private IEnumerable<IGrouping<string, KeyAction>> Groups() => _actions
        .Where(action => action.Keys.Length > 0 || action.Argument is null)
        .DistinctBy(action => action.Id)
        .GroupBy(action => action.Group)
        .OrderBy(group => group.Key != ShellActions.Everywhere);

    private MenuBarItem Menu(IGrouping<string, KeyAction> group) => new(Titled(group.Key), group.Select(Item));

    private MenuItem Item(KeyAction action) =>
        new(Told(action), KeyText.All(action, look.Symbols), () => send(new ActionCalled(action.Id)));

    private static string Titled(string group) => group == ShellActions.Everywhere ? "_Program" : $"_{group}";

    /// <summary>What an action does, as far as a menu has room for it; help has the rest.</summary>
    private static string Told(KeyAction action)
    {
        string help = action.Help.Split(';', '(')[0].TrimEnd();
        help = help.Length <= Widest ? help : help[..help.LastIndexOf(' ', Widest)].TrimEnd(',', ':');
        return char.ToUpperInvariant(help[0]) + help[1..];
    }
}
