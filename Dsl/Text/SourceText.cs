using System.Collections.Generic;

namespace ArchGen.Dsl.Text;

/// <summary>A 0-based line and column, columns in UTF-16 units.</summary>
public readonly record struct LinePosition(int Line, int Column);

/// <summary>One <c>.arch</c> file: its path as the front end names it, and its text.</summary>
public sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];

    /// <summary>Wraps a text; <paramref name="path"/> is used only for reporting.</summary>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                continue;
            if (text[i] is '\n' or '\r')
                _lineStarts.Add(i + 1);
        }
    }

    /// <summary>The file's path, as given by the front end.</summary>
    public string Path { get; }

    /// <summary>
    /// True for a file that is there for others to refer to, and compiled for itself elsewhere: its variants are settled only where another file asks for them, and neither checked
    /// against their expectations nor given facts.
    /// </summary>
    public bool IsContext { get; init; }

    /// <summary>The file's characters.</summary>
    public string Text { get; }

    /// <summary>The number of lines, at least one.</summary>
    public int LineCount => _lineStarts.Count;

    /// <summary>The line and column of an offset; offsets past the end give the end.</summary>
    public LinePosition PositionOf(int offset)
    {
        offset = offset < 0 ? 0 : offset > Text.Length ? Text.Length : offset;
        var line = _lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return new LinePosition(line, offset - _lineStarts[line]);
    }

    /// <summary>The offset of a line's first character; lines past the end give the end.</summary>
    public int LineStart(int line) => line < 0 ? 0 : line < _lineStarts.Count ? _lineStarts[line] : Text.Length;

    /// <summary>The characters of one line, without its line break.</summary>
    public string LineText(int line)
    {
        var start = _lineStarts[line];
        var end = line + 1 < _lineStarts.Count ? _lineStarts[line + 1] : Text.Length;
        return Text.Substring(start, end - start).TrimEnd('\r', '\n');
    }

    /// <summary>The characters that a span covers.</summary>
    public string Slice(TextSpan span) => Text.Substring(span.Start, span.Length);
}
