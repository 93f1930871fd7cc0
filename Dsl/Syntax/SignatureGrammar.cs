using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary>Parameters, types and shapes: what stands between a definition's name and its body.</summary>
internal static class SignatureGrammar
{
    private static readonly string[] SameOnly = ["same"];

    private static readonly Parser<ExpressionSyntax> Value = Lazy(() => ExpressionGrammar.Expression);

    private static readonly Parser<IReadOnlyList<ExpressionSyntax>> Dims = Delimited(Value, "a dim");

    private static readonly Parser<TensorSyntax> Shape = Node(
        from name in If(at => at.Token.IsWord,
            from word in Next
            select new NameSyntax(word.Span, word.Text))
        from dims in Dims
        select (name, dims),
        (span, parts) => new TensorSyntax(span, parts.name, parts.dims));

    private static readonly Parser<TensorSyntax> Same = Node(Next, (span, _) => new TensorSyntax(span, null, null));

    private static readonly Parser<TensorSyntax> NoShape = Node(
        ReportExpected("a shape, such as [N, C, H, W]"),
        (span, _) => UnknownTensor(span));

    private static readonly Parser<IReadOnlyList<TensorSyntax>> Unknown =
        from empty in Node(Parse.Return(0), (span, _) => UnknownTensor(span))
        select (IReadOnlyList<TensorSyntax>)[empty];

    private static readonly Parser<TensorSyntax> Input = Choose(at => StartsShape(at) ? Shape : NoShape);

    private static readonly Parser<TensorSyntax> Output = Choose(at =>
        StartsShape(at) ? Shape
        : at.Token.Is("same") ? Same
        : at.Token.IsWord && SpellChecker.Nearest(at.Token.Text, SameOnly) is { } meant ? BodyGrammar.Respelled(meant, Same)
        : NoShape);

    /// <summary><c>[N, C] -> same</c></summary>
    public static readonly Parser<SignatureSyntax> Signature = Node(
        from inputs in Tensors(Input)
        from arrow in Expect(TokenKind.Arrow, "'->' and the shape of the result")
        from outputs in Choose(at => arrow is null && !StartsShape(at) ? Unknown : Tensors(Output))
        select (inputs, outputs),
        (span, parts) => new SignatureSyntax(span, parts.inputs, parts.outputs));

    /// <summary>A signature of which nothing is there.</summary>
    public static readonly Parser<SignatureSyntax> NoSignature = Node(Parse.Return(0), (span, _) => new SignatureSyntax(span, [UnknownTensor(span)], [UnknownTensor(span)]));

    private static readonly Parser<NamedTypeSyntax> NamedType = Node(Next, (span, name) => new NamedTypeSyntax(span, name.Text));

    private static readonly Parser<NamedTypeSyntax> NoType = Node(ReportExpected("a type"), (span, _) => new NamedTypeSyntax(span, ""));

    private static readonly Parser<TypeSyntax> Component = Node(
        from keyword in Next
        from told in If(at => at.Token.Kind == TokenKind.OpenParen, Delimited(Name("a dim that the component is told"), "a dim"))
        from signature in Signature
        select (told, signature),
        (span, parts) => new ComponentTypeSyntax(span, parts.told ?? [], parts.signature));

    private static readonly Parser<ExpressionSyntax?> Length = Bracketed(_ => If(at => at.Token.Kind != TokenKind.CloseBracket, Value));

    private static readonly Parser<TypeSyntax> Parenthesized = Bracketed(_ => Nested(Lazy(() => Type!), TypeSyntax (span) => new NamedTypeSyntax(span, "")));

    private static readonly Parser<TypeSyntax> ValueType = LeaningLeft<TypeSyntax>(
        Choose(at => at.Token.Kind == TokenKind.OpenParen ? Parenthesized : at.Token.IsWord ? NamedType : NoType),
        at => at.Token.Kind == TokenKind.OpenBracket,
        (start, element) =>
            from length in Length
            from end in Here
            select new ListTypeSyntax(SpanBetween(start, end), element, length));

    private static readonly Parser<TypeSyntax> Type = Choose(at => at.Token.Is("block") ? Component : ValueType);

    private static readonly Parser<ExpressionSyntax?> Default = If(at => at.Token.Kind == TokenKind.Assign,
        from sign in Next
        from value in Value
        select value);

    private static readonly Parser<ParameterSyntax> Parameter = Node(
        from name in Name("a parameter's name")
        from colon in Expect(TokenKind.Colon, "':' and a type")
        from type in Choose(at => colon is null && !at.Token.IsWord && at.Token.Kind != TokenKind.OpenParen ? Untyped : Type)
        from value in Default
        select (name, type, value),
        (span, parts) => new ParameterSyntax(span, parts.name, parts.type, parts.value));

    /// <summary><c>(a: int, b: float = 1)</c></summary>
    public static readonly Parser<IReadOnlyList<ParameterSyntax>> Parameters = Delimited(Parameter, "a parameter");

    /// <summary>True where a shape begins, with a name before it or without.</summary>
    public static bool StartsShape(TokenInput at) =>
        at.Token.Kind == TokenKind.OpenBracket || (at.Token.IsWord && at.Stream.At(at.Index + 1).Kind == TokenKind.OpenBracket);

    // A single dim that is bad: nothing is known of the shape.
    private static TensorSyntax UnknownTensor(TextSpan span) => new(span, null, [new BadExpressionSyntax(span)]);

    private static Parser<TypeSyntax> Untyped => Node(Parse.Return(0), (span, _) => new NamedTypeSyntax(span, ""));

    // A comma goes on with tensors only if one follows: in a component's type, a parameter may.
    private static Parser<IReadOnlyList<TensorSyntax>> Tensors(Parser<TensorSyntax> tensor) => i =>
    {
        var tensors = new List<TensorSyntax>();
        while (true)
        {
            var result = tensor(i);
            tensors.Add(result.Value);
            var rest = (TokenInput)result.Remainder;
            var next = rest.Advance();
            var goesOn = rest.Token.Kind == TokenKind.Comma
                && (StartsShape(next) || (next.Token.Is("same") && next.Stream.At(next.Index + 1).Kind != TokenKind.Colon));
            if (!goesOn)
                return Result.Success<IReadOnlyList<TensorSyntax>>(tensors, rest);
            i = next;
        }
    };

    private static Parser<TokenInput> ReportExpected(string expected) => i =>
    {
        var input = (TokenInput)i;
        input = input.Report(Catalog.ExpectedToken, expected, input.Found);
        return Result.Success(input, input);
    };
}
