using System.Collections.Immutable;
using System.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using PluginHost.Engine.Planning;
using PluginHost.Files;
using PluginHost.Loading;
using PluginHost.Recipes.Compiling;
using PluginHost.Store;
using PluginHost.Tables.Rows;

namespace PluginHost.Recipes.LiveConsole;

/// <summary>What came of a line of the console.</summary>
/// <param name="Lines">The value, or the error.</param>
/// <param name="IsError">Whether it is an error.</param>
public sealed record ConsoleAnswer(IReadOnlyList<string> Lines, bool IsError);

/// <summary>C# line after line: what a line declares is there for the next one. Used by one thread at a time.</summary>
/// <param name="host">What the lines see.</param>
public sealed class ConsoleSession(ConsoleHost host)
{
    private const int MostCompletions = 200;
    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private static readonly Lazy<ScriptOptions> Options = new(() => ScriptOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithReferences(RoslynCompilation.Framework)
        .AddReferences(
            typeof(ConsoleSession).Assembly, typeof(Tensor).Assembly, typeof(LibTorch).Assembly,
            typeof(PluginUse).Assembly, typeof(Plan).Assembly, typeof(AtomicFile).Assembly,
            typeof(ResultStore).Assembly, typeof(ResultRows).Assembly, typeof(PluginLoader).Assembly)
        .WithImports(RecipeScope.Imports.Where(name =>
            !name.StartsWith("PluginHost.Recipes", StringComparison.Ordinal)))
        .AddImports(
            "System.Globalization", "PluginHost.Recipes.Language", "PluginHost.Recipes.LiveConsole", "PluginHost.Store",
            "PluginHost.Store.Records", "PluginHost.Tables.Rows", "PluginHost.Tables.Comparison",
            "PluginHost.Engine.Data", "PluginHost.Engine.Noise", "PluginHost.Engine.Planning"));

    private ScriptState<object>? _state;

    /// <summary>A text as a whole statement or expression, where a missing semicolon at its end is forgiven; null when it goes on in the next line.</summary>
    public static string? Whole(string code)
    {
        if (SyntaxFactory.IsCompleteSubmission(SyntaxFactory.ParseSyntaxTree(code, Syntax)))
        {
            return code;
        }

        var ended = SyntaxFactory.ParseSyntaxTree(code + ";", Syntax);
        // A loop's head is no statement, though a semicolon would make it one.
        return ended.GetDiagnostics().Any() || ended.GetRoot().DescendantNodes().OfType<EmptyStatementSyntax>().Any() ? null : code + ";";
    }

    /// <summary>Loads the compiler, so that the first line does not wait for it.</summary>
    public void WarmUp() => Script("0").Compile();

    /// <summary>Runs a line.</summary>
    /// <param name="code">One or more statements; a last expression is the value.</param>
    /// <param name="stop">Ends it, wherever it is.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ConsoleAnswer Run(string code, CancellationToken stop)
    {
        // What a line awaits goes on anywhere: it must not wait for this thread, which waits for the line.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Answer(code, stop);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private ConsoleAnswer Answer(string code, CancellationToken stop)
    {
        try
        {
            ScriptState<object>? next = null;
            var script = Script(code);
            // Only the line's own code may be ended wherever it is; the compiler and the loading of libtorch must not be.
            script.Compile(stop);
            LibTorch.Load();
            // (With a token that can never be cancelled it would not return.)
            using var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => next = Next(script), own.Token);
#pragma warning restore SYSLIB0046
            if (next?.Exception is { } thrown)
            {
                _state = next;
                return Error(thrown);
            }

            _state = next;
            return new ConsoleAnswer(next is null || (next.ReturnValue is null && !HasValue(next.Script)) ? [] : ReadableValue.Lines(next.ReturnValue), false);
        }
        catch (CompilationErrorException wrong)
        {
            var first = wrong.Diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
            return first is null ? Error(wrong) : new ConsoleAnswer([$"{first.Id}: {first.GetMessage()} (column {first.Location.GetLineSpan().StartLinePosition.Character + 1})"], true);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Error(error);
        }
    }

    /// <summary>What may stand at the end of a text: members after a dot, else names.</summary>
    /// <returns>Where the word begins that is completed, and what it may become.</returns>
    public (int Start, ImmutableArray<string> Names) Complete(string code)
    {
        int start = code.Length;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
        {
            start--;
        }

        string word = code[start..];
        var compilation = Script(code).GetCompilation();
        var tree = compilation.SyntaxTrees.Last();
        var model = compilation.GetSemanticModel(tree);
        var symbols = start > 0 && code[start - 1] == '.' ? Members(tree, model, start - 1) : model.LookupSymbols(start);
        return (start,
        [
            .. symbols.Where(symbol => symbol.CanBeReferencedByName && symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable or Accessibility.Private)
                .Select(symbol => symbol.Name).Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && !name.StartsWith('<'))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase).Take(MostCompletions),
        ]);
    }

    private ScriptState<object> Next(Script<object> script) => (_state is null
        ? script.RunAsync(host, IsOrdinary, CancellationToken.None)
        : script.RunFromAsync(_state, IsOrdinary, CancellationToken.None)).GetAwaiter().GetResult();

    private static bool IsOrdinary(Exception error) => error is not ThreadAbortException;

    private Script<object> Script(string code) => _state is null
        ? CSharpScript.Create(code, Options.Value, typeof(ConsoleHost))
        : _state.Script.ContinueWith(code);

    private static IEnumerable<ISymbol> Members(SyntaxTree tree, SemanticModel model, int dot)
    {
        var before = tree.GetRoot().FindToken(dot).Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax conditional } => conditional.Expression,
            _ => (ExpressionSyntax?)null,
        };
        return before is null ? [] : model.GetSymbolInfo(before).Symbol switch
        {
            INamespaceSymbol space => model.LookupSymbols(dot, space),
            ITypeSymbol type => model.LookupStaticMembers(dot, type).Concat(model.LookupNamespacesAndTypes(dot, type)),
            _ when model.GetTypeInfo(before).Type is { } type => model.LookupSymbols(dot, type, includeReducedExtensionMethods: true).Where(symbol => !symbol.IsStatic),
            _ => [],
        };
    }

    /// <summary>Whether the last line has a value at all: a call of what returns nothing has none.</summary>
    private static bool HasValue(Script script)
    {
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.Last();
        return tree.GetRoot().ChildNodes().LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
    }

    private static ConsoleAnswer Error(Exception error)
    {
        string message = TorchErrors.Message(error) ?? $"{error.GetType().Name}: {error.Message}";
        return new([string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))], true);
    }
}
