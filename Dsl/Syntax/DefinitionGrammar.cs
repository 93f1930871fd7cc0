using System;
using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary>The definitions of a file.</summary>
internal static class DefinitionGrammar
{
    private static readonly string[] WhereOnly = ["where"];
    private static readonly string[] ExpectOnly = ["expect"];

    private static readonly Parser<ExpressionSyntax> Value = ExpressionGrammar.Expression;

    private static readonly Parser<SignatureSyntax> Signature =
        from colon in Colon
        from signature in Choose(at => colon is null && !SignatureGrammar.StartsShape(at) ? SignatureGrammar.NoSignature : SignatureGrammar.Signature)
        select signature;

    private static readonly Parser<ExpressionSyntax> Assigned =
        from sign in Expect(TokenKind.Assign, "'=' and a value")
        from value in sign is null ? Node(Parse.Return(0), (span, _) => new BadExpressionSyntax(span)) : Value
        select value;

    private static readonly Parser<IReadOnlyList<ExpressionSyntax>> Constraints =
        from keyword in Next
        from constraints in StatementGrammar.CommaSeparated(ExpressionGrammar.Condition)
        select constraints;

    private static readonly Parser<IReadOnlyList<ExpressionSyntax>?> Where = Choose(at =>
        at.Token.Is("where") ? Constraints
        : BeginsWhere(at) ? BodyGrammar.Respelled("where", Constraints)
        : Parse.Return<IReadOnlyList<ExpressionSyntax>?>(null));

    private static readonly Parser<IReadOnlyList<ParameterSyntax>?> Parameters =
        If(at => at.Token.Kind == TokenKind.OpenParen, SignatureGrammar.Parameters);

    private static readonly Parser<ListSyntax> NoShape = i =>
    {
        var input = (TokenInput)i;
        var empty = new ListSyntax(SpanBetween(input, input), []);
        return Result.Success(empty, input.Report(Catalog.ExpectedToken, "the shapes of the inputs, such as [1, 3, 224, 224]", input.Found));
    };

    /// <summary><c>at [1, 3, 256, 256]</c>, where it is there.</summary>
    public static readonly Parser<ListSyntax?> At = If(at => at.Token.Is("at"),
        from keyword in Next
        from shape in Choose(at => at.Token.Kind == TokenKind.OpenBracket ? PrimaryGrammar.List : NoShape)
        select shape);

    private static readonly Parser<NameSyntax?> Of = If(at => at.Token.Is("of"),
        from keyword in Next
        from output in Name("the name of an output")
        select output);

    private static readonly Parser<NameSyntax?> Through = If(at => at.Token.Is("through"),
        from keyword in Next
        from map in Name("the name of a key map")
        select map);

    /// <summary>One clause of <c>expect</c>: <c>macs 1.26G at [1, 3, 256, 256]</c>.</summary>
    public static readonly Parser<ExpectSyntax> Expectation = Node(
        from quantity in Name("a quantity, such as params or macs")
        from value in quantity.Text == "input" ? ExpressionGrammar.Condition : Value
        from output in quantity.Text == ExpectSyntax.ReceptiveField ? Of : Parse.Return<NameSyntax?>(null)
        from map in quantity.Text == ExpectSyntax.Tensors ? Through : Parse.Return<NameSyntax?>(null)
        from at in At
        select (quantity, value, output, map, at),
        (span, parts) => new ExpectSyntax(span, parts.quantity, parts.value, parts.at) { Output = parts.output, Through = parts.map });

    private static readonly Parser<IReadOnlyList<ExpectSyntax>> Expectations =
        from keyword in Next
        from expects in StatementGrammar.CommaSeparated(Expectation)
        select expects;

    private static readonly Parser<IReadOnlyList<ExpectSyntax>?> Expects = Choose(at =>
        at.Token.Is("expect") ? Expectations
        : IsMisspelled(at, ExpectOnly) ? BodyGrammar.Respelled("expect", Expectations)
        : Parse.Return<IReadOnlyList<ExpectSyntax>?>(null));

    /// <summary>The rule for a definition's keyword, whatever the next token's spelling.</summary>
    public static Parser<DefinitionSyntax> Rule(string keyword, string? doc) => keyword switch
    {
        "const" => Const(doc),
        "fn" => Function(doc),
        "variant" => Variant(doc),
        "extern" => Extern(doc),
        "ablation" => StudyGrammar.Ablation(doc),
        "recipe" => StudyGrammar.Recipe(doc),
        "keys" => StudyGrammar.Keys(doc),
        _ => Block(keyword, false, doc),
    };

    private static Parser<DefinitionSyntax> Const(string? doc) => Node(
        from keyword in Next
        from name in Name("the constant's name")
        from value in Assigned
        select (name, value),
        (span, parts) => new ConstSyntax(span, parts.name, doc, parts.value));

    private static Parser<DefinitionSyntax> Function(string? doc) => Node(
        from keyword in Next
        from name in Name("the function's name")
        from parameters in Parameters
        from value in Assigned
        select (name, parameters, value),
        (span, parts) => new FunctionSyntax(span, parts.name, doc, parts.parameters ?? [], parts.value));

    private static Parser<DefinitionSyntax> Variant(string? doc) => Node(
        from keyword in Next
        from name in Name("the variant's name")
        from sign in Expect(TokenKind.Assign, "'=' and a model")
        from target in Name("a model's or a variant's name")
        from arguments in If(at => at.Token.Kind == TokenKind.OpenParen && !at.AtLineStart, PrimaryGrammar.VariantArguments)
        from expects in Expects
        select (name, target, arguments, expects),
        (span, parts) => new VariantSyntax(span, parts.name, doc, parts.target, parts.arguments ?? [], parts.expects ?? []));

    private static Parser<DefinitionSyntax> Extern(string? doc) =>
        from start in Here
        from keyword in Next
        from definition in Choose(at =>
            at.Token.Text is "block" or "mixer" or "model" ? Block(at.Token.Text, true, doc)
            : SpellChecker.Nearest(at.Token.Text, ["block", "mixer", "model"]) is { } meant ? BodyGrammar.Respelled(meant, Block(meant, true, doc))
            : NoKind(doc))
        from end in Here
        select definition with { Span = SpanBetween(start, end) };

    private static Parser<DefinitionSyntax> Block(string keyword, bool isExtern, string? doc)
    {
        var kind = keyword switch { "mixer" => BlockKind.Mixer, "model" => BlockKind.Model, _ => BlockKind.Block };
        return Node(
            from word in Next
            from name in Name("the " + keyword + "'s name")
            from parameters in Parameters
            from signature in Signature
            from beforeWhere in EndOfHeader(isExtern, keyword, name, BeginsWhere)
            from @where in Where
            from beforeBody in EndOfHeader(isExtern, keyword, name, _ => false)
            from body in Choose(at => !isExtern ? StatementGrammar.OptionalGroup : at.Token.Kind == TokenKind.OpenBrace ? ExcessBody(name) : NoBody)
            select (name, parameters, signature, @where, body),
            (span, parts) => new BlockSyntax(
                span, parts.name, doc, kind, isExtern, parts.parameters ?? [], parts.signature, parts.@where ?? [], parts.body));
    }

    // `extern Foo(…)`: most likely a block.
    private static Parser<DefinitionSyntax> NoKind(string? doc) =>
        from report in ReportNoKind
        from definition in Node(
            from name in Name("the block's name")
            from parameters in Parameters
            from signature in Signature
            from @where in Where
            select (name, parameters, signature, @where),
            (span, parts) => new BlockSyntax(
                span, parts.name, doc, BlockKind.Block, true, parts.parameters ?? [], parts.signature, parts.@where ?? [], null))
        select definition;

    private static Parser<GroupSyntax?> NoBody { get; } = Parse.Return<GroupSyntax?>(null);

    // Where the header doesn't go on as it should, the body is what is missed; it may follow in a later line.
    private static Parser<TokenInput> EndOfHeader(bool isExtern, string keyword, NameSyntax name, Func<TokenInput, bool> ends) => i =>
    {
        var input = (TokenInput)i;
        if (isExtern || input.Token.Kind == TokenKind.OpenBrace || ends(input))
            return Result.Success(input, input);
        input = input.Report(Catalog.MissingBody, keyword, name.Text, input.Found);
        var rest = SkipTo(input, token => token.Is("where"));
        return Result.Success(input, rest);
    };

    // `block A B(…) : …`: what stands before the colon is skipped.
    private static Parser<Token?> Colon => i =>
    {
        var result = ExpectColon(i);
        var rest = (TokenInput)result.Remainder;
        if (result.Value is not null || SignatureGrammar.StartsShape(rest))
            return result;
        rest = SkipTo(rest, token => token.Kind == TokenKind.Colon || token.Is("where"));
        return rest.Token.Kind == TokenKind.Colon ? Next(rest) : Result.Success<Token?>(null, rest);
    };

    private static readonly Parser<Token?> ExpectColon = Expect(TokenKind.Colon, "':' and the shapes that come in and go out");

    private static bool BeginsWhere(TokenInput at) => at.Token.Is("where") || IsMisspelled(at, WhereOnly);

    private static Parser<GroupSyntax?> ExcessBody(NameSyntax name) => Choose(at =>
        from report in Reported(at.Report(at.Fault(Catalog.ExternBody, at.Token.Span, name.Text)))
        from body in StatementGrammar.Group
        select (GroupSyntax?)null);

    private static Parser<TokenInput> ReportNoKind { get; } = i =>
    {
        var input = (TokenInput)i;
        input = input.Report(Catalog.ExpectedToken, "'block', 'mixer' or 'model' after 'extern'", input.Found);
        return Result.Success(input, input);
    };

    private static Parser<TokenInput> Reported(TokenInput place) => _ => Result.Success(place, place);

    private static bool IsMisspelled(TokenInput at, string[] keyword) =>
        at.Token.Kind == TokenKind.Identifier && at.Stream.At(at.Index + 1).IsWord && SpellChecker.Nearest(at.Token.Text, keyword) is not null;
}
