using System.Runtime.CompilerServices;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;

namespace PluginHost.Tables.Rows;

/// <summary>The results of a store as rows.</summary>
public static class StoreRows
{
    // One object a snapshot: columns that were made for one table are there for the next.
    private static readonly ConditionalWeakTable<StoredResults, ResultRows> s_rows = [];

    extension(ResultStore store)
    {
        /// <summary>
        /// The result of every cell that counts, as of the last <see cref="ResultStore.Refresh"/>; the same object when
        /// there was nothing new.
        /// </summary>
        /// <exception cref="StoreException">The journals cannot be read.</exception>
        public ResultRows Rows() => s_rows.GetValue(store.Current(), static current => new ResultRows(current));

        /// <summary>
        /// The rows that came last, which are there sooner than all: <see cref="ResultRows.IsPart"/> tells whether more
        /// follow.
        /// </summary>
        /// <param name="most">How many at most.</param>
        /// <exception cref="StoreException">The journals cannot be read.</exception>
        public ResultRows Newest(int most) => new(store.Latest(most));

        /// <summary>
        /// The latest result of every cell that is asked for: in the plan's order, or else in the order in which they
        /// were recorded.
        /// </summary>
        /// <exception cref="QueryException">There is no such experiment or run.</exception>
        /// <exception cref="StoreException">The journals cannot be read.</exception>
        public IReadOnlyList<ResultRow> Results(ResultQuery? query = null) => [.. store.Select(query).Results()];

        /// <summary>The same as rows of a snapshot.</summary>
        /// <exception cref="QueryException">There is no such experiment or run.</exception>
        /// <exception cref="StoreException">The journals cannot be read.</exception>
        public RowSelection Select(ResultQuery? query = null)
        {
            query ??= new ResultQuery();
            bool isOfPlan = query.Experiment is not null || query.Run is not null;
            var selection = new RowSelection(isOfPlan ? new ResultRows(store.OfPlan(query)) : store.Rows());
            selection = query.Preset is { } preset ? selection.Where("preset", preset) : selection;
            return query.Where is { } filter ? selection.Where(filter) : selection;
        }
    }
}
