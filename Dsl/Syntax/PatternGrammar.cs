using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary><c>rearrange(x, n c h w -> n (h w) c, h: 7)</c> and its kin.</summary>
internal static class PatternGrammar
{
    private static readonly Parser<ExpressionSyntax> Input =
        from input in Lazy(() => ExpressionGrammar.Expression)
        from comma in Expect(TokenKind.Comma, "',' and a pattern")
        select input;

    private static readonly Parser<PatternAxisSyntax> Group =
        Node(Bracketed(_ => GroupNames), (span, names) => new PatternAxisSyntax(span, names, true));

    private static readonly Parser<PatternAxisSyntax> Single =
        Node(Next, (span, token) => new PatternAxisSyntax(span, [new NameSyntax(token.Span, token.Text)], false));

    private static readonly Parser<PatternAxisSyntax> Axis = Choose(at => at.Token.Kind == TokenKind.OpenParen ? Group : Single);

    private static readonly Parser<IReadOnlyList<PatternAxisSyntax>> Axes = i =>
    {
        var input = (TokenInput)i;
        var axes = new List<PatternAxisSyntax>();
        if (!StartsAxis(input.Token))
            input = input.Report(Catalog.ExpectedToken, "an axis of the pattern", input.Found);
        while (StartsAxis(input.Token))
        {
            var axis = Axis(input);
            axes.Add(axis.Value);
            input = (TokenInput)axis.Remainder;
        }
        return Result.Success<IReadOnlyList<PatternAxisSyntax>>(axes, input);
    };

    private static readonly Parser<Token?> Arrow = Expect(TokenKind.Arrow, "'->' and the axes of the result");

    // After the first mistake in a pattern the rest can't be read with any certainty.
    private static Parser<T?> Unless<T>(TokenInput start, Parser<T?> part)
        where T : class =>
        i => ((TokenInput)i).HasFaultSince(start) ? Result.Success<T?>(null, i) : part(i);

    /// <summary>A call of <c>rearrange</c>, <c>reduce</c> or <c>repeat</c>.</summary>
    public static readonly Parser<ExpressionSyntax> PatternCall =
        from start in Here
        from call in Lazy(() => Call!)
        from end in Here
        select ReferenceEquals(start.Findings, end.Findings) ? call : new BadExpressionSyntax(call.Span);

    private static readonly Parser<ExpressionSyntax> Call = Node(
        from name in Next
        from parts in Bracketed(opener =>
            from start in Here
            from input in If(HasInput, Input)
            from left in Unless(start, Axes)
            from arrow in Unless(start, Arrow)
            from right in Unless(start, Axes)
            from arguments in Choose(at => at.Token.Kind == TokenKind.Comma && !at.HasFaultSince(start) ? PrimaryGrammar.MoreArguments(opener) : PrimaryGrammar.NoArguments)
            select (input, left: left ?? [], right: right ?? [], arguments))
        select (name, parts),
        ExpressionSyntax (span, call) => new PatternCallSyntax(
            span, new NameSyntax(call.name.Span, call.name.Text), call.parts.input, call.parts.left, call.parts.right, call.parts.arguments));

    private static Parser<IReadOnlyList<NameSyntax>> GroupNames => i =>
    {
        var input = (TokenInput)i;
        var names = new List<NameSyntax>();
        for (; StartsAxis(input.Token); input = input.Token.Kind == TokenKind.OpenParen ? Skip(input) : input.Advance())
        {
            if (input.Token.Kind == TokenKind.OpenParen)
                input = input.Report(input.Fault(Catalog.NestedPatternGroup, input.Token.Span));
            else
                names.Add(new NameSyntax(input.Token.Span, input.Token.Text));
        }
        return Result.Success<IReadOnlyList<NameSyntax>>(names, input);
    };

    // A comma before the arrow: what precedes it is the input.
    private static bool HasInput(TokenInput at)
    {
        var sawComma = false;
        for (var i = at.Index; ; i++)
        {
            var token = at.Stream.At(i);
            if (token.Kind == TokenKind.Arrow)
                return sawComma;
            sawComma |= token.Kind == TokenKind.Comma;
            if (at.Stream.PartnerOf(i) > i)
                i = at.Stream.PartnerOf(i);
            else if (token.Kind is TokenKind.EndOfFile or TokenKind.CloseBrace or TokenKind.CloseParen or TokenKind.CloseBracket)
                return false;
        }
    }

    // A statement after an unfinished pattern isn't a part of it.
    private static bool StartsAxis(Token token) =>
        (token.IsWord && !(token.StartsLine && SyntaxFacts.IsReserved(token.Text))) || token.Kind is TokenKind.Integer or TokenKind.DotDot or TokenKind.OpenParen;
}
