using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Recipes.Compiling;

/// <summary>
/// The C# compiler. Only this class and its helper for hints name its types, so that running a kept recipe does not load it.
/// </summary>
internal static class RoslynCompilation
{
    private static readonly CSharpParseOptions ScriptSyntax = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    // Libraries built for an earlier .NET run on this one; the SDK silences these two in every project as well.
    private static readonly ImmutableDictionary<string, ReportDiagnostic> Silenced =
        ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CS1701", ReportDiagnostic.Suppress).Add("CS1702", ReportDiagnostic.Suppress);

    // Read once: what they hold is the same for every recipe of this process.
    private static readonly Lazy<ImmutableArray<MetadataReference>> Host = new(HostReferences);

    /// <summary>Compiles a script and the functions of the plugins.</summary>
    /// <exception cref="RecipeException">Every error, one a line.</exception>
    public static CompiledCode Compile(SourceFile recipe, string functions)
    {
        byte[] plugins = Functions(functions).Assembly;
        var script = Script(recipe, [.. Host.Value, MetadataReference.CreateFromImage(plugins)]);
        RefusePackages(script, recipe);
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = script.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        var problems = emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)
            .OrderBy(d => d.Location.SourceTree?.FilePath != recipe.Path).ThenBy(d => d.Location.SourceSpan.Start)
            .Select(d => Problem(d, script, recipe)).Distinct().ToImmutableArray();
        RecipeProblem[] cutOff = [.. WholeDivision.In(script).Select(found => At(found.Place, $"error: {found.Problem}", recipe))];
        problems = [.. problems, .. cutOff];
        if (!emitted.Success || cutOff.Length > 0)
        {
            // Of a text without a statement nothing comes, and nothing is said.
            bool isEmpty = problems.All(problem => problem.IsWarning);
            throw new RecipeException(isEmpty ? [RecipeProblem.NoExperiment(recipe.Path)] : problems);
        }

        var entry = script.GetEntryPoint(CancellationToken.None)
            ?? throw new InvalidOperationException("the compiled script has no entry point");
        return new CompiledCode
        {
            Loaded = [.. script.SyntaxTrees.Where(t => t.FilePath != recipe.Path)
                .Select(t => new FileHash(t.FilePath, SourceFile.Hash(t.GetText().ToString())))],
            References = [.. script.DirectiveReferences.OfType<PortableExecutableReference>().Select(r => r.FilePath).OfType<string>()
                .Distinct().Select(path => new FileHash(path, RecipeCache.Hash(File.ReadAllBytes(path))))],
            Warnings = problems,
            EntryType = entry.ContainingType.MetadataName,
            EntryMethod = entry.MetadataName,
            Assembly = assembly.ToArray(),
            Symbols = symbols.ToArray(),
            Functions = plugins,
        };
    }

    /// <summary>The compiler would look for a file of that name.</summary>
    private static void RefusePackages(CSharpCompilation script, SourceFile recipe)
    {
        var packages = script.SyntaxTrees.SelectMany(tree => tree.GetCompilationUnitRoot().GetReferenceDirectives())
            .Where(directive => directive.File.ValueText.TrimStart().StartsWith("nuget:", StringComparison.OrdinalIgnoreCase));
        RecipeProblem[] problems =
        [
            .. packages.Select(directive => At(
                directive.File.GetLocation(),
                $"error: '{directive.File.ValueText}': recipes restore no packages; name an assembly that lies there, as in "
                + "#r \"lib/Name.dll\", or put what needs the package into a plugin, whose project may name packages",
                recipe)),
        ];
        if (problems.Length > 0)
        {
            throw new RecipeException(problems);
        }
    }

    private static CSharpCompilation Script(SourceFile recipe, IEnumerable<MetadataReference> references)
    {
        string folder = Path.GetDirectoryName(recipe.Path) ?? "";
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: RecipeScope.Imports,
            // Not Release: optimized code does not know the line of every exception. The work is libtorch's anyway.
            optimizationLevel: OptimizationLevel.Debug,
            allowUnsafe: false,
            nullableContextOptions: NullableContextOptions.Annotations,
            deterministic: true,
            specificDiagnosticOptions: Silenced,
            sourceReferenceResolver: new RegularSources(folder),
            metadataReferenceResolver: ScriptMetadataResolver.Default.WithBaseDirectory(folder));
        return CSharpCompilation.CreateScriptCompilation(
            "recipe-" + Path.GetFileNameWithoutExtension(recipe.Path),
            CSharpSyntaxTree.ParseText(SourceText.From(recipe.Text, Encoding.UTF8), ScriptSyntax, recipe.Path),
            references,
            options,
            returnType: typeof(object));
    }

    /// <summary>The functions of the plugins as an assembly, with the XML documentation that editors show.</summary>
    public static (byte[] Assembly, byte[] Documentation) Functions(string source)
    {
        var compilation = CSharpCompilation.Create(
            PluginFunctions.Namespace,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse))],
            Host.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true));
        using var assembly = new MemoryStream();
        using var documentation = new MemoryStream();
        var emitted = compilation.Emit(assembly, xmlDocumentationStream: documentation);
        return emitted.Success
            ? (assembly.ToArray(), documentation.ToArray())
            : throw new RecipeException("the functions of the plugins do not compile: a plugin's id or an option's name makes no C# name; "
                + string.Join("; ", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3).Select(d => d.GetMessage())));
    }

    /// <summary>The framework, and the host's own assemblies.</summary>
    private static ImmutableArray<MetadataReference> HostReferences() =>
    [
        .. Framework,
        .. RecipeScope.HostAssemblies.Select(name => MetadataReference.CreateFromFile(Assembly.Load(name).Location)),
    ];

    /// <summary>The framework that this process runs on.</summary>
    public static IEnumerable<MetadataReference> Framework
    {
        get
        {
            string framework = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";
            string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
            return trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework).Select(path => MetadataReference.CreateFromFile(path));
        }
    }

    private static RecipeProblem Problem(Diagnostic diagnostic, CSharpCompilation script, SourceFile recipe)
    {
        bool isWarning = diagnostic.Severity == DiagnosticSeverity.Warning;
        string hint = isWarning ? "" : DiagnosticHint.For(diagnostic, script);
        string text = $"{(isWarning ? "warning" : "error")} {diagnostic.Id}: {diagnostic.GetMessage()}{hint}";
        return At(diagnostic.Location, text, recipe, isWarning);
    }

    private static RecipeProblem At(Location location, string text, SourceFile recipe, bool isWarning = false)
    {
        var place = location.GetMappedLineSpan();
        var start = place.StartLinePosition;
        return place.IsValid
            ? new RecipeProblem(RecipeProblem.Shown(place.Path), start.Line + 1, start.Character + 1, text, isWarning)
            : new RecipeProblem(RecipeProblem.Shown(recipe.Path), 1, 1, text, isWarning);
    }
}
