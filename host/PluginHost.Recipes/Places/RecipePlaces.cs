using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Places;

/// <summary>
/// Finds the place of a recipe from which something was called: the very call, where a statement has many. The debugger's
/// symbols know the statement; the instructions before the call tell which of the statement's calls of that name it is.
/// </summary>
/// <param name="files">The recipe and what it loads.</param>
/// <param name="symbols">The portable PDB of the recipe's assembly.</param>
internal sealed class RecipePlaces(ImmutableArray<string> files, byte[] symbols)
{
    /// <summary>The innermost place of the recipe's own files; null where none of them takes part.</summary>
    /// <param name="trace">Where the error came from, with the names of files.</param>
    /// <param name="message">What is wrong there.</param>
    public RecipeProblem? Find(StackTrace trace, string message)
    {
        var frames = trace.GetFrames();
        int own = Array.FindIndex(frames, frame => frame.GetFileName() is { } file && files.Contains(file));
        if (own < 0)
        {
            return null;
        }

        var frame = frames[own];
        string path = frame.GetFileName() ?? "";
        var (line, column) = (frame.GetFileLineNumber(), frame.GetFileColumnNumber());
        if (own > 0 && frames[own - 1].GetMethod() is { } called)
        {
            (line, column) = CallPlace.In(path, line, column, called.Name, Ordinal(frame, called.Name), message);
        }

        return new RecipeProblem(RecipeProblem.Shown(path), line, column, message);
    }

    /// <summary>The recipe's first line, for what has no place.</summary>
    public RecipeProblem Beginning(string message) => new(RecipeProblem.Shown(files[0]), 1, 1, message);

    /// <summary>How many calls of that name the statement makes before the one that has not returned.</summary>
    private int Ordinal(StackFrame frame, string called)
    {
        if (frame.GetMethod() is not { } caller)
        {
            return 0;
        }

        int at = frame.GetILOffset();
        int statement = StatementStart(caller, at);
        return CallInstructions.In(caller).Count(call => call.Offset >= statement && call.Offset < at && call.Name == called);
    }

    private int StatementStart(MethodBase caller, int at)
    {
        using var stream = new MemoryStream(symbols);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var reader = provider.GetMetadataReader();
        var method = (MethodDefinitionHandle)MetadataTokens.Handle(caller.MetadataToken);
        return reader.GetMethodDebugInformation(method).GetSequencePoints()
            .Where(point => !point.IsHidden && point.Offset <= at)
            .Select(point => point.Offset).DefaultIfEmpty(0).Max();
    }
}
