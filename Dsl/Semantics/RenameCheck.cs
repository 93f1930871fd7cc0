using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>Whether files mean the same after a rename as before.</summary>
internal static class RenameCheck
{
    /// <summary>What goes wrong with the edits; null for nothing.</summary>
    public static string? Problem(SemanticModel model, IReadOnlyList<FileEdit> edits)
    {
        if (model.Result is null)
            return null;
        var files = model.Table.Files.Where(f => !f.IsLibrary).ToArray();
        var sources = files.Select(f => Edited(f.Source, edits.Where(e => e.Path == f.Source.Path))).ToArray();
        var after = ArchCompiler.CompileForEditor(sources);
        if (New(model.Result, after) is { } finding)
            return finding.Message;
        foreach (var (before, source) in files.Zip(sources, (f, s) => (f, s)))
        {
            var own = edits.Where(e => e.Path == source.Path).OrderBy(e => e.Span.Start).ToArray();
            var renamed = after.Compilation!.Files.First(f => f.Source == source);
            if (Differs(model.Table.In(before), after.Compilation.Names.In(renamed), own, before.Source) is { } line)
                return $"in line {line + 1} of {source.Path}, a name would mean something else.";
        }
        return null;
    }

    private static SourceText Edited(SourceText source, IEnumerable<FileEdit> edits)
    {
        var text = new StringBuilder(source.Text);
        foreach (var edit in edits.OrderByDescending(e => e.Span.Start))
            text.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.NewText);
        return new SourceText(source.Path, text.ToString()) { IsContext = source.IsContext };
    }

    /// <summary>The first finding of a kind that there are more of than before.</summary>
    private static Diagnostic? New(CompilationResult before, CompilationResult after)
    {
        var left = before.Files.SelectMany(f => f.Diagnostics).GroupBy(d => (d.Path, d.Code)).ToDictionary(g => g.Key, g => g.Count());
        foreach (var finding in after.Files.SelectMany(f => f.Diagnostics).OrderByDescending(d => d.Severity))
        {
            var key = (finding.Path, finding.Code);
            if (!left.TryGetValue(key, out var count) || count == 0)
                return finding;
            left[key] = count - 1;
        }
        return null;
    }

    /// <summary>The line of the first name that doesn't mean what it did; names of one symbol must be of one symbol again.</summary>
    private static int? Differs(FileNames before, FileNames after, FileEdit[] edits, SourceText source)
    {
        var to = new Dictionary<NameSymbol, NameSymbol>();
        var from = new Dictionary<NameSymbol, NameSymbol>();
        var shift = 0;
        var next = 0;
        foreach (var occurrence in before.All)
        {
            while (next < edits.Length && edits[next].Span.End <= occurrence.Span.Start)
            {
                shift += edits[next].NewText.Length - edits[next].Span.Length;
                next++;
            }
            // One name of two meanings becomes two names.
            if (occurrence.Role == NameRole.Exposing)
                continue;
            var isEdited = next < edits.Length && edits[next].Span == occurrence.Span;
            var span = new TextSpan(occurrence.Span.Start + shift, isEdited ? edits[next].NewText.Length : occurrence.Span.Length);
            var now = after.At(span);
            if (now is null || (to.TryGetValue(occurrence.Symbol, out var known) && known != now) || (from.TryGetValue(now, out var old) && old != occurrence.Symbol))
                return source.PositionOf(occurrence.Span.Start).Line;
            to[occurrence.Symbol] = now;
            from[now] = occurrence.Symbol;
        }
        return null;
    }
}
