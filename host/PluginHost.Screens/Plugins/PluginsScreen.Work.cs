using System.Collections.Immutable;
using PluginHost.Loading;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Plugins;

/// <summary>What is typed, what is done outside of the screen, and what that brings back.</summary>
internal sealed partial record PluginsScreen
{
    private const string SurveyWork = "survey", VerifyWork = "verify", NewWork = "new";

    private static readonly After NextLook = new("tick", TimeSpan.FromSeconds(2), new Tick());

    internal sealed record Tick : Message;

    internal sealed record Surveyed(
        ImmutableArray<PluginEntry> Plugins, IReadOnlyList<string> Folders, PluginStamp Stamp) : Message;

    internal sealed record Unchanged : Message;

    internal sealed record Verified(string Key, ImmutableArray<string> Lines) : Message;

    internal sealed record Made(ImmutableArray<string> Lines) : Message;

    /// <summary>Looks at the plugins, where their files have changed since.</summary>
    public Background Survey(bool always) => new(SurveyWork, _ =>
    {
        var settings = Places.FindPlugins();
        var stamp = PluginStamp.Of(settings);
        if (!always && stamp == Stamp)
        {
            return new Unchanged();
        }

        var survey = PluginLoader.Survey(settings);
        return new Surveyed(PluginEntry.All(survey, Places.Root), survey.Folders, stamp);
    });

    /// <summary>Tries the chosen plugin on small data, and shows what was found.</summary>
    public Step Verify()
    {
        if (Chosen is not { } plugin)
        {
            return Step.To(this, new Notify("there is no plugin", Status.Warning));
        }

        string key = plugin.Key;
        string[] arguments = ["plugins", "verify", plugin.Argument, .. Places.Arguments, "--plain"];
        var shown = (this with { Verifications = Verifications.Remove(key) }).Showing(PluginPage.Verification);
        return Step.To(shown, new Background(VerifyWork, cancel => new Verified(key, OwnOutput.Of(arguments, cancel)))
        {
            Says = $"verifying {plugin.Id}",
        });
    }

    /// <summary>Takes the line that was typed.</summary>
    public Step Accept() => Naming is not null ? Make() : Step.To(Filtered(Filter.Keep()));

    /// <summary>Leaves the line that was typed.</summary>
    public Step Cancel() => Naming is not null
        ? Step.To(this with { Naming = null })
        : Step.To(Filtered(Filter.Restore(), Filter.Chosen));

    /// <summary>Makes the plugin that is asked for.</summary>
    public Step Make()
    {
        if (Naming is not { } naming)
        {
            return Step.Stay(this);
        }

        var make = new Background(NewWork, _ => new Made(naming.Write(Places)))
        {
            Says = "making the plugin", IsChange = true,
        };
        return Step.To(this, make);
    }

    /// <summary>The new plugin is of another kind.</summary>
    public Step OfKind(string? word) => Naming?.OfKind(word) is { } naming
        ? Step.To(this with { Naming = naming })
        : Step.To(this, new Notify($"'{word}' is no kind of plugin", Status.Failed));

    private Step Type(TextTyped typed) => typed.Id switch
    {
        NewPlugin.Field when Naming is not null => Step.To(this with { Naming = Naming.Type(typed) }),
        ListFilter.Field when Filter.IsTyped => Step.To(Filtered(Filter.Type(typed))),
        _ => Step.Stay(this),
    };

    private Step Take(Surveyed surveyed)
    {
        var taken = this with
        {
            Plugins = surveyed.Plugins,
            Folders = surveyed.Folders,
            Stamp = surveyed.Stamp,
            Verifications = Verifications.Clear(),
        };
        var filtered = taken.Filtered(Filter);
        if (filtered.Chosen?.Key != Chosen?.Key)
        {
            // The plugin that the cursor was on is gone: it stays where it was.
            filtered = filtered with { Cursor = Cursor.To(Cursor.Index, filtered.Shown.Length, ListLines) };
        }

        filtered = filtered.Page == PluginPage.Verification ? filtered.Showing(PluginPage.Details) : filtered;
        return Stamp is null
            ? Step.To(filtered, NextLook)
            : Step.To(filtered, NextLook, new Notify(PluginChange.Of(Plugins, surveyed.Plugins)));
    }

    /// <summary>What did not come is not waited for; the looks at the folders go on.</summary>
    private Step Cancelled(string work) => work switch
    {
        SurveyWork => Step.To(this, NextLook),
        VerifyWork when Page == PluginPage.Verification => Step.To(Showing(PluginPage.Details)),
        _ => Step.Stay(this),
    };

    private Step Fail(WorkFailed failed)
    {
        string problem = FailureText.Line(failed.Error);
        if (failed.Work == NewWork && Naming is not null)
        {
            return Step.To(this with { Naming = Naming with { Problem = problem } });
        }

        var step = Cancelled(failed.Work);
        return step with { Effects = step.Effects.Insert(0, new Notify(problem, Status.Failed)) };
    }
}
