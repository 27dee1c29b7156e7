using System.Collections.Immutable;


namespace PluginHost.Screens.Keys;

/// <summary>Which keys call which action; where two actions want a key, the first one has it.</summary>
internal sealed class KeyTable
{
    private readonly Dictionary<string, KeyAction> _byKeys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beginnings = new(StringComparer.Ordinal);

    /// <param name="actions">All actions, the more particular ones first.</param>
    /// <param name="custom">The user's own keys.</param>
    public KeyTable(IEnumerable<KeyAction> actions, CustomKeys custom)
    {
        ArgumentNullException.ThrowIfNull(custom);
        Actions = [.. actions.Select(custom.Apply)];
        foreach (var action in Actions)
        {
            foreach (string keys in action.Keys)
            {
                if (_byKeys.TryAdd(keys, action))
                {
                    int space = keys.IndexOf(' ', StringComparison.Ordinal);
                    for (; space > 0; space = keys.IndexOf(' ', space + 1))
                    {
                        _beginnings.Add(keys[..space]);
                    }
                }
            }
        }
    }

    /// <summary>All actions, with the keys they have.</summary>
    public ImmutableArray<KeyAction> Actions { get; }

    /// <summary>The action of keys that were pressed one after the other.</summary>
    public KeyAction? Find(IEnumerable<string> pressed) => _byKeys.GetValueOrDefault(Text(pressed));

    /// <summary>Whether more keys may follow these.</summary>
    public bool IsBeginning(IEnumerable<string> pressed) => _beginnings.Contains(Text(pressed));

    /// <summary>The action of this id.</summary>
    public KeyAction? Named(string id) => Actions.FirstOrDefault(action => action.Id == id);

    private static string Text(IEnumerable<string> pressed) => string.Join(' ', pressed);
}
