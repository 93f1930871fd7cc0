using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What a token means, in the words of the language server protocol.</summary>
public enum SemanticTokenKind
{
    /// <summary>A keyword where it acts as one.</summary>
    Keyword,

    /// <summary>A namespace.</summary>
    Namespace,

    /// <summary>A block, mixer, model or variant.</summary>
    Class,

    /// <summary>A type of parameters.</summary>
    Type,

    /// <summary>A parameter, or an argument's name.</summary>
    Parameter,

    /// <summary>A label: a segment of a key.</summary>
    Property,

    /// <summary>An operator that is called, or a function.</summary>
    Function,

    /// <summary>A local, an input, a dim or a constant.</summary>
    Variable,

    /// <summary>A dim of a signature, or a letter of a pattern.</summary>
    TypeParameter,

    /// <summary>An option of an operator.</summary>
    EnumMember,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A sign.</summary>
    Operator,
}

/// <summary>What else is to be said of a token.</summary>
[Flags]
public enum SemanticTokenModifiers
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It declares the name.</summary>
    Declaration = 1,

    /// <summary>Its value can't change.</summary>
    Readonly = 2,

    /// <summary>It is built in, or of the standard library.</summary>
    DefaultLibrary = 4,

    /// <summary>It documents.</summary>
    Documentation = 8,
}

/// <summary>A token of one line (comments and strings over several lines are cut at their ends).</summary>
public sealed record SemanticToken(TextSpan Span, SemanticTokenKind Kind, SemanticTokenModifiers Modifiers);

/// <summary>Says of each token what it means, by the names' meanings and, where there is none, by the grammar's words.</summary>
internal static class TokenClassifier
{
    public static IReadOnlyList<SemanticToken> Classify(SemanticModel model)
    {
        var tokens = new List<SemanticToken>();
        var occurrences = model.Names.All;
        var next = 0;
        foreach (var token in model.Tokens.Tokens)
        {
            foreach (var trivia in token.Leading.Where(t => t.Kind is TriviaKind.LineComment or TriviaKind.DocComment or TriviaKind.BlockComment))
                Add(tokens, model.Source, trivia.Span, SemanticTokenKind.Comment, trivia.Kind == TriviaKind.DocComment ? SemanticTokenModifiers.Documentation : SemanticTokenModifiers.None);
            while (next < occurrences.Count && occurrences[next].Span.End <= token.Span.Start)
                next++;
            if (token.IsWord && next < occurrences.Count && occurrences[next].Span.Start <= token.Span.Start && token.Span.End <= occurrences[next].Span.End)
                Add(tokens, model.Source, token.Span, KindOf(occurrences[next]), ModifiersOf(model, occurrences[next]));
            else if (KindOf(token.Kind) is { } kind)
                Add(tokens, model.Source, token.Span, kind, SemanticTokenModifiers.None);
        }
        return tokens;
    }

    private static SemanticTokenKind? KindOf(TokenKind kind) => kind switch
    {
        TokenKind.Keyword => SemanticTokenKind.Keyword,
        TokenKind.Integer or TokenKind.Float => SemanticTokenKind.Number,
        TokenKind.String => SemanticTokenKind.String,
        TokenKind.Arrow or TokenKind.Pipe or TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual
            or TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Slash or TokenKind.Percent or TokenKind.At or TokenKind.StarStar or TokenKind.Assign or TokenKind.DotDot
            => SemanticTokenKind.Operator,
        _ => null,
    };

    private static SemanticTokenKind KindOf(Occurrence name) => name.Symbol.Kind switch
    {
        NameKind.Namespace => SemanticTokenKind.Namespace,
        NameKind.Definition => name.Symbol.Owner switch
        {
            ConstSymbol => SemanticTokenKind.Variable,
            FunctionSymbol => SemanticTokenKind.Function,
            _ => SemanticTokenKind.Class,
        },
        NameKind.Parameter or NameKind.Argument => SemanticTokenKind.Parameter,
        NameKind.Dim or NameKind.ContractDim or NameKind.Letter => SemanticTokenKind.TypeParameter,
        NameKind.Label or NameKind.Tensor or NameKind.Output or NameKind.Exposed or NameKind.Axis => SemanticTokenKind.Property,
        NameKind.AxisOption => SemanticTokenKind.EnumMember,
        NameKind.Operator or NameKind.Function or NameKind.Initial => SemanticTokenKind.Function,
        NameKind.Word => KindOfWord(name.Symbol.Name),
        _ => SemanticTokenKind.Variable,
    };

    private static SemanticTokenKind KindOfWord(string word) =>
        word is "int" or "float" or "bool" or "string" ? SemanticTokenKind.Type
        : word is "it" ? SemanticTokenKind.Keyword
        : word is "rearrange" or "reduce" or "repeat" ? SemanticTokenKind.Function
        : word is "pi" ? SemanticTokenKind.Variable
        : BuiltInNames.Quantity(word) is not null ? SemanticTokenKind.Property
        : SemanticTokenKind.EnumMember;

    private static SemanticTokenModifiers ModifiersOf(SemanticModel model, Occurrence name) =>
        (name.Role == NameRole.Declaration ? SemanticTokenModifiers.Declaration : SemanticTokenModifiers.None)
        | (name.Symbol.Owner is ConstSymbol && name.Symbol.Kind == NameKind.Definition ? SemanticTokenModifiers.Readonly : SemanticTokenModifiers.None)
        | (name.Symbol.IsBuiltIn || (name.Symbol.Owner?.File.IsLibrary == true && name.Symbol.Owner.File != model.File) ? SemanticTokenModifiers.DefaultLibrary : SemanticTokenModifiers.None);

    private static void Add(List<SemanticToken> tokens, SourceText source, TextSpan span, SemanticTokenKind kind, SemanticTokenModifiers modifiers)
    {
        for (var start = span.Start; start < span.End;)
        {
            var end = source.Text.IndexOfAny(['\n', '\r'], start, span.End - start);
            end = end < 0 ? span.End : end;
            if (end > start)
                tokens.Add(new SemanticToken(TextSpan.FromBounds(start, end), kind, modifiers));
            start = end + 1;
        }
    }
}
