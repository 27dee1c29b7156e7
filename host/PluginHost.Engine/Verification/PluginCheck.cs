namespace PluginHost.Engine.Verification;

/// <summary>What a check of a plugin found.</summary>
/// <param name="Name">What is checked, as a sentence without its subject, such as <c>keeps its bound</c>.</param>
/// <param name="Problem">What is wrong, in one line; null when all is well.</param>
public sealed record PluginCheck(string Name, string? Problem)
{
    /// <summary>Whether all is well.</summary>
    public bool Passed => Problem is null;

    /// <summary>For example <c>ok: keeps its bound</c> or <c>FAILED: keeps its bound: 9/255 is beyond 8/255</c>.</summary>
    public override string ToString() => Passed ? $"ok: {Name}" : $"FAILED: {Name}: {Problem}";
}

/// <summary>Runs checks one after another; one that fails, or a plugin that throws in it, does not stop the next.</summary>
internal sealed class CheckList
{
    private readonly List<PluginCheck> _checks = [];

    public IReadOnlyList<PluginCheck> Results => _checks;

    public void Run(string name, Action check)
    {
        using var scope = NewDisposeScope();
        try
        {
            check();
            _checks.Add(new PluginCheck(name, null));
        }
        catch (CheckFailedException e)
        {
            _checks.Add(new PluginCheck(name, e.Message));
        }
        catch (Exception e)
        {
            // The code under test is not ours: whatever it throws is the result.
            string message = TorchErrors.Message(e) ?? $"{e.GetType().Name}: {ThrownError.Text(e)}";
            _checks.Add(new PluginCheck(name, $"throws {ThrownError.OneLine(message)}"));
        }
    }

    public static void Expect(bool fine, string problem)
    {
        if (!fine)
        {
            throw new CheckFailedException(problem);
        }
    }

    /// <summary>Expects that a rule is kept.</summary>
    /// <param name="breach">What is wrong, without its subject; null when the rule is kept.</param>
    /// <param name="subject">What stands before it.</param>
    public static void ExpectNo(string? breach, string subject = "it ")
    {
        if (breach is not null)
        {
            throw new CheckFailedException(subject + breach);
        }
    }

    /// <summary>Whether two tensors have the same shape and values. (TorchSharp's <c>equal</c> compares element by element.)</summary>
    public static bool Same(Tensor one, Tensor other) =>
        one.shape.SequenceEqual(other.shape) && one.eq(other).all().item<bool>();

    /// <summary>Expects that an action leaves as many tensors as it found. It has run before, so that caches are filled.</summary>
    public static void ExpectNoLeak(Action work)
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        work();
        long left = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        Expect(left <= 0, $"{left} tensors are left; open a scope with NewDisposeScope() in every step and dispose what lives longer");
    }

    private sealed class CheckFailedException(string message) : Exception(message);
}
