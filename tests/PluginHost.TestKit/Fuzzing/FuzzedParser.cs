using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PluginHost.TestKit.Fuzzing;

/// <summary>
/// A parser that is given thousands of changed inputs. Each must be taken, or refused by an exception that the parser
/// declares, within <see cref="Bounded.Limit"/> and <see cref="Bounded.MostBytes"/>. The inputs are the same every
/// time; <c>PLUGINHOST_FUZZ_INPUTS</c> raises their number.
/// </summary>
/// <param name="name">What the parser is called; decides the random numbers.</param>
/// <param name="samples">Valid inputs.</param>
/// <param name="read">Reads an input, and uses what came of it as the program does.</param>
/// <param name="declared">The exceptions that it may refuse an input by.</param>
public sealed class FuzzedParser(
    string name, IReadOnlyList<byte[]> samples, Action<byte[]> read, params Type[] declared)
{
    private const string Variable = "PLUGINHOST_FUZZ_INPUTS";
    private const int UsualInputs = 2_000;

    // So long after an input was begun it hangs, and no exception will ever tell.
    private static readonly TimeSpan s_hanging = TimeSpan.FromSeconds(60);

    private byte[] _current = [];
    private long _begun;

    /// <summary>Words that mean something to the parser.</summary>
    public IReadOnlyList<byte[]> Tokens { get; init; } = [];

    /// <summary>Makes checksums right again, so that changes get past them.</summary>
    public Func<byte[], byte[]> Repair { get; init; } = input => input;

    /// <summary>
    /// Whether people type the input. Then it may stand in an error as it is, and who shows the error makes it safe.
    /// </summary>
    public bool IsTyped { get; init; }

    /// <summary>Samples that are texts.</summary>
    public static IReadOnlyList<byte[]> Texts(params IEnumerable<string> texts) =>
        [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Gives the parser its inputs.</summary>
    /// <exception cref="FuzzException">One was neither taken nor refused as declared; its bytes are told.</exception>
    public FuzzResult Check()
    {
        string? told = Environment.GetEnvironmentVariable(Variable);
        return Check(int.TryParse(told, CultureInfo.InvariantCulture, out int given) ? given : UsualInputs);
    }

    /// <inheritdoc cref="Check()"/>
    public FuzzResult Check(int inputs)
    {
        var clock = Stopwatch.StartNew();
        int refused = 0;
        using var watch = new Timer(_ => EndIfHanging(), null, s_hanging, s_hanging);
        for (int i = 0; i < inputs; i++)
        {
            // Each has random numbers of its own, so that one can be had again without those before it.
            var mutator = new Mutator(new Random(HashCodeOf(name) + i), samples, Tokens);
            _current = Repair(i < samples.Count ? samples[i] : mutator.Next());
            var (isRefused, took) = Read(i);

            // A machine that is busy with other things may be slow once; an input that is slow is slow again.
            Require(took < Bounded.Limit || Read(i).Took < Bounded.Limit, i, $"it took {took}", null);
            refused += isRefused ? 1 : 0;
        }

        return new FuzzResult(name, inputs, refused, clock.Elapsed);
    }

    private (bool IsRefused, TimeSpan Took) Read(int number)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRefused = false;
        Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
        try
        {
            read([.. _current]);
        }
        catch (Exception error) when (declared.Any(type => type.IsInstanceOfType(error)))
        {
            isRefused = true;
            bool isPlain = !error.Message.Any(c => char.IsControl(c) && c != '\n');
            Require(IsTyped || isPlain, number, "its error has control characters", error);
        }
        catch (Exception error)
        {
            throw Failed(number, $"it is no exception that the parser declares: {error.GetType().Name}", error);
        }

        var took = Stopwatch.GetElapsedTime(Volatile.Read(ref _begun));
        Volatile.Write(ref _begun, 0);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Require(bytes < Bounded.MostBytes, number, $"it asked for {bytes >> 20} MB", null);
        return (isRefused, took);
    }

    private void Require(bool holds, int number, string otherwise, Exception? cause)
    {
        if (!holds)
        {
            throw Failed(number, otherwise, cause);
        }
    }

    private FuzzException Failed(int number, string problem, Exception? cause) =>
        new($"{name}, input {number}: {problem}; it is {Told(_current)}", cause);

    /// <summary>Texts as they are, other bytes in base 64.</summary>
    private static string Told(byte[] input)
    {
        const int most = 4_000;
        bool isText = input.All(b => b is >= 0x20 and < 0x7F or (byte)'\n');
        string told = isText ? Encoding.ASCII.GetString(input) : "base64 " + Convert.ToBase64String(input);
        return told.Length > most ? $"{told[..most]} … ({input.Length} bytes)" : told;
    }

    private void EndIfHanging()
    {
        long begun = Volatile.Read(ref _begun);
        if (begun != 0 && Stopwatch.GetElapsedTime(begun) > s_hanging)
        {
            Environment.FailFast($"{name} hangs at {Told(_current)}");
        }
    }

    private static int HashCodeOf(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}

/// <summary>What a parser did with its inputs.</summary>
/// <param name="Parser">Its name.</param>
/// <param name="Inputs">How many it was given.</param>
/// <param name="Refused">How many it refused.</param>
/// <param name="Took">How long all took.</param>
public sealed record FuzzResult(string Parser, int Inputs, int Refused, TimeSpan Took)
{
    /// <summary>How many it took.</summary>
    public int Taken => Inputs - Refused;
}

/// <summary>A parser did something else with an input than to take it or to refuse it as declared.</summary>
public sealed class FuzzException(string message, Exception? cause) : Exception(message, cause);
