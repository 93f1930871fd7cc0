using ArchGen.Dsl.Diagnostics;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary><c>remove</c> and <c>replace … by</c>: what an ablation's option changes of a network's structure.</summary>
internal static class EditGrammar
{
    private static readonly Parser<StepPathSyntax> Path = i =>
    {
        var start = (TokenInput)i;
        if (!IsPart(start.Token) || start.AtLineStart)
            return Result.Success(new StepPathSyntax(SpanBetween(start, start), ""), start.Report(Catalog.ExpectedToken, "the path of a step, such as 'stages.*.norm'", start.Found));
        // Blanks end it: what follows may be an operator's sign for all the lexer knows.
        var end = start.Advance();
        while (IsPart(end.Token) && end.Token.Span.Start == end.Previous.Span.End)
            end = end.Advance();
        var span = SpanBetween(start, end);
        return Result.Success(new StepPathSyntax(span, start.Stream.Source.Slice(span)), end);
    };

    private static readonly Parser<EditSyntax> Removal = Node(
        from keyword in Next
        from path in Path
        select path,
        (span, path) => new EditSyntax(span, path, null));

    private static readonly Parser<EditSyntax> Replacement = Node(
        from keyword in Next
        from path in Path
        from sign in ExpectWord("by")
        from value in sign is null ? Missing : ExpressionGrammar.Expression
        select (path, value),
        (span, parts) => new EditSyntax(span, parts.path, parts.value));

    private static readonly Parser<ExpressionSyntax> Missing = Node(Parse.Return(0), ExpressionSyntax (span, _) => new BadExpressionSyntax(span));

    /// <summary>The rule for one change.</summary>
    public static readonly Parser<EditSyntax> Edit = Choose(at => at.Token.Is("remove") ? Removal : Replacement);

    /// <summary>True at a change, rather than at a value of that name.</summary>
    public static bool Begins(TokenInput at)
    {
        if (!at.Token.Is("remove") && !at.Token.Is("replace"))
            return false;
        var next = at.Stream.At(at.Index + 1);
        return !next.StartsLine && (next.Kind is TokenKind.Integer or TokenKind.Float or TokenKind.Star or TokenKind.StarStar || (next.IsWord && !next.Is("and") && !next.Is("or")));
    }

    private static bool IsPart(Token token) =>
        token.IsWord || token.Kind is TokenKind.Integer or TokenKind.Float or TokenKind.Dot or TokenKind.DotDot or TokenKind.Star or TokenKind.StarStar;
}
