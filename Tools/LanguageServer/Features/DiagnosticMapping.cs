using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Compiling;
using ArchGen.LanguageServer.Documents;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary>Findings in the protocol's words.</summary>
internal sealed class DiagnosticMapping(PositionEncoding encoding)
{
    private const int Unnecessary = 1;

    /// <summary>Findings, each once: those of one file from several compilations may be the same.</summary>
    public LspDiagnostic[] Map(IEnumerable<(CompiledGroup Group, Diagnostic Diagnostic)> found, Snapshot snapshot) =>
        [.. found.DistinctBy(f => (f.Diagnostic.Span, f.Diagnostic.Code, f.Diagnostic.Message)).Select(f => Map(f.Group, f.Diagnostic, snapshot))];

    public LspDiagnostic Map(CompiledGroup group, Diagnostic diagnostic, Snapshot snapshot) => new(
        RangeOf(group, diagnostic.Path, diagnostic.Span),
        diagnostic.Severity switch { Severity.Error => 1, Severity.Warning => 2, _ => 3 },
        diagnostic.Code,
        new CodeDescription(diagnostic.Descriptor.Page),
        "archgen",
        diagnostic.Message,
        Related(group, diagnostic, snapshot),
        diagnostic.Descriptor.IsUnneeded ? [Unnecessary] : null,
        diagnostic.Fix is { } fix ? new DiagnosticData(fix.Title, new TextEdit(RangeOf(group, diagnostic.Path, fix.Span), fix.NewText)) : null);

    /// <summary>A span of one of a compilation's files.</summary>
    public Protocol.Range RangeOf(CompiledGroup group, string path, TextSpan span) => group.TextOf(path) is { } source ? encoding.RangeOf(source, span) : default;

    // Places in the standard library are in no file that the client could open.
    private RelatedInformation[]? Related(CompiledGroup group, Diagnostic diagnostic, Snapshot snapshot)
    {
        var related = diagnostic.Related.Where(r => group.Result.Files.Any(f => f.Source.Path == r.Path))
            .Select(r => new RelatedInformation(new Location(snapshot.UriOf(r.Path), RangeOf(group, r.Path, r.Span)), r.Message)).ToArray();
        return related.Length == 0 ? null : related;
    }
}
