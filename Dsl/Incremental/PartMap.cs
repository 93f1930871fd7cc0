using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>Where the parts of files are now: turns places in parts into places in files.</summary>
internal sealed class PartMap(IReadOnlyList<PartedFile> files)
{
    private readonly Dictionary<int, (string Path, int Offset, int Line)> _starts = files
        .SelectMany(f => f.Parts.Zip(f.Starts, (part, start) => (part.Number, Start: (f.Source.Path, start.Offset, start.Line)))).ToDictionary(p => p.Number, p => p.Start);

    /// <summary>Where a part begins; 0 for a path that isn't a part's.</summary>
    public int StartOf(string path) => PartPath.NumberOf(path) is { } part && _starts.TryGetValue(part, out var start) ? start.Offset : 0;

    /// <summary>A place in a file.</summary>
    public (string Path, TextSpan Span) Translate(string path, TextSpan span) =>
        PartPath.NumberOf(path) is { } part && _starts.TryGetValue(part, out var start) ? (start.Path, new TextSpan(start.Offset + span.Start, span.Length)) : (PartPath.FileOf(path), span);

    public Diagnostic Translate(Diagnostic diagnostic)
    {
        var (path, span) = Translate(diagnostic.Path, diagnostic.Span);
        return diagnostic with
        {
            Path = path,
            Span = span,
            Message = Translate(diagnostic.Message),
            Related = new EquatableArray<RelatedPlace>(diagnostic.Related.Select(r => Translate(r.Path, r.Span) is var (file, place) ? new RelatedPlace(file, place, Translate(r.Message)) : r)),
            Fix = diagnostic.Fix is { } fix ? fix with { Span = Translate(diagnostic.Path, fix.Span).Span } : null,
        };
    }

    public ElaboratedVariant Translate(ElaboratedVariant variant) =>
        Translate(variant.Path, variant.Place) is var (path, place) ? variant with { Path = path, Place = place } : variant;

    private string Translate(string message) => PartPath.Translate(message, part => _starts.TryGetValue(part, out var start) ? start.Line : 0);
}
