using System.Collections.Immutable;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Images;

/// <summary>What is read in the background.</summary>
internal sealed partial record ImagesScreen
{
    // Read at a time: going through images must not wait for each.
    private const int Window = 24;

    /// <summary>Looks for noise.</summary>
    public Step List()
    {
        var places = Places;
        var work = new Background("list", _ => new Listed(ListedNoise.All(places))) { Says = "looking for noise" };
        return Step.To(this, work);
    }

    /// <summary>Reads the images around the one that is shown, where that is not read yet.</summary>
    public Step ReadImages()
    {
        var viewed = Viewed;
        bool isRead = Images is { } images && (Number is not { } number || images.Clean.ContainsKey(number));
        if (viewed.IsEmpty || isRead)
        {
            return Step.To(this);
        }

        var (place, only, folder) = (Place, OnlyClass, Places.Data);
        string says = viewed.Length == 1 ? "reading images" : $"reading images and {viewed.Length} noise sets";
        return Step.To(this, new Background("read", Work) { Says = says });

        Message Work(CancellationToken cancel) => new Read(LoadedImages.Read(viewed, folder, Around, cancel));

        IEnumerable<int> Around(ImmutableArray<int> labels)
        {
            var numbers = Of(labels, only);
            int first = Math.Clamp(place - (Window / 2), 0, Math.Max(0, numbers.Length - Window));
            return numbers.Skip(first).Take(Window);
        }
    }

    private static ImmutableArray<int> Of(ImmutableArray<int> labels, int? only) =>
        [.. Enumerable.Range(0, labels.Length).Where(number => only is null || labels[number] == only)];
}
