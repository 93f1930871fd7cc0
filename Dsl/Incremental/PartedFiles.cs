using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>Splits files into parts, keeping those whose text is as it was.</summary>
/// <param name="forCode">True where what is generated quotes documentation and signatures, comments in these included.</param>
internal sealed class PartedFiles(bool forCode)
{
    /// <summary>How many texts are remembered: in an editor long enough for a mistake to be typed and mended.</summary>
    private readonly int _patience = forCode ? 16 : 64;

    /// <summary>What stands for all that comes after a part: the beginning of a definition.</summary>
    private const string Following = "\nconst x = 0";

    private readonly Dictionary<string, PartedFile> _files = [];
    private readonly Dictionary<string, KnownParts> _known = [];
    private int _number;
    private int _split;

    /// <summary>A file's parts: those of its last text that are in this one too, and new ones.</summary>
    public PartedFile Split(SourceText source, CancellationToken cancellation)
    {
        if (_files.TryGetValue(source.Path, out var last) && last.Source.Text == source.Text && last.Placed.All(p => p.Shift is null || p.Part.IsUnspoken))
            return _files[source.Path] = last with { Source = source };
        if (!_known.TryGetValue(source.Path, out var known))
            _known[source.Path] = known = new([], []);
        _split++;
        var lexed = Lexer.Lex(source, cancellation);
        var tokens = lexed.Tokens;
        var (parts, state, isSound) = (new List<PlacedPart>(), default(HeaderState), lexed.Diagnostics.Count == 0);
        foreach (var (first, end) in Parser.PartsOf(tokens).DefaultIfEmpty())
        {
            var start = StartOf(source, tokens, first, !isSound);
            // What comes after a sound part is of no account, but that it begins another.
            var plain = isSound && end > first ? Text(start, tokens[end - 1].Span.End) + Following : null;
            var part = plain is null ? null : Unused(known.ByText, (plain, state));
            TokenShift? shift = null;
            if (part is null && plain is not null)
            {
                var key = TokenShift.KeyOf(source, tokens, first, end, forCode);
                var hasDocApart = TokenShift.HasDocApart(tokens[first], forCode);
                part = Unused(known.ByTokens, (key, state), p => p.IsUnspoken && (!hasDocApart || p.Parsed.File.Definitions.Count == 1));
                if (part is not null)
                    shift = new TokenShift(part.Tokens, [.. tokens.Skip(first).Take(end - first).Select(t => t.Span)], hasDocApart ? new(FileGrammar.DocOf(source, tokens[first])) : null);
                else if (Unused(known.ByText, (AsItStands(out _), state)) is null && New(plain, end) is { Parsed.Diagnostics.Count: 0 } made)
                    part = known.Add(plain, key, made);
            }
            if (part is null)
            {
                var text = AsItStands(out var ahead);
                part = Unused(known.ByText, (text, state)) ?? known.Add(text, TokenShift.KeyOf(source, tokens, first, ahead, forCode), New(text, ahead));
            }
            part.Used = _split;
            parts.Add(new PlacedPart(part, start, source.PositionOf(start).Line, shift));
            state = state.After(part.Parsed.File);

            // With mistakes in it, a part is what it is by all that the parser looks at; the last one takes all to the end.
            string AsItStands(out int ahead)
            {
                var isLast = end >= tokens.Count - 1;
                ahead = isLast ? tokens.Count : Parser.EndAhead(tokens, end);
                return Text(start, isLast ? source.Text.Length : tokens[ahead - 1].Span.End);
            }

            FilePart New(string text, int upTo) => new(
                source.Path, ++_number, text, upTo == tokens.Count ? text.Length : tokens[end - 1].Span.End - start, state,
                [.. tokens.Skip(first).Take(end - first).Where(t => t.IsWord).Select(t => (t.Span.Start - start, t.Text))],
                [.. tokens.Skip(first).Take(upTo - first).Select(t => new TextSpan(t.Span.Start - start, t.Span.Length))], cancellation);
        }
        _files[source.Path] = new PartedFile(source, parts);
        if (_split % _patience == 0)
        {
            foreach (var path in _known.Keys)
                _known[path].Forget(_split - _patience, _files[path]);
        }
        return _files[source.Path];

        string Text(int from, int to) => source.Text.Substring(from, to - from);
    }

    private FilePart? Unused(Dictionary<(string, HeaderState), List<FilePart>> parts, (string, HeaderState) key, System.Func<FilePart, bool>? isFit = null) =>
        parts.TryGetValue(key, out var same) ? same.FirstOrDefault(p => p.Used != _split && isFit?.Invoke(p) != false) : null;

    /// <summary>A file's parts of before, by their texts, and by what is left of these without comments and indentation.</summary>
    private sealed record KnownParts(Dictionary<(string, HeaderState), List<FilePart>> ByText, Dictionary<(string, HeaderState), List<FilePart>> ByTokens)
    {
        public FilePart Add(string text, string tokens, FilePart part)
        {
            Add(ByText, (text, part.Before), part);
            Add(ByTokens, (tokens, part.Before), part);
            return part;
        }

        /// <summary>Forgets what was in no text of late, and isn't in the last.</summary>
        public void Forget(int before, PartedFile last)
        {
            var present = new HashSet<FilePart>(last.Placed.Select(p => p.Part));
            Forget(ByText, before, present);
            Forget(ByTokens, before, present);
        }

        private static void Add(Dictionary<(string, HeaderState), List<FilePart>> parts, (string, HeaderState) key, FilePart part)
        {
            if (!parts.TryGetValue(key, out var same))
                parts[key] = same = [];
            same.Add(part);
        }

        private static void Forget(Dictionary<(string, HeaderState), List<FilePart>> parts, int before, HashSet<FilePart> present)
        {
            foreach (var (key, same) in parts.Select(p => (p.Key, p.Value)).ToArray())
            {
                same.RemoveAll(p => p.Used < before && !present.Contains(p));
                if (same.Count == 0)
                    parts.Remove(key);
            }
        }
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
