using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Views;

/// <summary>A view that shows a part.</summary>
internal interface IPartPane
{
    /// <summary>Shows a part, which has the id of the one before.</summary>
    void Show(Part part);
}
