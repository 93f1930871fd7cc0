using System.Collections.Generic;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary><c>norm:</c>, <c>stages[i]:</c>, <c>patch_embed{i + 1}:</c>, <c>0:</c>, <c>[j]:</c></summary>
internal static class LabelGrammar
{
    private static readonly Parser<LabelPartSyntax> Text =
        Node(Next, (span, token) => new LabelPartSyntax(span, LabelPartKind.Text, token.Text, null));

    private static readonly Parser<LabelPartSyntax> Index = Node(
        Bracketed(_ => Lazy(() => ExpressionGrammar.Expression)),
        (span, value) => new LabelPartSyntax(span, LabelPartKind.Index, "", value));

    /// <summary><c>{e}</c>, joined to the name before it.</summary>
    public static readonly Parser<ExpressionSyntax> Interpolated = Bracketed(_ => Lazy(() => ExpressionGrammar.Expression));

    private static readonly Parser<LabelPartSyntax> Interpolation = Node(
        Interpolated,
        (span, value) => new LabelPartSyntax(span, LabelPartKind.Interpolation, "", value));

    private static readonly Parser<LabelPartSyntax> Part = Choose(at => at.Token.Kind switch
    {
        TokenKind.OpenBracket => Index,
        TokenKind.OpenBrace => Interpolation,
        _ => Text,
    });

    private static readonly Parser<LabelSyntax> Parts = Node(
        Part.Until(at => at.Token.Kind is TokenKind.Colon or TokenKind.EndOfFile),
        (span, parts) => new LabelSyntax(span, parts));

    /// <summary>A label and its colon, where <see cref="IsLabel"/> has seen one.</summary>
    public static readonly Parser<LabelSyntax> Label =
        from label in Parts
        from colon in Next
        select label;

    /// <summary>True where the tokens from an index on are a label and a colon, on one line.</summary>
    public static bool IsLabel(TokenStream stream, int index)
    {
        var first = stream.At(index);
        if (!first.IsWord && first.Kind is not (TokenKind.Integer or TokenKind.OpenBracket))
            return false;
        for (var i = index; ; i++)
        {
            var token = stream.At(i);
            if (i > index && token.StartsLine)
                return false;
            if (token.Kind == TokenKind.Colon)
                return i > index;
            var isPart = token.Kind switch
            {
                TokenKind.OpenBracket => i == index || token.Leading.Count == 0,
                TokenKind.OpenBrace => i > index && token.Leading.Count == 0,
                _ => (token.IsWord || token.Kind == TokenKind.Integer) && (i == index || token.Leading.Count == 0),
            };
            if (!isPart)
                return false;
            if (token.Kind is TokenKind.OpenBracket or TokenKind.OpenBrace)
            {
                i = stream.PartnerOf(i);
                if (i < 0)
                    return false;
            }
        }
    }

    private static Parser<IReadOnlyList<T>> Until<T>(this Parser<T> part, System.Func<TokenInput, bool> ends) => i =>
    {
        var parts = new List<T>();
        while (!ends((TokenInput)i))
        {
            var result = part(i);
            parts.Add(result.Value);
            i = result.Remainder;
        }
        return Result.Success<IReadOnlyList<T>>(parts, i);
    };
}
