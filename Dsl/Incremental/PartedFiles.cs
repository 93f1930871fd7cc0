using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>Splits files into parts, keeping those whose text is as it was.</summary>
internal sealed class PartedFiles
{
    /// <summary>How many texts of a file are remembered: long enough for a mistake to be typed and mended.</summary>
    private const int Patience = 64;

    private readonly Dictionary<string, PartedFile> _files = [];
    private readonly Dictionary<string, Dictionary<(string Text, HeaderState Before), List<FilePart>>> _known = [];
    private int _number;
    private int _split;

    /// <summary>A file's parts: those of its last text that are in this one too, and new ones.</summary>
    public PartedFile Split(SourceText source, CancellationToken cancellation)
    {
        if (_files.TryGetValue(source.Path, out var known) && known.Source.Text == source.Text)
            return _files[source.Path] = known with { Source = source };
        if (!_known.TryGetValue(source.Path, out var before))
            _known[source.Path] = before = [];
        _split++;
        var lexed = Lexer.Lex(source, cancellation);
        var tokens = lexed.Tokens;
        var (parts, starts, state) = (new List<FilePart>(), new List<(int, int)>(), default(HeaderState));
        foreach (var (first, end) in Parser.PartsOf(tokens).DefaultIfEmpty())
        {
            var start = StartOf(source, tokens, first, lexed.Diagnostics.Count > 0);
            // The last part takes all to the end.
            var isLast = end >= tokens.Count - 1;
            var (last, ahead) = isLast ? (source.Text.Length, source.Text.Length) : (tokens[end - 1].Span.End, tokens[Parser.EndAhead(tokens, end) - 1].Span.End);
            var text = source.Text.Substring(start, ahead - start);
            if (!before.TryGetValue((text, state), out var same))
                before[(text, state)] = same = [];
            var part = same.FirstOrDefault(p => p.Used != _split);
            if (part is null)
                {
                (int, string)[] words = [.. tokens.Skip(first).Take(end - first).Where(t => t.IsWord).Select(t => (t.Span.Start - start, t.Text))];
                same.Add(part = new FilePart(source.Path, ++_number, text, last - start, state, words, cancellation));
            }
            part.Used = _split;
            parts.Add(part);
            starts.Add((start, source.PositionOf(start).Line));
            state = state.After(part.Parsed.File);
        }
        if (_split % Patience == 0)
            Forget(before);
        return _files[source.Path] = new PartedFile(source, parts, starts);
    }

    private void Forget(Dictionary<(string Text, HeaderState Before), List<FilePart>> parts)
    {
        foreach (var old in parts.Where(p => p.Value.All(part => part.Used + Patience < _split)).Select(p => p.Key).ToArray())
            parts.Remove(old);
    }

    /// <summary>
    /// Where a part begins: with the line of its documentation, or of its first token where it has none. What else stands between parts is of no account, unless there is something
    /// wrong with it.
    /// </summary>
    private static int StartOf(SourceText source, IReadOnlyList<Token> tokens, int first, bool takeAll)
    {
        var after = first == 0 ? 0 : tokens[first - 1].Span.End;
        if (first == 0 || takeAll)
            return after;
        var at = tokens[first].Leading.Where(t => t.Kind == TriviaKind.DocComment).Select(t => t.Span.Start).DefaultIfEmpty(tokens[first].Span.Start).First();
        return System.Math.Max(after, at - source.PositionOf(at).Column);
    }

    /// <summary>Forgets the files that are no longer there.</summary>
    public void KeepOnly(IEnumerable<string> paths)
    {
        var kept = new HashSet<string>(paths);
        foreach (var path in _files.Keys.Where(p => !kept.Contains(p)).ToArray())
        {
            _files.Remove(path);
            _known.Remove(path);
        }
    }
}
