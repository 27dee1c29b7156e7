using System.Collections.Immutable;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Plugins;

/// <summary>What is read of a plugin.</summary>
internal enum PluginPage
{
    Details,
    Card,
    Verification,

    /// <summary>What was said of a plugin that was made.</summary>
    Made,
}

/// <summary>All plugins that were found. New and rebuilt files are noticed.</summary>
/// <param name="Places">Where plugins are searched.</param>
internal sealed partial record PluginsScreen(Places Places) : IScreen
{
    public ImmutableArray<PluginEntry> Plugins { get; private init; } = [];

    public IReadOnlyList<string> Folders { get; private init; } = [];

    /// <summary>What the folders held when they were looked at last; null before that.</summary>
    public PluginStamp? Stamp { get; private init; }

    public ListFilter Filter { get; init; } = ListFilter.None;

    /// <summary>The plugins that fit the filter.</summary>
    public ImmutableArray<PluginEntry> Shown { get; private init; } = [];

    /// <summary>Among those that are shown.</summary>
    public ListCursor Cursor { get; private init; }

    /// <summary>The first line of the page that is seen.</summary>
    public int PageTop { get; init; }

    /// <summary>Whether keys scroll the page, which has all the room then.</summary>
    public bool Reads { get; init; }

    public PluginPage Page { get; private init; }

    /// <summary>What was found when plugins were tried, by their keys.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Verifications { get; private init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>What was said of the plugin that was made last.</summary>
    public ImmutableArray<string> MadeLines { get; private init; } = [];

    /// <summary>The question what a new plugin is; null for none.</summary>
    public NewPlugin? Naming { get; init; }

    public Size Size { get; private init; } = new(80, 21);

    public string Title => "Plugins";

    public string? Field
    {
        get
        {
            if (Naming is not null)
            {
                return NewPlugin.Field;
            }

            return Filter.IsTyped ? ListFilter.Field : null;
        }
    }

    public Dialog? Dialog => Naming?.Dialog();

    public PluginEntry? Chosen => Cursor.Index < Shown.Length ? Shown[Cursor.Index] : null;

    /// <summary>Whether the method card has the keys that scroll.</summary>
    public bool ReadsCard => Reads && Page == PluginPage.Card && Chosen is { Card.Length: > 0 };

    public ImmutableArray<KeyAction> Actions => PluginsActions.Of(this);

    /// <summary>How many rows of the list are seen.</summary>
    public int ListLines => Math.Max(1, Size.Height - 2);

    public Step Do(Message message) => message switch
    {
        Opened => Step.To(this, Survey(always: false) with { Says = "looking at the plugins" }),
        Tick => Step.To(this, Survey(always: false)),
        Surveyed surveyed => Take(surveyed),
        Unchanged => Step.To(this, NextLook),
        Verified verified => Step.To(this with { Verifications = Verifications.SetItem(verified.Key, verified.Lines) }),
        Made made => Step.To(After(made), new Notify(made.Lines[0])),
        Resized resized => Step.To(Sized(resized.Size)),
        TextTyped typed => Type(typed),
        OptionChosen chosen when Naming is not null => Step.To(this with { Naming = Naming.OfIndex(chosen.Index) }),
        ActionCalled called => PluginsActions.Do(this, called),
        PartClicked or PartWheeled or PartScrolled => Dialog is null ? Point(message) : Step.Stay(this),
        WorkCancelled cancelled => Cancelled(cancelled.Work),
        WorkFailed failed => Fail(failed),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) => PluginsView.Parts(this, room, symbols);

    public IEnumerable<string> Linear() => PluginsLinear.Of(this);

    private PluginsScreen After(Made made) =>
        (this with { Naming = null, MadeLines = made.Lines }).Showing(PluginPage.Made);
}
