namespace PluginHost.Engine.Guards;

/// <summary>
/// Stands around every call of one plugin's code: what it throws becomes a <see cref="PluginException"/> with its name,
/// and what it changed for the whole process is put back.
/// </summary>
/// <param name="plugin">Which plugin it is.</param>
/// <param name="instance">The plugin's class; its frames and threads are known by it.</param>
/// <param name="notices">Told what was put back and what was left over.</param>
internal sealed class PluginGuard(PluginIdentity plugin, object instance, PluginNotices notices)
{
    private readonly PluginThreads _threads = PluginThreads.Of(plugin, instance.GetType());

    /// <summary>
    /// Asks the plugin something that takes no tensors: no setting is looked at, and libtorch need not be loaded.
    /// </summary>
    /// <exception cref="PluginException">It threw.</exception>
    public T Ask<T>(Func<T> question)
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            return question();
        }
        catch (Exception thrown) when (IsItsFault(thrown, default))
        {
            throw PluginException.Of(plugin, instance.GetType().Assembly, thrown);
        }
    }

    /// <summary>Calls the plugin's code.</summary>
    /// <param name="code">The call, with the checks of its result.</param>
    /// <param name="stop">The one token that the plugin may obey; any other cancellation is a fault.</param>
    /// <exception cref="PluginException">It threw, or a check failed.</exception>
    public T Call<T>(Func<T> code, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        var before = new HostState();
        try
        {
            var result = code();
            if (_threads.Fault is { } elsewhere)
            {
                throw _threads.Told(elsewhere);
            }

            return result;
        }
        catch (Exception thrown) when (IsItsFault(thrown, stop))
        {
            throw PluginException.Of(plugin, instance.GetType().Assembly, thrown);
        }
        finally
        {
            foreach (string changed in before.PutBack())
            {
                notices.Add($"{plugin.Name} changed {changed}; it was put back");
            }
        }
    }

    /// <summary>
    /// As <see cref="Call"/>, for code whose result is a tensor: what it takes out of all scopes is counted.
    /// </summary>
    public Tensor CallForTensor(Func<Tensor> code)
    {
        long before = TensorsOutsideScopes();
        var result = Call(code);
        AddLeftovers(freed: 0, TensorsOutsideScopes() - before);
        return result;
    }

    /// <summary>
    /// As <see cref="Call"/>, for code that keeps nothing: the tensors that it leaves are counted and freed, and
    /// torch's generator goes on as if it had not drawn.
    /// </summary>
    public void CallAlone(Action code, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(code);
        using var generator = random.get_rng_state().DetachFromDisposeScope();
        long before = TensorsOutsideScopes();
        using var scope = NewDisposeScope();
        try
        {
            Call(() =>
            {
                code();
                return true;
            }, stop);

            // Who was interrupted has not had the time to tidy up: then nothing is told.
            AddLeftovers(scope.DisposablesCount, TensorsOutsideScopes() - before);
        }
        finally
        {
            random.set_rng_state(generator);
        }
    }

    /// <summary>A breach of a rule ends the cell.</summary>
    /// <param name="breach">What is wrong; null when all is well.</param>
    public void Check(string? breach)
    {
        if (breach is not null)
        {
            throw new PluginException(plugin, breach);
        }
    }

    /// <summary>Refuses null.</summary>
    /// <param name="value">What the plugin gave.</param>
    /// <param name="member">The member that gave it, such as <c>Build</c>.</param>
    public T Given<T>(T? value, string member) where T : class =>
        value ?? throw new PluginException(plugin, $"gave null from {member}");

    /// <summary>
    /// A stop that was asked for, and what the program itself says below a plugin, are no faults of the plugin.
    /// </summary>
    private static bool IsItsFault(Exception thrown, CancellationToken stop) => thrown switch
    {
        PluginException => false,
        OperationCanceledException => !stop.IsCancellationRequested,
        IOException or UnauthorizedAccessException => !ThrownError.IsByHost(thrown),
        _ when TorchErrors.Message(thrown) is not null => true,
        _ => !(ThrownError.IsHost(thrown.GetType().Assembly) && ThrownError.IsByHost(thrown)),
    };

    private void AddLeftovers(long freed, long kept)
    {
        if (freed > 0 || kept > 0)
        {
            notices.AddLeftovers(plugin.Name, freed, Math.Max(0, kept));
        }
    }

    /// <summary>Tensors of this thread that no scope will free.</summary>
    private static long TensorsOutsideScopes()
    {
        var counts = DisposeScopeManager.Statistics;
        long made = counts.CreatedOutsideScopeCount - counts.DisposedOutsideScopeCount;
        return made + counts.DetachedFromScopeCount - counts.AttachedToScopeCount;
    }
}
