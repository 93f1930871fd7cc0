using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>Splits files into parts, keeping those whose text is as it was.</summary>
internal sealed class PartedFiles
{
    private readonly Dictionary<string, PartedFile> _files = [];
    private int _number;

    /// <summary>A file's parts: those of its last text that are in this one too, and new ones.</summary>
    public PartedFile Split(SourceText source, CancellationToken cancellation)
    {
        if (_files.TryGetValue(source.Path, out var known) && known.Source.Text == source.Text)
            return _files[source.Path] = known with { Source = source };
        var before = (known?.Parts ?? []).GroupBy(p => (p.Source.Text, p.Before)).ToDictionary(g => g.Key, g => new Queue<FilePart>(g));
        var tokens = Lexer.Lex(source, cancellation).Tokens;
        var (parts, starts, state, start) = (new List<FilePart>(), new List<(int, int)>(), default(HeaderState), 0);
        foreach (var (_, end) in Parser.PartsOf(tokens).DefaultIfEmpty())
        {
            // A part takes all from the last token before it on, comments among it; the last one all to the end.
            var isLast = end >= tokens.Count - 1;
            var (last, ahead) = isLast ? (source.Text.Length, source.Text.Length) : (tokens[end - 1].Span.End, tokens[Parser.EndAhead(tokens, end) - 1].Span.End);
            var text = source.Text.Substring(start, ahead - start);
            var part = before.TryGetValue((text, state), out var same) && same.Count > 0
                ? same.Dequeue() : new FilePart(source.Path, ++_number, text, last - start, state, cancellation);
            parts.Add(part);
            starts.Add((start, source.PositionOf(start).Line));
            state = state.After(part.Parsed.File);
            start = last;
        }
        return _files[source.Path] = new PartedFile(source, parts, starts);
    }

    /// <summary>Forgets the files that are no longer there.</summary>
    public void KeepOnly(IEnumerable<string> paths)
    {
        var kept = new HashSet<string>(paths);
        foreach (var path in _files.Keys.Where(p => !kept.Contains(p)).ToArray())
            _files.Remove(path);
    }
}
