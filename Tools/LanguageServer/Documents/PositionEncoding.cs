using System;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Documents;

/// <summary>The compiler's offsets as the client counts them: lines from 0, and in them UTF-16 units, or what was agreed on.</summary>
internal sealed class PositionEncoding
{
    public const string Utf16 = "utf-16", Utf8 = "utf-8", Utf32 = "utf-32";

    private PositionEncoding(string name) => Name = name;

    public string Name { get; }

    /// <summary>The one to use with a client that offers some. UTF-16 costs nothing, and every client must know it.</summary>
    public static PositionEncoding Agree(string[]? offered)
    {
        if (offered is null or [] || Array.IndexOf(offered, Utf16) >= 0)
            return new PositionEncoding(Utf16);
        return new PositionEncoding(Array.Find(offered, o => o is Utf8 or Utf32) ?? Utf16);
    }

    public Position PositionOf(SourceText source, int offset)
    {
        var place = source.PositionOf(offset);
        return new Position((uint)place.Line, (uint)Units(source.Text.AsSpan(source.LineStart(place.Line), place.Column)));
    }

    public Protocol.Range RangeOf(SourceText source, TextSpan span) => new(PositionOf(source, span.Start), PositionOf(source, span.End));

    /// <summary>The offset of a position; one past a line's end is that end, one past the text's end is that.</summary>
    public int OffsetOf(SourceText source, Position position)
    {
        if (position.Line >= source.LineCount)
            return source.Text.Length;
        var start = source.LineStart((int)position.Line);
        var end = source.LineStart((int)position.Line + 1);
        while (end > start && source.Text[end - 1] is '\n' or '\r' && (int)position.Line + 1 < source.LineCount)
            end--;
        if (Name == Utf16)
            return (int)Math.Min(start + (long)position.Character, end);
        var units = 0L;
        foreach (var rune in source.Text.AsSpan(start, end - start).EnumerateRunes())
        {
            if (units >= position.Character)
                break;
            units += Name == Utf8 ? rune.Utf8SequenceLength : 1;
            start += rune.Utf16SequenceLength;
        }

        return start;
    }

    public TextSpan SpanOf(SourceText source, Protocol.Range range)
    {
        var (start, end) = (OffsetOf(source, range.Start), OffsetOf(source, range.End));
        return TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
    }

    private int Units(ReadOnlySpan<char> text)
    {
        if (Name == Utf16)
            return text.Length;
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
            units += Name == Utf8 ? rune.Utf8SequenceLength : 1;
        return units;
    }
}
