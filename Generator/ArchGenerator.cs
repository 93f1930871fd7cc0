using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using ArchGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ArchGen.Generator;

/// <summary>
/// Compiles a project's <c>.arch</c> files to C#. It knows nothing of the language: texts go to <see cref="ArchCompiler"/>, and what comes back is printed.
/// </summary>
/// <remarks>
/// files → headers → units (each namespace with its import closure) → results (compiled and printed) → sources, findings, the library. Each step's values compare
/// by value, so that an edit redoes only what it reaches; and within a unit, <see cref="WarmUnits"/> knows what was found out before. C# is never looked at.
/// </remarks>
[Generator]
public sealed class ArchGenerator : IIncrementalGenerator
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly UnitCompiler _compiler;

    /// <summary>The generator as the C# compiler makes it.</summary>
    public ArchGenerator()
        : this(WarmUnits.Shared)
    {
    }

    internal ArchGenerator(WarmUnits units) => _compiler = new UnitCompiler(units);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".arch", StringComparison.OrdinalIgnoreCase))
            .Select(static (text, cancellation) => new SpecFile(text.Path, text.GetText(cancellation)?.ToString() ?? ""))
            .WithTrackingName(StepNames.Files);

        var headers = files.Select(static (file, cancellation) => HeaderOf(file, cancellation)).WithTrackingName(StepNames.Headers);

        var folder = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.ProjectDir", out var folder) ? folder : "")
            .WithTrackingName(StepNames.ProjectFolder);

        var units = headers.Collect().Combine(folder)
            .SelectMany((all, cancellation) => _compiler.Ahead(UnitBuilder.Build(all.Left, all.Right, cancellation), cancellation))
            .WithTrackingName(StepNames.Units);

        var results = units.Select((unit, cancellation) => _compiler.Compile(unit, cancellation)).WithTrackingName(StepNames.Results);

        var sources = results.SelectMany(static (result, _) => result.Sources).WithTrackingName(StepNames.Sources);
        context.RegisterSourceOutput(sources, static (output, source) => Add(output, source));

        var findings = results.Select(static (result, _) => result.Findings).Collect()
            .Select(static (all, _) => UnitCompiler.Together(all)).WithTrackingName(StepNames.Diagnostics);
        var areShown = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => !IsShownElsewhere(options.GlobalOptions)).WithTrackingName(StepNames.Reporting);
        context.RegisterSourceOutput(findings.Combine(areShown), static (output, found) =>
        {
            if (!found.Right)
                return;
            foreach (var diagnostic in found.Left)
                output.ReportDiagnostic(DiagnosticMapping.ToRoslyn(diagnostic));
        });

        // Every file that imports the library brings the same code for it: one copy is kept.
        var library = results.Select(static (result, _) => result.Library).Collect()
            .Select(static (all, _) => Distinct(all)).WithTrackingName(StepNames.Library);
        context.RegisterSourceOutput(library, static (output, parts) =>
        {
            foreach (var part in parts)
                Add(output, part);
        });
    }

    /// <summary>True in an editor's build in the background, where ArchGen's language server says that it shows findings itself. A real build always reports.</summary>
    private static bool IsShownElsewhere(AnalyzerConfigOptions options) => IsTrue(options, "build_property.DesignTimeBuild") && IsTrue(options, "build_property.ArchGenLanguageServer");

    private static bool IsTrue(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue(property, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A fault here is left to the compile step, which reports it for the file.</summary>
    private static SpecHeader HeaderOf(SpecFile file, CancellationToken cancellation)
    {
        try
        {
            var header = ArchCompiler.Header(new Dsl.Text.SourceText(file.Path, file.Text), cancellation);
            return new SpecHeader(file, header.Namespace, header.Imports);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new SpecHeader(file, "", default);
        }
    }

    private static EquatableArray<GeneratedFile> Distinct(ImmutableArray<EquatableArray<GeneratedFile>> all) => new(
        all.SelectMany(parts => parts).GroupBy(part => part.HintName, StringComparer.OrdinalIgnoreCase).Select(group => group.First())
            .OrderBy(part => part.HintName, StringComparer.Ordinal));

    private static void Add(SourceProductionContext output, GeneratedFile file) =>
        output.AddSource(file.HintName, Microsoft.CodeAnalysis.Text.SourceText.From(file.Text, s_utf8));
}
