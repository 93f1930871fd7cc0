using System;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;

namespace ArchGen.Dsl.Syntax;

/// <summary>
/// What Sprache lacks for a grammar over tokens that goes on after a mistake. Every parser here and in the grammar
/// succeeds on every input: which one runs is decided by the next tokens, and what is missing is reported and made up.
/// </summary>
internal static partial class Combinators
{
    /// <summary>Takes the next token, whatever it is.</summary>
    public static readonly Parser<Token> Next = i =>
    {
        var input = (TokenInput)i;
        return Result.Success(input.Token, input.Advance());
    };

    /// <summary>The place itself; takes nothing.</summary>
    public static readonly Parser<TokenInput> Here = i => Result.Success((TokenInput)i, i);

    /// <summary>A parser that is looked up when it first runs, for rules that use each other.</summary>
    public static Parser<T> Lazy<T>(Func<Parser<T>> rule)
    {
        Parser<T>? found = null;
        return i => (found ??= rule())(i);
    }

    /// <summary>Runs the parser that the next tokens call for.</summary>
    public static Parser<T> Choose<T>(Func<TokenInput, Parser<T>> choice) => i => choice((TokenInput)i)(i);

    /// <summary>Runs a parser where the next tokens call for it, else gives the default.</summary>
    public static Parser<T?> If<T>(Func<TokenInput, bool> condition, Parser<T> then)
        where T : class =>
        i => condition((TokenInput)i) ? then(i) : Result.Success<T?>(null, i);

    /// <summary>Makes a node that spans the tokens taken; where none are, an empty span after the last token.</summary>
    public static Parser<TNode> Node<T, TNode>(Parser<T> parts, Func<TextSpan, T, TNode> make)
        where TNode : SyntaxNode => i =>
    {
        var result = parts(i);
        return Result.Success(make(SpanBetween((TokenInput)i, (TokenInput)result.Remainder), result.Value), result.Remainder);
    };

    /// <summary>The span of the tokens between two places.</summary>
    public static TextSpan SpanBetween(TokenInput start, TokenInput end)
    {
        if (end.Index > start.Index)
            return TextSpan.FromBounds(start.Token.Span.Start, end.Previous.Span.End);
        return new TextSpan(start.Index == 0 ? start.Token.Span.Start : start.Previous.Span.End, 0);
    }

    /// <summary>Takes a token of a kind; where it is missing, reports that and gives null.</summary>
    public static Parser<Token?> Expect(TokenKind kind, string expected) =>
        Expect(token => token.Kind == kind, expected);

    /// <summary>Takes one word; where it is missing, reports that, looks for it in the rest of the line, and else gives null.</summary>
    public static Parser<Token?> ExpectWord(string word) => i =>
    {
        var result = Expect(token => token.Is(word), "'" + word + "'")(i);
        if (result.Value is not null)
            return result;
        var ahead = (TokenInput)RecoverTo(token => token.Is(word) || SyntaxFacts.IsCloser(token.Kind) || token.Kind is TokenKind.Comma or TokenKind.OpenBrace)(result.Remainder).Remainder;
        return ahead.Token.Is(word) ? Next(ahead) : result;
    };

    /// <summary>A declared name; where it is missing, reports that and gives an empty one.</summary>
    public static Parser<NameSyntax> Name(string expected) => i =>
    {
        var input = (TokenInput)i;
        var token = input.Token;
        var endsEarly = input.AtLineStart && input.Previous.Kind is not (TokenKind.Comma or TokenKind.Assign or TokenKind.Colon);
        if (!token.IsWord || endsEarly || (SyntaxFacts.IsReserved(token.Text) && !EndsName(input.Stream.At(input.Index + 1).Kind)))
            return Result.Success(new NameSyntax(SpanBetween(input, input), ""), input.Report(Catalog.ExpectedName, expected, input.Found));
        if (SyntaxFacts.IsReserved(token.Text))
            input = input.Report(Catalog.ReservedName, token.Text);
        return Result.Success(new NameSyntax(token.Span, token.Text), input.Advance());
    };

    /// <summary>Runs a parser one level deeper; past the limit, reports that, skips what it would take, and gives a stand-in.</summary>
    public static Parser<T> Nested<T>(Parser<T> inner, Func<TextSpan, T> standIn) => i =>
    {
        var start = (TokenInput)i;
        if (start.Depth >= Limits.Nesting)
        {
            var end = SkipOperand(start.ReportTooDeep(Limits.Nesting));
            return Result.Success(standIn(SpanBetween(start, end)), end);
        }
        var result = inner(start.WithDepth(start.Depth + 1).WithHeight(0));
        var rest = (TokenInput)result.Remainder;
        return Result.Success(result.Value, rest.WithDepth(start.Depth).WithHeight(Math.Max(start.Height, rest.Height + 1)));
    };

    /// <summary>
    /// A first part, and then for as long as <paramref name="goesOn"/> says so, what <paramref name="extend"/> makes of it,
    /// told where it all began: a tree that leans to the left, kept from growing too tall. A single stack frame, because every
    /// level of precedence is one of these.
    /// </summary>
    public static Parser<T> LeaningLeft<T>(Parser<T> first, Func<TokenInput, bool> goesOn, Func<TokenInput, T, Parser<T>> extend) => i =>
    {
        var start = (TokenInput)i;
        var result = first(start.WithHeight(0));
        var tree = result.Value;
        var rest = (TokenInput)result.Remainder;
        var height = rest.Height;
        while (goesOn(rest))
        {
            rest.Stream.Cancellation.ThrowIfCancellationRequested();
            if (height >= Limits.ChainLength)
            {
                rest = rest.ReportTooDeep(Limits.ChainLength);
                while (goesOn(rest))
                    rest = SkipOperand(Skip(rest));
                break;
            }
            result = extend(start, tree)(rest.WithHeight(0));
            tree = result.Value;
            rest = (TokenInput)result.Remainder;
            height = Math.Max(height, rest.Height) + 1;
        }
        return Result.Success(tree, rest.WithHeight(Math.Max(start.Height, height)));
    };

    private static Parser<Token?> Expect(Func<Token, bool> wanted, string expected) => i =>
    {
        var input = (TokenInput)i;
        return wanted(input.Token)
            ? Result.Success<Token?>(input.Token, input.Advance())
            : Result.Success<Token?>(null, input.Report(Catalog.ExpectedToken, expected, input.Found));
    };

    private static bool EndsName(TokenKind kind) =>
        kind is TokenKind.Colon or TokenKind.Assign or TokenKind.Comma or TokenKind.OpenParen or TokenKind.CloseParen;
}
