using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>Where the parts of files are now: turns places in parts into places in files.</summary>
internal sealed class PartMap(IReadOnlyList<PartedFile> files)
{
    private readonly Dictionary<int, (SourceText Source, PlacedPart Placed)> _parts = files
        .SelectMany(f => f.Placed.Select(p => (f.Source, Placed: p))).ToDictionary(p => p.Placed.Part.Number);

    /// <summary>Where a part begins; 0 for a path that isn't a part's.</summary>
    public int StartOf(string path) => Of(path)?.Placed.Offset ?? 0;

    /// <summary>The numbers of the parts that stand for a text with other comments or blanks.</summary>
    public IEnumerable<int> Shifted => _parts.Where(p => p.Value.Placed.Shift is not null).Select(p => p.Key);

    /// <summary>True for one of these.</summary>
    public bool IsShifted(string path) => Of(path)?.Placed.Shift is not null;

    /// <summary>A place in a file.</summary>
    public (string Path, TextSpan Span) Translate(string path, TextSpan span) =>
        Of(path) is var (file, placed) ? (file.Path, placed.InFile(span)) : (PartPath.FileOf(path), span);

    public Reported Translate(Reported reported) => new(Translate(reported.Diagnostic), reported.Root is { } root ? Translate(root) : null);

    public Diagnostic Translate(Diagnostic diagnostic)
    {
        var (path, span) = Translate(diagnostic.Path, diagnostic.Span);
        return diagnostic with
        {
            Path = path,
            Span = span,
            Message = Translate(diagnostic.Message),
            Related = new EquatableArray<RelatedPlace>(diagnostic.Related.Select(Translate)),
            Fix = diagnostic.Fix is { } fix ? fix with { Span = Translate(diagnostic.Path, fix.Span).Span } : null,
        };
    }

    private RelatedPlace Translate(RelatedPlace related) =>
        Translate(related.Path, related.Span) is var (file, place) ? new RelatedPlace(file, place, Translate(related.Message)) : related;

    public ElaboratedVariant Translate(ElaboratedVariant variant) =>
        Translate(variant.Path, variant.Place) is var (path, place) ? variant with { Path = path, Place = place } : variant;

    private string Translate(string message) => PartPath.Translate(message, part => _parts.TryGetValue(part, out var known) ? known.Placed.Line : 0);

    /// <summary>A part by its path, and the file that it is in; null for a path that isn't a part's.</summary>
    public (SourceText Source, PlacedPart Placed)? Of(string path) => PartPath.NumberOf(path) is { } part && _parts.TryGetValue(part, out var known) ? known : null;
}
