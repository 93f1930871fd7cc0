using System.Collections.Generic;
using System.Threading;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>A file's tokens, with the bracket that each bracket belongs to.</summary>
internal sealed class TokenStream
{
    private readonly int[] _partners;

    public TokenStream(SourceText source, IReadOnlyList<Token> tokens, CancellationToken cancellation)
    {
        Source = source;
        Tokens = tokens;
        Cancellation = cancellation;
        _partners = Pair(tokens);
    }

    public SourceText Source { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The index of the bracket that closes or opens the one at an index; -1 where it has none.</summary>
    public int PartnerOf(int index) => _partners[index];

    /// <summary>The token at an index, or the end of the file.</summary>
    public Token At(int index) => Tokens[index < Tokens.Count ? index : Tokens.Count - 1];

    /// <summary>True where a line begins with a definition's keyword and a name: no statement begins so.</summary>
    public bool IsDefinitionStart(int index) => index < Tokens.Count && IsDefinitionStart(Tokens, index);

    public static bool IsDefinitionStart(IReadOnlyList<Token> tokens, int index) =>
        tokens[index] is { StartsLine: true, IsWord: true, Text: var keyword } && SyntaxFacts.IsTopLevel(keyword)
        && index + 1 < tokens.Count && tokens[index + 1] is { IsWord: true, StartsLine: false };

    // A brace closes over the parentheses left open inside it, and a definition over everything.
    private int[] Pair(IReadOnlyList<Token> tokens)
    {
        var partners = new int[tokens.Count];
        var open = new Stack<int>();
        var outer = new Stack<(int Parens, int Brackets)>();
        var (parens, brackets) = (0, 0);
        for (var i = 0; i < tokens.Count; i++)
        {
            partners[i] = -1;
            if (IsDefinitionStart(i))
            {
                open.Clear();
                outer.Clear();
                (parens, brackets) = (0, 0);
            }
            var kind = tokens[i].Kind;
            if (SyntaxFacts.IsOpener(kind))
            {
                open.Push(i);
                if (kind == TokenKind.OpenBrace)
                {
                    outer.Push((parens, brackets));
                    (parens, brackets) = (0, 0);
                }
                parens += kind == TokenKind.OpenParen ? 1 : 0;
                brackets += kind == TokenKind.OpenBracket ? 1 : 0;
            }
            var closes = kind switch
            {
                TokenKind.CloseParen => parens > 0,
                TokenKind.CloseBracket => brackets > 0,
                TokenKind.CloseBrace => outer.Count > 0,
                _ => false,
            };
            while (closes)
            {
                var opener = open.Pop();
                var opened = tokens[opener].Kind;
                parens -= opened == TokenKind.OpenParen ? 1 : 0;
                brackets -= opened == TokenKind.OpenBracket ? 1 : 0;
                if (opened == TokenKind.OpenBrace)
                    (parens, brackets) = outer.Pop();
                if (SyntaxFacts.CloserOf(opened) != kind)
                    continue;
                (partners[opener], partners[i]) = (i, opener);
                closes = false;
            }
        }
        return partners;
    }
}
