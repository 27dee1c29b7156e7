namespace PluginHost.Engine.Noise;

/// <summary>How many passes (a batch forward and backward) methods with a surrogate take, see <see cref="SurrogateNoise"/>.</summary>
public static class SurrogatePasses
{
    /// <summary>The passes of training the surrogate and of the last pass over the images.</summary>
    /// <param name="images">How many images are protected.</param>
    /// <param name="schedule">The surrogate's schedule.</param>
    /// <param name="step">Passes a training step: those that make noise, those of an attack, and the update.</param>
    /// <param name="lastBatch">Passes that make the final noise of a batch.</param>
    /// <param name="dropLast">Whether the last pass leaves the incomplete batch out.</param>
    public static long Of(int images, TrainingSchedule schedule, long step, long lastBatch, bool dropLast)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        int batch = Math.Min(schedule.BatchSize, images);
        int batches = dropLast ? images / batch : (images + batch - 1) / batch;
        return (schedule.Iterations * step) + (batches * lastBatch);
    }
}
