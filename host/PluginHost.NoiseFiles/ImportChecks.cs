using System.Globalization;

namespace PluginHost.NoiseFiles;

/// <summary>The checks of imported noise, in the order in which they are told.</summary>
internal sealed class ImportChecks(ImageValues values, LabelledImages images, NoiseReading reading)
{
    private const int Compared = 64, LargestUntold = 64;
    private const double LeastCorrelation = 0.5, LikeImages = 0.7, SignsInBalance = 0.05;

    public List<NoiseCheck> Results { get; } = [];

    /// <summary>Whether the sizes fit the images; else nothing more can be looked at.</summary>
    public bool Fit()
    {
        Good("format", values.Format);
        int wanted = reading.ClassWise ? images.Classes : images.Count;
        string what = reading.ClassWise ? "classes" : "training images";
        bool fits = values.Shape == images.Shape && (values.Count == wanted || (reading.MayHaveMore && values.Count > wanted));
        if (fits)
        {
            Good("images", values.Count == wanted
                ? $"{values.Count} of {values.Shape}, as many as there are {what}"
                : $"{values.Count} of {values.Shape}; the first {wanted} are used");
            return true;
        }

        string hint = values.Shape == images.Shape && values.Count == images.Classes
            ? "; one a class: --class-wise gives every image the noise of its class"
            : values.Shape == images.Shape && values.Count < images.Count ? $"; if it is for the first ones only, use --train-images {values.Count}" : "";
        Wrong("images", $"{values.Count} of {values.Shape}, but the data set has {wanted} {what} of {images.Shape}{hint}");
        return false;
    }

    public void Finite(ValueSurvey survey)
    {
        if (survey.NotFinite == 0)
        {
            Good("values", "all finite");
            return;
        }

        var classes = reading.ClassWise ? [] : survey.Broken.Select(image => images.Labels[image % images.Count]).Distinct().Order().ToList();
        Wrong("values", $"{survey.NotFinite} are NaN or infinite, in {survey.BrokenImages} images (the first: {string.Join(", ", survey.Broken)}"
            + $"{(classes.Count > 0 ? $"; of class {string.Join(", ", classes)}" : "")}): the file is damaged or was made wrongly; get it anew");
    }

    /// <summary>What the values were taken for, and whether a class of images was lost.</summary>
    public void Meaning(StoredMeaning meaning)
    {
        Good("meaning", meaning.Finding);
        if (meaning.Content == NoiseContent.Protected && !reading.ClassWise)
        {
            new ImageOrder(values, meaning, images).Colours(Results);
        }
    }

    /// <returns>The bound.</returns>
    public Radius Levels(LevelSurvey survey, NoiseOrigin origin)
    {
        var bound = InBound(survey, origin);
        Signs(survey);
        Add("rounding", survey.Rounded < 0.02f ? NoiseCheckOutcome.Good : survey.Rounded <= 0.5f ? NoiseCheckOutcome.Warning : NoiseCheckOutcome.Wrong,
            survey.Rounded < 0.02f ? "values are whole grey levels" : $"values are no whole grey levels; they are rounded, by up to {Text(survey.Rounded)}/255");
        NotEmpty(survey);
        return bound;
    }

    /// <summary>Whether the noise is what the file says that it held when it was written.</summary>
    public void Checksum(string told, string found) => Add(
        "checksum", told == found ? NoiseCheckOutcome.Good : NoiseCheckOutcome.Wrong, told == found
            ? $"the noise is as it was written (sha256 {found[..12]}…)"
            : "the noise is not what the file was written with: it is damaged; get it anew");

    /// <summary>Whether the images are in the order of the data set, as far as that can be told.</summary>
    public void Order(StoredMeaning meaning)
    {
        SameLabels();
        var order = new ImageOrder(values, meaning, images);
        if (meaning.Content == NoiseContent.Protected && !reading.ClassWise)
        {
            order.Check(Compared, LeastCorrelation, Results);
            return;
        }

        if (!reading.ClassWise && order.Likeness(Compared) is var likeness && likeness > LikeImages)
        {
            string told = likeness.ToString("0.00", CultureInfo.InvariantCulture);
            Wrong(
                "content",
                $"it is like the images themselves (correlation {told}): images in another scale or shift, not noise for "
                + "them");
        }

        if (values.Labels is null && reading.Labels is null)
        {
            Add("order", NoiseCheckOutcome.Unknown, "noise alone does not tell which image it is for; --labels FILE compares labels, and view shows it on the images");
        }
    }

    private Radius InBound(LevelSurvey survey, NoiseOrigin origin)
    {
        if ((reading.Radius ?? origin.Radius) is not { } radius)
        {
            bool fits = survey.Largest <= LargestUntold;
            Add("bound", fits ? NoiseCheckOutcome.Warning : NoiseCheckOutcome.Wrong, fits
                ? $"the largest is {survey.Largest}/255, and no radius was given to hold it against (--radius {survey.Largest})"
                : $"the largest is {survey.Largest}/255, and no radius was given: noise of more than "
                    + $"{LargestUntold}/255 can be seen; "
                    + "a wrong unit (--units), images in place of noise, or say --radius (at most 127)");
            return Radius.Per255(Math.Min(127, survey.Largest));
        }

        if (survey.Largest == 0)
        {
            // Told with the signs.
            return radius;
        }

        string whose = reading.Radius is null ? "the file's radius" : "the radius";
        string told = $"the largest is {survey.Largest}/255, {whose} is {radius}";
        if (survey.Largest > Math.Ceiling(radius.Levels))
        {
            Wrong("bound", $"{told}; a wrong unit, another order of the images, or noise of a larger radius");
        }
        else if (survey.Largest >= radius.Levels / 2)
        {
            Good("bound", told);
        }
        else if (reading.Unit == NoiseUnit.Auto)
        {
            Wrong("bound", $"{told}: less than half of it, as with a wrong scale; name the unit (--units), or the "
                + "radius that it has");
        }
        else
        {
            Add("bound", NoiseCheckOutcome.Warning, $"{told}: less than half of it");
        }

        return radius;
    }

    private void Signs(LevelSurvey survey)
    {
        string shares = $"{Share(survey.Negative, survey.Values)} negative, {Share(survey.Positive, survey.Values)} positive";
        bool oneSign = survey.Negative == 0 || survey.Positive == 0;
        if (survey.Negative + survey.Positive == 0)
        {
            Wrong("signs", "all noise is 0: a wrong unit (--units), or the clean images themselves");
        }
        else if (oneSign && !reading.MayHaveOneSign)
        {
            Wrong("signs", $"{shares}: one half of the noise is lost, as when negative values are clamped to 0 or stored unsigned; "
                + "if it is meant so, use --one-sign");
        }
        else
        {
            double balance = (double)survey.Negative / (survey.Negative + survey.Positive);
            Add("signs", Math.Abs(balance - 0.5) < 0.5 - SignsInBalance ? NoiseCheckOutcome.Good : NoiseCheckOutcome.Warning, shares);
        }
    }

    private void NotEmpty(LevelSurvey survey)
    {
        int empty = survey.Empty.Count(e => e);
        if (empty == 0)
        {
            Good("noise", "every image has some");
            return;
        }

        var byClass = survey.Empty.Index().GroupBy(image => images.Labels[image.Index]);
        var lost = byClass.Where(group => group.All(image => image.Item)).Select(group => group.Key).Order().ToList();
        Add("noise", lost.Count > 0 && lost.Count < images.Classes ? NoiseCheckOutcome.Wrong : NoiseCheckOutcome.Warning,
            $"{empty} of {survey.Empty.Count} images have none{(lost.Count > 0 ? $", among them all of class {string.Join(", ", lost)}" : "")}");
    }

    private void SameLabels()
    {
        if ((reading.Labels ?? values.Labels) is not { } labels || reading.ClassWise)
        {
            return;
        }

        if (labels.Count < images.Count)
        {
            Wrong("labels", $"there are {labels.Count} labels for {images.Count} images");
            return;
        }

        int different = images.Labels.Zip(labels).Count(pair => pair.First != pair.Second);
        Add("labels", different == 0 ? NoiseCheckOutcome.Good : NoiseCheckOutcome.Wrong, different == 0
            ? "the same as the data set's, image by image"
            : $"{different} of {images.Count} differ from the data set's: the images are in another order, or of another data set");
    }

    private void Good(string name, string finding) => Add(name, NoiseCheckOutcome.Good, finding);

    private void Wrong(string name, string finding) => Add(name, NoiseCheckOutcome.Wrong, finding);

    private void Add(string name, NoiseCheckOutcome outcome, string finding) => Results.Add(new NoiseCheck(name, outcome, finding));

    private static string Text(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Share(long part, long all) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / all:0.0} %");
}
