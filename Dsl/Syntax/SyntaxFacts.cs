using System;
using System.Collections.Generic;

namespace ArchGen.Dsl.Syntax;

/// <summary>The language's words and signs, for all who need the list: lexer, grammar, completion, highlighting.</summary>
public static class SyntaxFacts
{
    /// <summary>The words that begin a definition.</summary>
    public static IReadOnlyList<string> DefinitionKeywords { get; } =
        ["ablation", "block", "const", "extern", "fn", "keys", "mixer", "model", "recipe", "variant"];

    /// <summary>The words that begin something at a file's top level.</summary>
    public static IReadOnlyList<string> TopLevelKeywords { get; } = ["import", "namespace", .. DefinitionKeywords];

    /// <summary>The words that begin a statement, where what follows them fits.</summary>
    public static IReadOnlyList<string> StatementKeywords { get; } =
        ["buffer", "expose", "for", "if", "init", "inline", "layer", "let", "parallel", "param", "residual", "return", "var"];

    /// <summary>The words that can't be declared as names or used as values; they may still be labels and argument names.</summary>
    public static IReadOnlyList<string> ReservedWords { get; } =
        ["and", "else", "false", "for", "if", "in", "let", "not", "or", "return", "then", "true"];

    /// <summary>Every word that means something somewhere.</summary>
    public static IReadOnlyList<string> Keywords { get; } =
        ["at", "axis", "by", "expect", "it", "mode", "of", "remove", "replace", "same", "setting", "through", "where", .. TopLevelKeywords, .. StatementKeywords, "and", "else", "false", "in", "not", "or", "then", "true"];

    private static readonly HashSet<string> KeywordSet = new(Keywords, StringComparer.Ordinal);
    private static readonly HashSet<string> ReservedSet = new(ReservedWords, StringComparer.Ordinal);
    private static readonly HashSet<string> TopLevelSet = new(TopLevelKeywords, StringComparer.Ordinal);

    // Longest first, so that `**` isn't two `*`.
    private static readonly (string Text, TokenKind Kind)[] Signs =
    [
        ("->", TokenKind.Arrow), ("|>", TokenKind.Pipe), ("==", TokenKind.Equal), ("!=", TokenKind.NotEqual),
        ("<=", TokenKind.LessOrEqual), (">=", TokenKind.GreaterOrEqual), ("**", TokenKind.StarStar), ("..", TokenKind.DotDot),
        ("(", TokenKind.OpenParen), (")", TokenKind.CloseParen), ("[", TokenKind.OpenBracket), ("]", TokenKind.CloseBracket),
        ("{", TokenKind.OpenBrace), ("}", TokenKind.CloseBrace), (",", TokenKind.Comma), (";", TokenKind.Semicolon),
        (":", TokenKind.Colon), (".", TokenKind.Dot), ("=", TokenKind.Assign), ("<", TokenKind.Less), (">", TokenKind.Greater),
        ("+", TokenKind.Plus), ("-", TokenKind.Minus), ("*", TokenKind.Star), ("/", TokenKind.Slash), ("%", TokenKind.Percent),
        ("@", TokenKind.At),
    ];

    /// <summary>Every sign, the longest first.</summary>
    internal static IEnumerable<string> SignTexts
    {
        get
        {
            foreach (var sign in Signs)
                yield return sign.Text;
        }
    }

    /// <summary>True for words that mean something somewhere.</summary>
    public static bool IsKeyword(string word) => KeywordSet.Contains(word);

    /// <summary>True for words that can't be declared as names.</summary>
    public static bool IsReserved(string word) => ReservedSet.Contains(word);

    /// <summary>True for words that begin something at a file's top level.</summary>
    public static bool IsTopLevel(string word) => TopLevelSet.Contains(word);

    /// <summary>True for the letters, digits and underscore that names are made of.</summary>
    public static bool IsNamePart(char c) => IsNameStart(c) || IsDigit(c);

    /// <summary>True for the letters and underscore that names begin with.</summary>
    public static bool IsNameStart(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_';

    /// <summary>True for 0 to 9, and for no other script's digits.</summary>
    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>The sign at an offset, the longest that fits; an empty text where there is none.</summary>
    internal static (string Text, TokenKind Kind) SignAt(string text, int offset)
    {
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, offset, sign.Text, 0, sign.Text.Length) == 0)
                return sign;
        }
        return ("", TokenKind.Bad);
    }

    internal static bool IsOpener(TokenKind kind) => kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace;

    internal static bool IsCloser(TokenKind kind) => kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace;

    internal static TokenKind CloserOf(TokenKind opener) => opener switch
    {
        TokenKind.OpenParen => TokenKind.CloseParen,
        TokenKind.OpenBracket => TokenKind.CloseBracket,
        _ => TokenKind.CloseBrace,
    };

    internal static string CloserText(TokenKind opener) => opener switch
    {
        TokenKind.OpenParen => ")",
        TokenKind.OpenBracket => "]",
        _ => "}",
    };

    internal static string OpenerText(TokenKind closer) => closer switch
    {
        TokenKind.CloseParen => "(",
        TokenKind.CloseBracket => "[",
        _ => "{",
    };

    /// <summary>The operator that a token is between two values, if it is one.</summary>
    internal static BinaryOperator? BinaryOperatorOf(Token token) => token.Kind switch
    {
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Remainder,
        TokenKind.At => BinaryOperator.MatrixMultiply,
        TokenKind.StarStar => BinaryOperator.Power,
        TokenKind.Keyword when token.Text == "or" => BinaryOperator.Or,
        TokenKind.Keyword when token.Text == "and" => BinaryOperator.And,
        _ => null,
    };
}
