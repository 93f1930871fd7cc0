using System;
using System.Text;

namespace ArchGen.Generator.Emit;

/// <summary>Writes indented lines, each ended by <c>\n</c>.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>The column that the next line begins at.</summary>
    public int Column => _indent * 4;

    /// <summary>Writes a line, or an empty one.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', Column).Append(text);
        _text.Append('\n');
    }

    /// <summary>Writes a statement, in several lines where it is long.</summary>
    public void Statement(string text)
    {
        foreach (var line in LineWrapper.Wrap(text, Column))
            Line(line);
    }

    /// <summary>Writes a preprocessor directive, which begins at the left edge.</summary>
    public void Directive(string text) => _text.Append(text).Append('\n');

    /// <summary>Writes an opening line, where there is one, and a brace; the result closes it.</summary>
    public Closer Block(string opening, string closing = "}")
    {
        if (opening.Length > 0)
            Line(opening);
        Line("{");
        _indent++;
        return new Closer(this, closing);
    }

    /// <summary>Indents until disposed.</summary>
    public Closer Indented()
    {
        _indent++;
        return new Closer(this, "");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Ends a block.</summary>
    public readonly struct Closer(CodeWriter writer, string closing) : IDisposable
    {
        /// <summary>Writes the closing line.</summary>
        public void Dispose()
        {
            writer._indent--;
            if (closing.Length > 0)
                writer.Line(closing);
        }
    }
}
