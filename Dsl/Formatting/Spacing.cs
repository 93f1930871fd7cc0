using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <summary>Whether a blank stands between two tokens of a line.</summary>
internal static class Spacing
{
    /// <summary>True where none does; <paramref name="wanted"/> is what the tree says of it, if anything.</summary>
    public static bool IsTight(TokenStream stream, int token, bool? wanted)
    {
        var (before, after) = (stream.At(token - 1), stream.At(token));
        return (wanted ?? IsTight(before.Kind, after.Kind)) && !WouldJoin(before, after);
    }

    private static bool IsTight(TokenKind before, TokenKind after) =>
        before is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Dot
        || after is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Dot;

    // Two tokens that would be read as others if nothing stood between them.
    private static bool WouldJoin(Token before, Token after)
    {
        var (last, first) = (before.Text[before.Text.Length - 1], after.Text.Length > 0 ? after.Text[0] : ' ');
        if (IsWordLike(before) && IsWordLike(after))
            return true;
        if (last == '/' && first is '/' or '*')
            return true;
        var joined = before.Text + after.Text;
        return !IsWordLike(before) && !IsWordLike(after) && SyntaxFacts.SignAt(joined, 0).Text.Length > before.Text.Length;
    }

    private static bool IsWordLike(Token token) => token.IsWord || token.Kind is TokenKind.Integer or TokenKind.Float or TokenKind.String;
}
