using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>What a token is. Whether a <see cref="Keyword"/> acts as one depends on where it stands.</summary>
public enum TokenKind
{
    /// <summary>The end of the file; its trivia is what follows the last token.</summary>
    EndOfFile,

    /// <summary>A name.</summary>
    Identifier,

    /// <summary>A word that means something in some place; elsewhere it is a name.</summary>
    Keyword,

    /// <summary><c>64</c>, <c>1_000</c>, <c>5.59M</c></summary>
    Integer,

    /// <summary><c>0.5</c>, <c>1e-6</c></summary>
    Float,

    /// <summary>A string with its quotes.</summary>
    String,

    /// <summary>Characters that belong to no token; the lexer has reported them.</summary>
    Bad,

    /// <summary><c>(</c></summary>
    OpenParen,

    /// <summary><c>)</c></summary>
    CloseParen,

    /// <summary><c>[</c></summary>
    OpenBracket,

    /// <summary><c>]</c></summary>
    CloseBracket,

    /// <summary><c>{</c></summary>
    OpenBrace,

    /// <summary><c>}</c></summary>
    CloseBrace,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>;</c></summary>
    Semicolon,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary><c>.</c></summary>
    Dot,

    /// <summary><c>..</c></summary>
    DotDot,

    /// <summary><c>=</c></summary>
    Assign,

    /// <summary><c>-></c></summary>
    Arrow,

    /// <summary><c>|></c></summary>
    Pipe,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary><c>/</c></summary>
    Slash,

    /// <summary><c>%</c></summary>
    Percent,

    /// <summary><c>@</c></summary>
    At,

    /// <summary><c>**</c></summary>
    StarStar,
}

/// <summary>What a piece of text between tokens is.</summary>
public enum TriviaKind
{
    /// <summary>Blanks and tabs.</summary>
    Whitespace,

    /// <summary>One line break.</summary>
    LineBreak,

    /// <summary><c>// …</c>, without the line break.</summary>
    LineComment,

    /// <summary><c>/// …</c>, without the line break.</summary>
    DocComment,

    /// <summary><c>/* … */</c></summary>
    BlockComment,
}

/// <summary>A piece of text that means nothing to the grammar.</summary>
public readonly record struct Trivia(TriviaKind Kind, TextSpan Span);

/// <summary>
/// The smallest thing that the grammar sees. <paramref name="Leading"/> is all the text since the token before;
/// <paramref name="StartsLine"/> is true where that text holds a line break, and for the file's first token.
/// </summary>
public sealed record Token(TokenKind Kind, TextSpan Span, string Text, IReadOnlyList<Trivia> Leading, bool StartsLine)
{
    /// <summary>True for names and keywords.</summary>
    public bool IsWord => Kind is TokenKind.Identifier or TokenKind.Keyword;

    /// <summary>True for exactly this word.</summary>
    public bool Is(string word) => IsWord && Text == word;
}
