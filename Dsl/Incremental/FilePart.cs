using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>
/// A part of a file, most often one definition with what stands before it, parsed on its own. Places in it count from its beginning, so that it stays the same part when text
/// before it changes.
/// </summary>
internal sealed class FilePart
{
    private readonly (int Start, string Text)[] _words;

    public FilePart(string file, int number, string text, int length, HeaderState before, (int Start, string Text)[] words, TextSpan[] tokens, CancellationToken cancellation)
    {
        Number = number;
        Source = new SourceText(PartPath.Of(file, number), text);
        Before = before;
        Parsed = Parser.ParsePart(Source, length, before, cancellation);
        _words = words;
        Words = [.. words.Select(w => w.Text)];
        Tokens = tokens;
    }

    /// <summary>What tells it from every other part, in this and other compilations.</summary>
    public int Number { get; }

    /// <summary>Its text, and of the next part what tells that a definition begins there.</summary>
    public SourceText Source { get; }

    public HeaderState Before { get; }

    public ParseResult Parsed { get; }

    /// <summary>When a file was last split that it is in.</summary>
    public int Used { get; set; }

    /// <summary>
    /// False where a finding spoke of it when it was last compiled, or may have: findings quote the text, and speak of its lines, so that such a part stands for no other text than its own.
    /// </summary>
    public bool IsUnspoken { get; set; }

    /// <summary>Every word in it: all that it can refer to is among them.</summary>
    public HashSet<string> Words { get; }

    /// <summary>Where its tokens are in its text.</summary>
    public TextSpan[] Tokens { get; }

    /// <summary>The words in a span of it.</summary>
    public IEnumerable<string> WordsIn(TextSpan span) => _words.Where(w => w.Start >= span.Start && w.Start < span.End).Select(w => w.Text).Distinct();
}

/// <summary>A part in a file.</summary>
/// <param name="Part">The part.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Line">On which line, from 0.</param>
/// <param name="Shift">Where its tokens are, where the file's text has other comments or blanks than the part's; else null.</param>
internal sealed record PlacedPart(FilePart Part, int Offset, int Line, TokenShift? Shift)
{
    /// <summary>A place of the part in the file.</summary>
    public TextSpan InFile(TextSpan span) => Shift?.Map(span) ?? new TextSpan(Offset + span.Start, span.Length);
}

/// <summary>A file as its parts.</summary>
internal sealed record PartedFile(SourceText Source, IReadOnlyList<PlacedPart> Placed)
{
    public IEnumerable<FilePart> Parts => Placed.Select(p => p.Part);

    /// <summary>The file's headers and definitions, whose places are those of their parts.</summary>
    public FileSyntax Syntax => new(
        new TextSpan(0, Source.Text.Length), Parts.Select(p => p.Parsed.File.Namespace).FirstOrDefault(n => n is not null),
        [.. Parts.SelectMany(p => p.Parsed.File.Imports)], [.. Parts.SelectMany(p => p.Parsed.File.Definitions)]);
}
