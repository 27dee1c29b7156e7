using System.Collections.Immutable;
using PluginHost.Running.Requests;
using PluginHost.Screens.Loop;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;

namespace PluginHost.Screens.Results;

/// <summary>Where the screen's results come from; asked from background threads only.</summary>
internal abstract class ResultsSource
{
    /// <summary>The views that were saved.</summary>
    public abstract SavedViews Views { get; }

    /// <summary>
    /// All results as they are now; the same object as before when there is nothing new. At first perhaps only the
    /// newest.
    /// </summary>
    public abstract ResultRows Rows();

    /// <summary>What has to be said of the store, such as a line that cannot be read; once each.</summary>
    public virtual IReadOnlyList<string> Notices() => [];

    /// <summary>Everything recorded about a cell.</summary>
    public abstract (CellHistory History, ImmutableSortedDictionary<string, Curve> Curves) Cell(string key);

    /// <summary>Says something of results: tags, notes, into the trash and back.</summary>
    public abstract void Annotate(Action<Annotations> say);

    /// <summary>What was removed, the last one first.</summary>
    public abstract IReadOnlyList<Removed> Trash();

    /// <summary>Why a cell would be run again, or would not.</summary>
    public abstract ImmutableArray<string> Why(string cell, CancellationToken cancel);
}

/// <summary>The results of a store, which is opened at the first question and stays open.</summary>
internal sealed class StoreSource(Places places) : ResultsSource
{
    /// <summary>So many are shown while the others are read: more than the highest terminal has lines.</summary>
    private const int AtFirst = 500;

    private readonly Lock _gate = new();
    private readonly List<string> _notices = [];
    private ResultStore? _store;

    public override SavedViews Views => new(SavedViews.FileFor(places.Store));

    public override ResultRows Rows()
    {
        lock (_gate)
        {
            if (_store is null)
            {
                return Store().Newest(AtFirst);
            }

            _store.Refresh();
            return _store.Rows();
        }
    }

    public override (CellHistory History, ImmutableSortedDictionary<string, Curve> Curves) Cell(string key)
    {
        lock (_gate)
        {
            return (Store().Cell(key), Store().Curves(key));
        }
    }

    public override IReadOnlyList<string> Notices()
    {
        lock (_gate)
        {
            string[] notices = [.. _notices];
            _notices.Clear();
            return notices;
        }
    }

    public override void Annotate(Action<Annotations> say)
    {
        lock (_gate)
        {
            say(new Annotations(Store(), TimeProvider.System));
            Store().Refresh();
        }
    }

    public override IReadOnlyList<Removed> Trash()
    {
        lock (_gate)
        {
            Store().Refresh();
            return Store().Trash();
        }
    }

    public override ImmutableArray<string> Why(string cell, CancellationToken cancel) =>
        OwnOutput.Of(["results", "why", cell, "--plain", .. places.Arguments], cancel);

    private ResultStore Store() => _store ??= ResultStore.Open(places.Store, _notices.Add);
}
