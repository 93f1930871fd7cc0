using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Dsl;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using ArchGen.Generator.Emit;

namespace ArchGen.Generator.Pipeline;

/// <summary>Compiles a unit and prints its files. A fault becomes one finding of a file; cancellation escapes.</summary>
internal sealed class UnitCompiler(WarmUnits units)
{
    /// <summary>
    /// Compiles at once what isn't compiled yet of some units, where there is much of it: Roslyn asks for one after the other. They are given back as they are; what each comes to is
    /// found where it is asked for.
    /// </summary>
    public ImmutableArray<CompileUnit> Ahead(ImmutableArray<CompileUnit> all, CancellationToken cancellation)
    {
        var open = all.Where(u => !units.Knows(u)).ToArray();
        if (open.Length > 1 && open.Length <= units.Room)
            Parallel.ForEach(open.OrderByDescending(u => u.Files.Sum(f => f.Text.Length)), new ParallelOptions { CancellationToken = cancellation }, unit => Compile(unit, cancellation));
        return all;
    }

    /// <summary>Compiles a namespace's files with what they need.</summary>
    public UnitResult Compile(CompileUnit unit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using var warm = units.Take(unit);
            if (warm.Last is { } last && last.Unit.Equals(unit))
            {
                warm.IsSound = true;
                return last.Result;
            }
            var own = new HashSet<string>(unit.Own.Select(f => f.Path), StringComparer.Ordinal);
            var sources = unit.Files.Select(f => new SourceText(f.Path, f.Text) { IsContext = !own.Contains(f.Path) }).ToArray();
            var result = warm.Compile(sources, cancellation);
            var models = result.Files.ToDictionary(f => f.Source.Path, f => f.Model, StringComparer.Ordinal);
            var library = result.Library.Where(CSharpEmitter.HasContent)
                .Select(m => new GeneratedFile(HintNames.OfLibrary(m.Path), warm.Print(m, EmitOptions.For(result, m) with { LineDirectives = false }, result.HasErrors)));
            var printed = unit.Own.Where(f => CSharpEmitter.HasContent(models[f.Path]))
                .Select(f => new GeneratedFile(f.HintName, warm.Print(models[f.Path], EmitOptions.For(result, models[f.Path]), result.HasErrors)));
            var made = new UnitResult(
                new EquatableArray<GeneratedFile>(printed), new EquatableArray<GeneratedFile>(library),
                FindingsOf(result.Reports, sources.ToDictionary(s => s.Path, StringComparer.Ordinal)));
            (warm.IsSound, warm.Last) = (true, (unit, made));
            return made;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return unit.Own.Count == 1 ? new UnitResult(default, default, FindingsOf([new Reported(Fault(unit.Own[0].Path, fault), null)], [])) : OneByOne(unit, cancellation);
        }
    }

    /// <summary>Each file of a unit by itself, so that a fault in one leaves the others.</summary>
    private UnitResult OneByOne(CompileUnit unit, CancellationToken cancellation)
    {
        var results = unit.Own.Select(f => Compile(unit with { Own = new EquatableArray<UnitFile>([f]) }, cancellation)).ToArray();
        return new UnitResult(
            new EquatableArray<GeneratedFile>(results.SelectMany(r => r.Sources)),
            new EquatableArray<GeneratedFile>(results.SelectMany(r => r.Library).GroupBy(f => f.HintName, StringComparer.Ordinal).Select(g => g.First())),
            new UnitFindings(
                new EquatableArray<Reported>(results.SelectMany(r => r.Findings.Reports)), new EquatableArray<SpecPlace>(results.SelectMany(r => r.Findings.Places).Distinct())));
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
