using System.Globalization;
using PluginHost.Contracts;

namespace Sample.Bad;

/// <summary>Noise of 8/255 on every image, but for what a method of this file does wrong.</summary>
public abstract class BadNoise : INoiseMethod
{
    public virtual Radius Bound => Radius.Per255(8);

    public bool NeedsSurrogate => false;

    public abstract void Make(NoiseContext context);

    protected static void Write(NoiseContext context, double levels = 8, int? count = null)
    {
        using var scope = NewDisposeScope();
        var shape = context.Images.Shape;
        long[] indices = [.. Enumerable.Range(0, count ?? context.Images.Count)];
        context.Noise.Write(indices, full([indices.Length, shape.Channels, shape.Height, shape.Width], levels / 255));
    }
}

[Plugin(PluginKind.Noise, "loud", "1.2.0")]
public sealed class Loud : BadNoise
{
    public override void Make(NoiseContext context) => Write(context, levels: 9);
}

[Plugin(PluginKind.Noise, "boundless", "1.2.0")]
public sealed class Boundless : BadNoise
{
    public override Radius Bound => throw new InvalidOperationException("no bound is known");

    public override void Make(NoiseContext context) => Write(context);
}

[Plugin(PluginKind.Noise, "not-a-number", "1.2.0")]
public sealed class NotANumber : BadNoise
{
    public override void Make(NoiseContext context) => Write(context, levels: double.NaN);
}

[Plugin(PluginKind.Noise, "misshapen", "1.2.0")]
public sealed class Misshapen : BadNoise
{
    public override void Make(NoiseContext context)
    {
        using var scope = NewDisposeScope();
        context.Noise.Write([0, 1], zeros(2, 3, 5, 5));
    }
}

[Plugin(PluginKind.Noise, "silent", "1.2.0")]
public sealed class Silent : BadNoise
{
    public override void Make(NoiseContext context)
    {
    }
}

[Plugin(PluginKind.Noise, "half", "1.2.0")]
public sealed class Half : BadNoise
{
    public override void Make(NoiseContext context) => Write(context, count: context.Images.Count / 2);
}

[Plugin(PluginKind.Noise, "elsewhere", "1.2.0")]
public sealed class Elsewhere : BadNoise
{
    public override void Make(NoiseContext context) => Write(context, count: context.Images.Count + 1);
}

[Plugin(PluginKind.Noise, "throwing", "1.2.0")]
public sealed class Throwing : BadNoise
{
    public override void Make(NoiseContext context) => throw new InvalidOperationException("the moon\nis full");
}

[Plugin(PluginKind.Noise, "throwing-late", "1.2.0")]
public sealed class ThrowingLate : BadNoise
{
    public override void Make(NoiseContext context)
    {
        Write(context);
        foreach (int step in Steps())
        {
            context.Progress.Report(new StepReport("noise throwing-late", step, 5));
        }
    }

    /// <summary>Throws while it is enumerated.</summary>
    private static IEnumerable<int> Steps()
    {
        yield return 1;
        yield return int.Parse("two", CultureInfo.InvariantCulture);
    }
}

/// <summary>An exception that cannot tell of itself.</summary>
public sealed class UnspeakableException : Exception
{
    public override string Message => throw new NotSupportedException();

    public override string ToString() => Message;
}

[Plugin(PluginKind.Noise, "unspeakable", "1.2.0")]
public sealed class Unspeakable : BadNoise
{
    public override void Make(NoiseContext context) => throw new UnspeakableException();
}

/// <summary>Says that the run was stopped, which nobody asked for.</summary>
[Plugin(PluginKind.Noise, "giving-up", "1.2.0")]
public sealed class GivingUp : BadNoise
{
    public override void Make(NoiseContext context) => throw new OperationCanceledException();
}

[Plugin(PluginKind.Noise, "relabelling", "1.2.0")]
public sealed class Relabelling : BadNoise
{
    public override void Make(NoiseContext context)
    {
        var labels = context.Images.Labels as IList<int> ?? [];
        if (labels is int[] array)
        {
            Array.Fill(array, 0);
        }

        labels[0] = 9;
        Write(context);
    }
}

/// <summary>Disposes the images that later cells use too.</summary>
[Plugin(PluginKind.Noise, "closing", "1.2.0")]
public sealed class Closing : BadNoise
{
    public override void Make(NoiseContext context)
    {
        ((IDisposable)context.Images).Dispose();
        Write(context);
    }
}

/// <summary>Paints over every batch that it reads, in case one is no copy.</summary>
[Plugin(PluginKind.Noise, "painting", "1.2.0")]
public sealed class Painting : BadNoise
{
    public override void Make(NoiseContext context)
    {
        using var scope = NewDisposeScope();
        long[] all = [.. Enumerable.Range(0, context.Images.Count)];
        context.Images.ReadBytes(all, context.Compute.Device).fill_(0);
        throw new InvalidOperationException("everything is black");
    }
}

/// <summary>Makes good noise, and changes whatever it can for all who come after it.</summary>
[Plugin(PluginKind.Noise, "meddling", "1.2.0")]
public sealed class Meddling : BadNoise
{
    public override void Make(NoiseContext context)
    {
        Write(context);
        manual_seed(1);
        set_grad_enabled(false);
        set_num_threads(get_num_threads() == 1 ? 2 : 1);
        set_default_dtype(ScalarType.Float64);
        _ = new Autocast(DeviceType.CPU);
        _ = NewDisposeScope();
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        Directory.SetCurrentDirectory(Path.GetTempPath());
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
    }
}

/// <summary>Makes good noise, and leaves tensors: three inside scopes, two outside.</summary>
[Plugin(PluginKind.Noise, "leaking", "1.2.0")]
public sealed class Leaking : BadNoise
{
    private static readonly List<Tensor> Kept = [];

    public override void Make(NoiseContext context)
    {
        Write(context);
        for (int i = 0; i < 5; i++)
        {
            var left = zeros(10);
            Kept.Add(i < 3 ? left : left.DetachFromDisposeScope());
        }
    }
}
