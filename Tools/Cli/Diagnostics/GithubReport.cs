using System.Linq;
using ArchGen.Dsl.Diagnostics;

namespace ArchGen.Cli.Diagnostics;

/// <summary><c>--format github</c>: one workflow command a finding, which the runner shows at its line.</summary>
internal static class GithubReport
{
    public static string Of(Diagnostic diagnostic, Places places)
    {
        var place = places.Of(diagnostic.Path, diagnostic.Span);
        var command = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        // Columns of different lines are refused.
        var where = place.Line == 0 ? ""
            : place.Line == place.EndLine ? $",line={place.Line},endLine={place.EndLine},col={place.Column},endColumn={place.EndColumn}"
            : $",line={place.Line},endLine={place.EndLine}";
        var message = string.Concat(
            diagnostic.Message,
            string.Concat(diagnostic.Related.Select(r => $"\n{r.Path}{places.Of(r.Path, r.Span).Text}: {r.Message}")),
            diagnostic.Fix is { } fix ? $"\nhelp: {fix.Title}" : "");
        return $"::{command} file={Property(diagnostic.Path.Replace('\\', '/'))}{where},title={Property($"{diagnostic.Code}: {diagnostic.Descriptor.Title}")}::{Data(message)}";
    }

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
