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
                CSharpEmitter.HasContent(own.Model) ? new GeneratedFile(unit.HintName, Print(own.Model, options, result.HasErrors)) : null,
                new EquatableArray<GeneratedFile>(library),
                FindingsOf(result.Reports, sourcesByPath));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new UnitResult(null, default, FindingsOf([new Reported(Fault(unit.Path, fault), null)], []));
        }
    }

    /// <summary>A file's code. Where a block has errors, one that uses it may lack what is printed of it: then all of the file's classes are shells, and the errors are what is to be said.</summary>
    private static string Print(FileModel model, EmitOptions options, bool hasErrors)
    {
        try
        {
            return CSharpEmitter.EmitFile(model, options);
        }
        catch (NotSupportedException) when (hasErrors)
        {
            return CSharpEmitter.EmitFile(model with { Classes = [.. model.Classes.Select(c => c with { IsBroken = true, Body = [], Nested = [] })] }, options);
        }
    }

    /// <summary>The units' findings put together, each once.</summary>
    public static EquatableArray<SpecDiagnostic> Together(IEnumerable<UnitFindings> units)
    {
        var all = units.ToArray();
        var places = all.SelectMany(u => u.Places).Distinct().ToDictionary(p => (p.Path, p.Start, p.Length));
        return new EquatableArray<SpecDiagnostic>(Reported.Together(all.SelectMany(u => u.Reports)).Select(d => new SpecDiagnostic(
            d.Code,
            d.Descriptor.Title,
            d.Severity,
            d.Message,
            places[(d.Path, d.Span.Start, d.Span.Length)],
            new EquatableArray<SpecPlace>(d.Related.Where(r => places.ContainsKey((r.Path, r.Span.Start, r.Span.Length))).Select(r => places[(r.Path, r.Span.Start, r.Span.Length)])))));
    }

    // Places in the standard library are in no file of the project.
    private static UnitFindings FindingsOf(IEnumerable<Reported> reports, Dictionary<string, SourceText> sources)
    {
        var own = reports.Where(r => sources.Count == 0 || sources.ContainsKey(r.Diagnostic.Path)).ToArray();
        var spans = own.SelectMany(r => r.Diagnostic.Related.Select(p => (p.Path, p.Span)).Append((r.Diagnostic.Path, r.Diagnostic.Span)))
            .Concat(own.Where(r => r.Root is not null).Select(r => (r.Root!.Path, r.Root.Span)));
        return new UnitFindings(
            new EquatableArray<Reported>(own),
            new EquatableArray<SpecPlace>(spans.Distinct().Where(s => sources.Count == 0 || sources.ContainsKey(s.Path)).Select(s => Place(s.Path, s.Span, sources))));
    }

    private static SpecPlace Place(string path, TextSpan span, Dictionary<string, SourceText> sources)
    {
        if (!sources.TryGetValue(path, out var source))
            return new SpecPlace(path, 0, 0, 0, 0, 0, 0);
        var (start, end) = (source.PositionOf(span.Start), source.PositionOf(span.End));
        return new SpecPlace(path, span.Start, span.Length, start.Line, start.Column, end.Line, end.Column);
    }

    private static Diagnostic Fault(string path, Exception fault) => new(
        Catalog.InternalError, path, new TextSpan(0, 0),
        $"ArchGen failed on this file ({fault.GetType().Name}: {fault.Message.Replace("\r", "").Replace('\n', ' ')}). This is a fault of ArchGen's: please report it with the file.");
}
