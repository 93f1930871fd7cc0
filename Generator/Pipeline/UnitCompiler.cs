using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;
using ArchGen.Generator.Emit;

namespace ArchGen.Generator.Pipeline;

/// <summary>Compiles a unit and prints its file. A fault becomes one finding; cancellation escapes.</summary>
internal sealed class UnitCompiler(Func<IReadOnlyList<SourceText>, CancellationToken, CompilationResult> compile)
{
    /// <summary>The code of a fault of ArchGen's own.</summary>
    public const string InternalError = "ARCH0900";

    /// <summary>Compiles one file with what it needs.</summary>
    public UnitResult Compile(CompileUnit unit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var sources = unit.Files.Select(f => new SourceText(f.Path, f.Text) { IsContext = f.Path != unit.Path }).ToArray();
            var result = compile(sources, cancellation);
            var own = result.Files.First(f => f.Source.Path == unit.Path);
            var sourcesByPath = sources.ToDictionary(s => s.Path, StringComparer.Ordinal);
            var options = EmitOptions.For(result, own.Model);
            var library = result.Library.Where(CSharpEmitter.HasContent)
                .Select(m => new GeneratedFile(HintNames.OfLibrary(m.Path), CSharpEmitter.EmitFile(m, EmitOptions.For(result, m) with { LineDirectives = false })));
            return new UnitResult(
                CSharpEmitter.HasContent(own.Model) ? new GeneratedFile(unit.HintName, CSharpEmitter.EmitFile(own.Model, options)) : null,
                new EquatableArray<GeneratedFile>(library),
                new EquatableArray<SpecDiagnostic>(own.Diagnostics.Select(d => Plain(d, sourcesByPath))));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new UnitResult(null, default, new EquatableArray<SpecDiagnostic>([Fault(unit.Path, fault)]));
        }
    }

    private static SpecDiagnostic Plain(Diagnostic diagnostic, Dictionary<string, SourceText> sources) => new(
        diagnostic.Code,
        diagnostic.Descriptor.Title,
        diagnostic.Severity,
        diagnostic.Message,
        Place(diagnostic.Path, diagnostic.Span, sources),
        new EquatableArray<SpecPlace>(diagnostic.Related.Where(r => sources.ContainsKey(r.Path)).Select(r => Place(r.Path, r.Span, sources))));

    private static SpecPlace Place(string path, TextSpan span, Dictionary<string, SourceText> sources)
    {
        if (!sources.TryGetValue(path, out var source))
            return new SpecPlace(path, 0, 0, 0, 0, 0, 0);
        var (start, end) = (source.PositionOf(span.Start), source.PositionOf(span.End));
        return new SpecPlace(path, span.Start, span.Length, start.Line, start.Column, end.Line, end.Column);
    }

    private static SpecDiagnostic Fault(string path, Exception fault)
    {
        var message = $"ArchGen failed on this file ({fault.GetType().Name}: {fault.Message.Replace("\r", "").Replace('\n', ' ')}). This is a fault of ArchGen's: please report it with the file.";
        return new SpecDiagnostic(InternalError, "Internal error", Severity.Error, message, new SpecPlace(path, 0, 0, 0, 0, 0, 0), default);
    }
}
