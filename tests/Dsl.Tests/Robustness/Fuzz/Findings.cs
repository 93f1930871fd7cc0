using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>What holds of every finding, whatever the text.</summary>
public static class Findings
{
    /// <summary>Each is at a place of a file, and so are the places that it speaks of; none is an internal error; each says something.</summary>
    public static void MustBeSane(IReadOnlyList<Diagnostic> findings, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var found in findings)
        {
            FuzzFault.Unless(found.Code != Catalog.InternalError.Code, () => found.Message);
            MustBeInside(found.Code, found.Path, found.Span, texts);
            foreach (var place in found.Related)
                MustBeInside(found.Code, place.Path, place.Span, texts);
            if (found.Fix is { } fix)
                MustBeInside(found.Code, found.Path, fix.Span, texts);
            FuzzFault.Unless(!string.IsNullOrWhiteSpace(found.Message) && found.Message.Length < 4000, () => $"a message of {found.Code} that is empty or endless");
        }
        FuzzFault.Unless(findings.Count <= 2 * texts.Values.Sum(t => t.Length) + 1, () => "more findings than there are characters");
    }

    private static void MustBeInside(string code, string path, Text.TextSpan span, IReadOnlyDictionary<string, string> texts)
    {
        FuzzFault.Unless(texts.TryGetValue(path, out var text), () => $"{code} speaks of a file that isn't there: {path}");
        FuzzFault.Unless(span.Start >= 0 && span.Length >= 0 && span.End <= text!.Length, () => $"{code} is at a place outside its file");
    }
}
