using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;

namespace ArchGen.Cli.Diagnostics;

/// <summary><c>--format json</c>: one object, described in <c>docs/check.md</c>. Members may be added; none changes its meaning without another <c>version</c>.</summary>
internal static class JsonReport
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(LoadedSpecs specs, IReadOnlyList<Diagnostic> all, Places places)
    {
        var report = new
        {
            version = Version,
            files = specs.Requested.Count,
            variants = specs.Variants.Count(),
            errors = all.Count(d => d.Severity == Severity.Error),
            warnings = all.Count(d => d.Severity == Severity.Warning),
            diagnostics = all.Select(d => new
            {
                code = d.Code,
                severity = d.Severity.ToString().ToLowerInvariant(),
                title = d.Descriptor.Title,
                message = d.Message,
                help = d.Descriptor.Page,
                path = d.Path,
                range = Range(places, d.Path, d.Span),
                related = d.Related.Select(r => new { path = r.Path, message = r.Message, range = Range(places, r.Path, r.Span) }).ToArray(),
                fix = d.Fix is null ? null : new { title = d.Fix.Title, newText = d.Fix.NewText, range = Range(places, d.Path, d.Fix.Span) },
            }).ToArray(),
        };
        return JsonSerializer.Serialize(report, s_options);
    }

    private static object? Range(Places places, string path, TextSpan span)
    {
        var place = places.Of(path, span);
        return place.Line == 0 ? null : new { line = place.Line, column = place.Column, endLine = place.EndLine, endColumn = place.EndColumn };
    }
}
