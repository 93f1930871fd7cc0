using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary>The expressions that operators join: literals, names, lists, what stands in parentheses.</summary>
internal static class PrimaryGrammar
{
    private static readonly Parser<ExpressionSyntax> Inner = Lazy(() => ExpressionGrammar.Expression);

    private static readonly Parser<ArgumentSyntax> Argument = Node(
        from name in If(IsArgumentName,
            from word in Next
            from colon in ArgumentColon
            select new NameSyntax(word.Span, word.Text))
        from value in Inner
        select (name, value),
        (span, parts) => new ArgumentSyntax(span, parts.name, parts.value));

    /// <summary><c>(a, name: b)</c></summary>
    public static readonly Parser<IReadOnlyList<ArgumentSyntax>> Arguments = Delimited(Argument, "an argument");

    private static readonly Parser<ArgumentSyntax> ItemArgument = Node(
        from name in Next
        from index in Bracketed(_ => Inner)
        from colon in Next
        from value in Inner
        select (name, index, value),
        (span, parts) => new ArgumentSyntax(span, new NameSyntax(parts.name.Span, parts.name.Text), parts.value) { Index = parts.index });

    /// <summary><c>(a, name: b, list[0]: c)</c></summary>
    public static readonly Parser<IReadOnlyList<ArgumentSyntax>> VariantArguments =
        Delimited(Choose(at => IsItemArgument(at) ? ItemArgument : Argument), "an argument");

    private static readonly Parser<IReadOnlyList<ExpressionSyntax>> NoIndex =
        from missing in Lazy(() => NoValue!)
        select (IReadOnlyList<ExpressionSyntax>)[missing];

    /// <summary><c>[0, a..b, ..]</c>, with at least one.</summary>
    public static readonly Parser<IReadOnlyList<ExpressionSyntax>> Indices = Bracketed(opener =>
        from items in Choose(at => at.Token.Kind == TokenKind.CloseBracket ? NoIndex : Items(opener, Inner, "an index", []))
        select items);

    /// <summary><c>[a, b]</c>, and nothing but a list.</summary>
    public static readonly Parser<ListSyntax> List = Node(Delimited(Inner, "an item"), (span, items) => new ListSyntax(span, items));

    private static readonly Parser<(NameSyntax Index, ExpressionSyntax Values)?> NoSource = Parse.Return<(NameSyntax, ExpressionSyntax)?>(null);

    private static readonly Parser<(NameSyntax Index, ExpressionSyntax Values)?> ComprehensionSource =
        from @for in Next
        from index in Name("a name for each item")
        from @in in ExpectWord("in")
        from values in Inner
        select ((NameSyntax, ExpressionSyntax)?)(index, values);

    private static readonly Parser<ExpressionSyntax> ListOrComprehension = Node(
        Bracketed(opener =>
            from items in Items(opener, Inner, "an item", ["for"])
            from source in Choose(at => at.Token.Is("for") && items.Count > 0 ? ComprehensionSource : NoSource)
            select (items, source)),
        ExpressionSyntax (span, parts) => parts.source is { } source
            ? new ComprehensionSyntax(span, parts.items[parts.items.Count - 1], source.Index, source.Values)
            : new ListSyntax(span, parts.items));

    private static readonly Parser<ExpressionSyntax> Parenthesized = Bracketed(_ => Inner);

    /// <summary>No arguments.</summary>
    public static readonly Parser<IReadOnlyList<ArgumentSyntax>> NoArguments = Parse.Return<IReadOnlyList<ArgumentSyntax>>([]);

    private static readonly Parser<ExpressionSyntax> Residual = Node(
        from keyword in Next
        from arguments in If(at => at.Token.Kind == TokenKind.OpenParen && !at.AtLineStart, Arguments)
        from body in StatementGrammar.Body("'{' and the residual's steps")
        select (keyword, arguments, body),
        ExpressionSyntax (span, parts) => new ResidualSyntax(span, parts.keyword.Span, parts.arguments ?? [], parts.body));

    private static readonly Parser<(NameSyntax Name, IReadOnlyList<ArgumentSyntax> Arguments)> Join = Bracketed(opener =>
        from name in Name("how the branches are joined: add, mul or concat")
        from rest in Choose(at => at.Token.Kind == TokenKind.Comma ? MoreArguments(opener) : NoArguments)
        select (name, rest));

    private static readonly Parser<(NameSyntax Name, IReadOnlyList<ArgumentSyntax> Arguments)> NoJoin = i =>
    {
        var input = (TokenInput)i;
        var name = new NameSyntax(SpanBetween(input, input), "");
        var rest = input.Report(Catalog.ExpectedToken, "'(' and how the branches are joined: add, mul or concat", input.Found);
        return Result.Success<(NameSyntax, IReadOnlyList<ArgumentSyntax>)>((name, []), rest);
    };

    private static readonly Parser<ExpressionSyntax> Parallel = Node(
        from keyword in Next
        from joined in Choose(at => at.Token.Kind == TokenKind.OpenParen ? Join : NoJoin)
        from body in StatementGrammar.Body("'{' and the branches")
        select (keyword, joined, body),
        ExpressionSyntax (span, parts) => new ParallelSyntax(span, parts.keyword.Span, parts.joined.Name, parts.joined.Arguments, parts.body));

    private static readonly Parser<ExpressionSyntax> Inline = Node(
        from keyword in Next
        from block in Lazy(() => ExpressionGrammar.Postfix)
        select (keyword, block),
        ExpressionSyntax (span, parts) => new InlineSyntax(span, parts.keyword.Span, parts.block));

    /// <summary>The rule for a keyword that begins an expression, whatever the next token's spelling.</summary>
    public static Parser<ExpressionSyntax> Keyworded(string keyword) => keyword switch
    {
        "residual" => Residual,
        "inline" => Inline,
        _ => Parallel,
    };

    private static readonly Parser<ExpressionSyntax> Literal = i =>
    {
        var input = (TokenInput)i;
        var token = input.Token;
        var number = token.Kind == TokenKind.String ? default : Numbers.Read(token.Text);
        ExpressionSyntax literal = token.Kind switch
        {
            TokenKind.String => new StringSyntax(token.Span, Lexer.Unescape(token.Text)),
            TokenKind.Integer => new IntSyntax(token.Span, number.Value, number.Step),
            _ => new FloatSyntax(token.Span, number.Real),
        };
        return Result.Success(literal, input.Advance());
    };

    private static readonly Parser<ExpressionSyntax> NameOrBool = i =>
    {
        var input = (TokenInput)i;
        var token = input.Token;
        ExpressionSyntax name = token.Text is "true" or "false" ? new BoolSyntax(token.Span, token.Text == "true") : new NameExpressionSyntax(token.Span, token.Text);
        return Result.Success(name, input.Advance());
    };

    // The lexer has said what is wrong with it.
    private static readonly Parser<ExpressionSyntax> Unknown =
        Node(Next, ExpressionSyntax (span, _) => new BadExpressionSyntax(span));

    private static readonly Parser<ExpressionSyntax> NoValue = i =>
    {
        var input = (TokenInput)i;
        var after = input.Index > 0 && AsksForValue(input.Previous) ? " after '" + input.Previous.Text + "'" : "";
        var bad = new BadExpressionSyntax(SpanBetween(input, input));
        if (input.Token.Kind == TokenKind.Colon && input.Index > 0 && input.Previous.Kind is TokenKind.OpenBracket or TokenKind.Comma)
            return Result.Success(bad, input.Report(input.Fault(Catalog.ExpectedValue, input.Token.Span, after, input.Found + "; a whole axis is '..'") with { Fix = new Fix("write '..'", input.Token.Span, "..") }));
        return Result.Success(bad, input.Report(Catalog.ExpectedValue, after, input.Found));
    };

    private static readonly Parser<ExpressionSyntax> Unparenthesized =
        from report in ReportLoose
        from value in Nested(Lazy(() => ExpressionGrammar.Conditional), ExpressionSyntax (span) => new BadExpressionSyntax(span))
        select value;

    /// <summary>A literal, a name, a list, a parenthesized expression; where none is, reports that.</summary>
    public static readonly Parser<ExpressionSyntax> Primary = Choose(at => at.Token.Kind switch
    {
        // What an operator at the end of a line leaves open isn't the definition after it.
        TokenKind.Keyword when at.Stream.IsDefinitionStart(at.Index) => NoValue,
        TokenKind.Integer or TokenKind.Float or TokenKind.String => Literal,
        TokenKind.OpenParen => Parenthesized,
        TokenKind.OpenBracket => ListOrComprehension,
        TokenKind.Identifier or TokenKind.Keyword => Word(at),
        TokenKind.Bad => Unknown,
        _ => NoValue,
    });

    /// <summary>The arguments after a comma, in the bracket that an index opens.</summary>
    public static Parser<IReadOnlyList<ArgumentSyntax>> MoreArguments(int opener) =>
        from comma in Next
        from arguments in Items(opener, Argument, "an argument", [])
        select arguments;

    private static Parser<ExpressionSyntax> Word(TokenInput at)
    {
        var following = at.Stream.At(at.Index + 1);
        var isCalled = following.Kind == TokenKind.OpenParen && !(at.LinesMatter && following.StartsLine);
        return at.Token.Text switch
        {
            "residual" or "parallel" when isCalled || following.Kind == TokenKind.OpenBrace => Keyworded(at.Token.Text),
            "inline" when following.IsWord && !(at.LinesMatter && following.StartsLine) && SyntaxFacts.BinaryOperatorOf(following) is null => Inline,
            "rearrange" or "reduce" or "repeat" when isCalled => PatternGrammar.PatternCall,
            "true" or "false" => NameOrBool,
            "if" or "not" when at.Index > 0 && SyntaxFacts.BinaryOperatorOf(at.Previous) is not null => Unparenthesized,
            var word => SyntaxFacts.IsReserved(word) ? NoValue : NameOrBool,
        };
    }

    private static Parser<TokenInput> ReportLoose => i =>
    {
        var input = (TokenInput)i;
        input = input.Report(input.Fault(Catalog.NeedsParentheses, input.Token.Span, input.Token.Text, input.Previous.Text));
        return Result.Success(input, input);
    };

    private static bool IsArgumentName(TokenInput at) =>
        at.Token.IsWord && at.Stream.At(at.Index + 1).Kind is TokenKind.Colon or TokenKind.Assign;

    // `stride=2`, as in Python.
    private static Parser<TokenInput> ArgumentColon => i =>
    {
        var input = (TokenInput)i;
        if (input.Token.Kind == TokenKind.Assign)
            input = input.Report(Catalog.ExpectedToken, "':' after an argument's name", input.Found);
        return Result.Success(input, input.Advance());
    };

    private static bool IsItemArgument(TokenInput at) =>
        at.Token.IsWord && at.Stream.At(at.Index + 1).Kind == TokenKind.OpenBracket
        && at.Stream.PartnerOf(at.Index + 1) is var end and > 0 && at.Stream.At(end + 1).Kind == TokenKind.Colon;

    private static bool AsksForValue(Token token) =>
        SyntaxFacts.BinaryOperatorOf(token) is not null || SyntaxFacts.IsReserved(token.Text)
        || token.Kind is TokenKind.Assign or TokenKind.Colon or TokenKind.Comma or TokenKind.Pipe or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Arrow or TokenKind.DotDot;
}
