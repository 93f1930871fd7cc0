using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary>The statements of a body.</summary>
internal static class StatementGrammar
{
    private static readonly Parser<ExpressionSyntax> Value = Lazy(() => ExpressionGrammar.Expression);
    private static readonly Parser<ExpressionSyntax> LabeledValue = Lazy(() => ExpressionGrammar.Step);

    /// <summary><c>{ … }</c></summary>
    public static readonly Parser<GroupSyntax> Group = Node(
        Bracketed(_ => BodyGrammar.Statements),
        (span, statements) => new GroupSyntax(span, statements));

    private static readonly Parser<GroupSyntax> EmptyGroup = Node(Parse.Return(0), (span, _) => new GroupSyntax(span, []));

    private static readonly Parser<StatementSyntax> Step =
        Node(LabeledValue, (span, value) => new StepSyntax(span, value));

    private static readonly Parser<StatementSyntax> Assign = Node(
        from name in Next
        from sign in Next
        from value in LabeledValue
        select (name, value),
        (span, parts) => new AssignSyntax(span, new NameSyntax(parts.name.Span, parts.name.Text), parts.value));

    private static readonly Parser<ExpressionSyntax> Missing =
        Node(Parse.Return(0), (span, _) => new BadExpressionSyntax(span));

    private static Parser<StatementSyntax> Let(bool isVar) => Node(
        from keyword in Next
        from names in CommaSeparated(Name("a name for the value"))
        from sign in Expect(TokenKind.Assign, "'=' and a value")
        from value in sign is null ? Missing : LabeledValue
        select (names, value),
        (span, parts) => new LetSyntax(span, isVar, parts.names, parts.value));

    private static readonly Parser<ListSyntax> NoShape = i =>
    {
        var input = (TokenInput)i;
        var empty = new ListSyntax(SpanBetween(input, input), [new BadExpressionSyntax(SpanBetween(input, input))]);
        return Result.Success(empty, input.Report(Catalog.ExpectedToken, "a shape in brackets", input.Found));
    };

    private static readonly Parser<ListSyntax> Shape = Choose(at => at.Token.Kind == TokenKind.OpenBracket ? PrimaryGrammar.List : NoShape);

    private static readonly Parser<ExpressionSyntax?> Initial = If(at => at.Token.Kind == TokenKind.Assign,
        from sign in Next
        from value in LabeledValue
        select value);

    private static Parser<StatementSyntax> Tensor(bool isBuffer) => Node(
        from keyword in Next
        from name in Name("a name for the tensor")
        from colon in Expect(TokenKind.Colon, "':' and a shape")
        from shape in Shape
        from initial in Initial
        select (name, shape, initial),
        (span, parts) => new TensorDeclarationSyntax(span, isBuffer, parts.name, parts.shape, parts.initial));

    private static readonly Parser<LabelSyntax> PlainLabel = Node(
        Name("a name for the layer"),
        (span, name) => new LabelSyntax(span, [new LabelPartSyntax(span, LabelPartKind.Text, name.Text, null)]));

    private static readonly Parser<ExpressionSyntax> Unlabeled =
        from colon in Expect(TokenKind.Colon, "':' and a layer")
        from missing in Missing
        select missing;

    private static readonly Parser<StatementSyntax> Layer = Node(
        from keyword in Next
        from place in Here
        from label in LabelGrammar.IsLabel(place.Stream, place.Index) ? LabelGrammar.Label : PlainLabel
        from value in LabelGrammar.IsLabel(place.Stream, place.Index) ? ExpressionGrammar.LabelValue : Unlabeled
        select (label, value),
        (span, parts) => new LayerSyntax(span, parts.label, parts.value));

    private static readonly Parser<IReadOnlyList<ArgumentSyntax>> NoStart =
        from missing in Expect(TokenKind.OpenParen, "'(' and how the layers' tensors start")
        select (IReadOnlyList<ArgumentSyntax>)[];

    private static readonly Parser<StatementSyntax> Init = Node(
        from keyword in Next
        from kind in Name("a kind of layer")
        from arguments in Choose(at => at.Token.Kind == TokenKind.OpenParen && !at.AtLineStart ? PrimaryGrammar.Arguments : NoStart)
        select (kind, arguments),
        (span, parts) => new InitSyntax(span, parts.kind, parts.arguments));

    private static readonly Parser<StatementSyntax> For = Node(
        from keyword in Next
        from index in Name("a name for the index")
        from @in in ExpectWord("in")
        from source in Value
        from body in Body("'{' and the steps to repeat")
        select (index, source, body),
        (span, parts) => new ForSyntax(span, parts.index, parts.source, parts.body));

    private static readonly Parser<GroupSyntax> ElseIf =
        Node(Lazy(() => Statement!), (span, nested) => new GroupSyntax(span, [nested]));

    private static readonly Parser<GroupSyntax?> Else = If(at => at.Token.Is("else"),
        from keyword in Next
        from body in Choose(at => at.Token.Is("if") ? ElseIf : Body("'{' and the other steps"))
        select body);

    private static readonly Parser<StatementSyntax> IfSteps = Node(
        from keyword in Next
        from condition in Lazy(() => ExpressionGrammar.Condition)
        from then in Body("'{' and the steps of this case")
        from otherwise in Else
        select (condition, then, otherwise),
        (span, parts) => new IfSyntax(span, parts.condition, parts.then, parts.otherwise));

    private static readonly Parser<ExposedSyntax> Exposed = Node(
        from name in Name("a name for the output")
        from number in If(at => at.Token.Kind == TokenKind.OpenBrace && at.Token.Leading.Count == 0, LabelGrammar.Interpolated)
        from value in Initial
        select (name, number, value),
        (span, parts) => new ExposedSyntax(span, parts.name, parts.number, parts.value));

    private static readonly Parser<StatementSyntax> Expose = Node(
        from keyword in Next
        from items in CommaSeparated(Exposed)
        select items,
        (span, items) => new ExposeSyntax(span, items));

    private static readonly Parser<StatementSyntax> Return = Node(
        from keyword in Next
        from values in Choose(at => at.AtLineStart ? Parse.Return<IReadOnlyList<ExpressionSyntax>>([]).Reporting() : CommaSeparated(Value))
        select values,
        (span, values) => new ReturnSyntax(span, values));

    /// <summary>One statement, to its last token.</summary>
    public static readonly Parser<StatementSyntax> Statement = Nested(Choose(Rule), span => new BadStatementSyntax(span));

    /// <summary><c>{ … }</c>; where it is missing, reports that, looks for it in the rest of the line, and else makes up an empty one.</summary>
    public static Parser<GroupSyntax> Body(string expected) => Choose(at => at.Token.Kind == TokenKind.OpenBrace ? Group :
        from report in ReportNoBody(expected)
        from skipped in RecoverTo(token => token.Kind == TokenKind.OpenBrace)
        from steps in OptionalGroup
        select steps);

    /// <summary><c>{ … }</c>, or, where none is, an empty one.</summary>
    public static readonly Parser<GroupSyntax> OptionalGroup = Choose(at => at.Token.Kind == TokenKind.OpenBrace ? Group : EmptyGroup);

    /// <summary>One or more, with commas between them and nothing around.</summary>
    public static Parser<IReadOnlyList<T>> CommaSeparated<T>(Parser<T> item) => i =>
    {
        var items = new List<T>();
        while (true)
        {
            var result = item(i);
            items.Add(result.Value);
            var rest = (TokenInput)result.Remainder;
            if (rest.Token.Kind != TokenKind.Comma)
                return Result.Success<IReadOnlyList<T>>(items, rest);
            // What follows a comma may stand on the next line.
            i = rest.Advance();
        }
    };

    private static Parser<StatementSyntax> Rule(TokenInput at)
    {
        if (LabelGrammar.IsLabel(at.Stream, at.Index))
            return Step;
        var following = at.Stream.At(at.Index + 1);
        if (at.Token.IsWord && following.Kind == TokenKind.Assign && !SyntaxFacts.IsReserved(at.Token.Text))
            return Assign;
        if (BodyGrammar.MisspelledKeyword(at) is { } meant)
            return BodyGrammar.Respelled(meant, Keyworded(meant));
        return at.Token.Kind == TokenKind.Keyword && IsKeywordHere(at, following) ? Keyworded(at.Token.Text) : Step;
    }

    private static bool IsKeywordHere(TokenInput at, Token following) => at.Token.Text switch
    {
        "let" or "return" or "for" => true,
        "if" => !IsConditional(at),
        "var" or "param" or "buffer" or "layer" or "expose" or "init" =>
            IsFollowedByWord(following),
        "residual" or "parallel" => IsFollowedByWord(following) && !LabelGrammar.IsLabel(at.Stream, at.Index + 1),
        _ => false,
    };

    private static bool IsFollowedByWord(Token following) =>
        following.IsWord && !following.StartsLine && SyntaxFacts.BinaryOperatorOf(following) is null;

    /// <summary>The rule for a keyword that begins a statement, whatever the next token's spelling.</summary>
    private static Parser<StatementSyntax> Keyworded(string keyword) => keyword switch
    {
        "let" or "var" => Let(keyword == "var"),
        "param" or "buffer" => Tensor(keyword == "buffer"),
        "layer" => Layer,
        "init" => Init,
        "for" => For,
        "if" => IfSteps,
        "expose" => Expose,
        "return" => Return,
        "residual" or "parallel" or "inline" => Node(PrimaryGrammar.Keyworded(keyword), (span, value) => new StepSyntax(span, value)),
        _ => Step,
    };

    // `if c then …` is a step; `if c { … }` is a statement.
    private static bool IsConditional(TokenInput at)
    {
        for (var i = at.Index + 1; ; i++)
        {
            var token = at.Stream.At(i);
            if (token.Is("then"))
                return true;
            if (token.Kind is TokenKind.OpenBrace or TokenKind.CloseBrace or TokenKind.Semicolon or TokenKind.EndOfFile)
                return false;
            if (at.LinesMatter && token.StartsLine && SyntaxFacts.BinaryOperatorOf(token) is null && SyntaxFacts.BinaryOperatorOf(at.Stream.At(i - 1)) is null)
                return false;
            if (at.Stream.PartnerOf(i) > i)
                i = at.Stream.PartnerOf(i);
        }
    }

    private static Parser<T> Reporting<T>(this Parser<T> parser) => i =>
    {
        var input = (TokenInput)i;
        return parser(input.Report(Catalog.ExpectedValue, " after '" + input.Previous.Text + "'", input.Found));
    };

    private static Parser<TokenInput> ReportNoBody(string expected) => i =>
    {
        var input = (TokenInput)i;
        input = input.Report(Catalog.ExpectedToken, expected, input.Found);
        return Result.Success(input, input);
    };
}
