using System.Text;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <summary>Writes what stands between two tokens: blanks, line breaks and all comments, each at its line's end or on a line of its own as it was.</summary>
internal sealed class GapText(Layout layout)
{
    private readonly TokenStream _stream = layout.Stream;

    /// <summary>True where a comment and a line break stand together: the token begins a line whatever the style has.</summary>
    public bool IsBrokenByComment(int token)
    {
        if (!_stream.At(token).StartsLine || token == 0)
            return false;
        foreach (var trivia in _stream.At(token).Leading)
        {
            if (IsComment(trivia))
                return true;
        }
        return false;
    }

    /// <summary>The text before a token that stays on the line.</summary>
    public string Joined(int token)
    {
        var text = new StringBuilder();
        foreach (var trivia in _stream.At(token).Leading)
        {
            if (IsComment(trivia))
                text.Append(text.Length == 0 && IsOpener(token - 1) ? "" : " ").Append(Text(trivia));
        }
        if (text.Length > 0)
            return text.Append(IsClosing(_stream.At(token).Kind) ? "" : " ").ToString();
        return layout.Gaps[token].IsWide ? "  " : Spacing.IsTight(_stream, token, layout.Gaps[token].IsTight) ? "" : " ";
    }

    /// <summary>The text before a token that begins a line; comments of their own lines may stand deeper than it.</summary>
    public string Broken(int token, int indent, int commentIndent)
    {
        var text = new StringBuilder();
        var breaks = 0;
        var sawBreak = _stream.At(token) is { StartsLine: true } or { Kind: TokenKind.EndOfFile };
        var isFirst = token == 0;
        var takesEmpty = !isFirst && _stream.At(token - 1).Kind != TokenKind.OpenBrace;
        foreach (var trivia in _stream.At(token).Leading)
        {
            if (trivia.Kind == TriviaKind.LineBreak)
                breaks++;
            if (!IsComment(trivia))
                continue;
            var isFirstOfFile = isFirst && text.Length == 0;
            if (!isFirstOfFile && (breaks > 0 || (!sawBreak && text.Length == 0)))
                NewLine(text, breaks > 1 && takesEmpty, commentIndent);
            else if (!isFirstOfFile)
                text.Append(' ');
            text.Append(Text(trivia));
            (breaks, takesEmpty) = (0, true);
        }
        var hasComment = text.Length > 0;
        if (isFirst && !hasComment)
            return "";
        if (hasComment && breaks == 0)
            return text.Append(' ').ToString();
        takesEmpty &= layout.Gaps[token].TakesEmptyLine || hasComment;
        NewLine(text, breaks > 1 && takesEmpty && !SyntaxFacts.IsCloser(_stream.At(token).Kind), indent);
        return text.ToString();
    }

    /// <summary>The text before a file's end.</summary>
    public string AtEnd(int token)
    {
        var text = Broken(token, 0, 0).TrimEnd('\n', ' ');
        return text.Length > 0 || token > 0 ? text + "\n" : "";
    }

    private static void NewLine(StringBuilder text, bool hasEmpty, int indent) => text.Append(hasEmpty ? "\n\n" : "\n").Append(' ', indent);

    private string Text(Trivia comment)
    {
        var text = Formatter.LineEnds(_stream.Source.Slice(comment.Span));
        return comment.Kind == TriviaKind.BlockComment ? text : text.TrimEnd();
    }

    private bool IsOpener(int token) => token >= 0 && _stream.At(token).Kind is TokenKind.OpenParen or TokenKind.OpenBracket;

    private static bool IsClosing(TokenKind kind) => kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.Comma or TokenKind.Semicolon;

    private static bool IsComment(Trivia trivia) => trivia.Kind is TriviaKind.LineComment or TriviaKind.DocComment or TriviaKind.BlockComment;
}
