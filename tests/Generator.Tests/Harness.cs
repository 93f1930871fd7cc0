using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using ArchGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>A spec as the build hands it over.</summary>
public sealed class SpecText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}

/// <summary>Runs the generator as the C# compiler does, and says what each step did.</summary>
public sealed class Harness
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private readonly Dictionary<string, AdditionalText> _texts = [];

    public Harness(params (string Path, string Text)[] specs)
        : this(new ArchGenerator(), specs)
    {
    }

    public Harness(ArchGenerator generator, params (string Path, string Text)[] specs)
        : this(generator, NoProperties, specs)
    {
    }

    public Harness(ArchGenerator generator, IReadOnlyDictionary<string, string> properties, params (string Path, string Text)[] specs)
    {
        _compilation = CSharpCompilation.Create(
            "Specs",
            [CSharpSyntaxTree.ParseText("namespace User { internal static class Program; }", s_parse, "Program.cs")],
            References.All,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9));
        foreach (var (path, text) in specs)
            _texts.Add(path, new SpecText(path, text));
        _driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            specs.Select(s => _texts[s.Path]),
            s_parse,
            new Options(properties),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>Properties of the build that are handed over besides the project's folder.</summary>
    public static IReadOnlyDictionary<string, string> NoProperties { get; } = new Dictionary<string, string>();

    public ImmutableArray<Diagnostic> Diagnostics { get; private set; }

    public GeneratorRunResult Result { get; private set; }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Generated => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public Compilation Output { get; private set; } = null!;

    public Harness Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out var diagnostics);
        Output = output;
        Diagnostics = diagnostics;
        Result = _driver.GetRunResult().Results.Single();
        return this;
    }

    public Harness EditSpec(string path, string text)
    {
        var edited = new SpecText(path, text);
        _driver = _driver.ReplaceAdditionalText(_texts[path], edited);
        _texts[path] = edited;
        return this;
    }

    public Harness EditCSharp(string text)
    {
        _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(text, s_parse, "Program.cs"));
        return this;
    }

    public Harness AddCSharp(string text)
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, s_parse, "Extra.cs"));
        return this;
    }

    /// <summary>Why each of a step's outputs is as it is in the last run, in order.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        [.. Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(r => r.Outputs).Select(o => o.Reason) : []];

    /// <summary>The files of the units that were compiled anew in the last run.</summary>
    public IReadOnlyList<string> Recompiled() =>
    [
        .. Result.TrackedSteps[StepNames.Results]
            .Where(r => r.Outputs[0].Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .SelectMany(r => ((CompileUnit)r.Inputs[0].Source.Outputs[r.Inputs[0].OutputIndex].Value).Own.Select(f => f.Path)),
    ];

    /// <summary>What the C# compiler says of the generated code; warnings count as errors.</summary>
    public IReadOnlyList<Diagnostic> CompilerFindings() => [.. Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];

    public Harness MustCompile()
    {
        var findings = CompilerFindings();
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(20)) + "\n\n" + string.Join("\n", Generated.Values));
        return this;
    }

    public Harness MustBeClean()
    {
        Assert.True(Diagnostics.IsEmpty, string.Join("\n", Diagnostics));
        return MustCompile();
    }

    private sealed class Options(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = key == "build_property.ProjectDir" ? "/project/" : properties.TryGetValue(key, out var set) ? set : "";
                return value.Length > 0;
            }
        }
    }
}

/// <summary>What generated code is compiled against: .NET, the torch binding and the runtime.</summary>
public static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"
                || name.StartsWith("ArchGen.Runtime", StringComparison.Ordinal) || name.Contains("Torch", StringComparison.OrdinalIgnoreCase)))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    public static string Metadata(string key) =>
        typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
