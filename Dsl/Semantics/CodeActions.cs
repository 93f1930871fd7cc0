using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>Edits that mend a finding.</summary>
public sealed record CodeAction(string Title, IReadOnlyList<FileEdit> Edits, Diagnostic Mends);

/// <summary>Hands out the fixes that findings bring along.</summary>
internal static class Fixes
{
    public static IReadOnlyList<CodeAction> In(SemanticModel model, TextSpan range) =>
        [.. model.Diagnostics.Where(d => d.Fix is not null && d.Span.Start <= range.End && range.Start <= d.Span.End)
            .Select(d => new CodeAction(d.Fix!.Title, [new FileEdit(d.Path, d.Fix.Span, d.Fix.NewText)], d))];
}
