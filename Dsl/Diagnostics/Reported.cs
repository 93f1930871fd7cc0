using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Diagnostics;

/// <summary>One report of a finding: <paramref name="Root"/> is what led to it from outside, a variant's place. Those of one place and code are one finding to the user.</summary>
public sealed record Reported(Diagnostic Diagnostic, RelatedPlace? Root)
{
    /// <summary>
    /// The findings of files that were compiled apart, each with the files that it needs: as if all had been compiled together. A report that several compilations make counts once.
    /// In order of paths and places.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Together(IEnumerable<Reported> reports)
    {
        var bag = new DiagnosticBag();
        // Blocks are checked on their own before variants, and variants in the order of their files.
        var ordered = reports.Distinct().OrderBy(r => r.Root is null ? 0 : 1).ThenBy(r => r.Root?.Path, StringComparer.Ordinal).ThenBy(r => r.Root?.Span.Start ?? 0);
        foreach (var report in ordered)
            bag.Add(report.Diagnostic, report.Root);
        return [.. bag.All.Select(r => r.Diagnostic.Path).Distinct().OrderBy(p => p, StringComparer.Ordinal).SelectMany(bag.In)];
    }
}
