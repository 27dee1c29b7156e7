using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Tests.Views;

/// <summary>A screen that shows one part.</summary>
internal sealed record OfOnePart(Part Part) : IScreen
{
    public string Title => "Part";

    public ImmutableArray<KeyAction> Actions => [];

    public string? Field => null;

    public Step Do(Message message) => Step.Stay(this);

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) => [Part];

    public IEnumerable<string> Linear() => [];
}
