using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Semantics;

/// <summary>Reads from the tokens before a place what is wanted there.</summary>
internal sealed class PlaceReader(TokenStream stream, int before, bool startsLine, int definition, CallSite? site, OpenBrackets open)
{
    private Token? Previous => before < 0 ? null : stream.At(before);

    private string Keyword => definition < 0 ? "" : stream.At(definition).Text == "extern" && before > definition ? stream.At(definition + 1).Text : stream.At(definition).Text;

    /// <summary>The innermost open bracket's kind; none at a definition's own level.</summary>
    private TokenKind? Innermost => open.Tokens.Count == 0 ? null : stream.At(open.Tokens[open.Tokens.Count - 1]).Kind;

    public Wanted Read()
    {
        if (Previous is { Text: "import" or "namespace", IsWord: true } && !startsLine || InDottedName())
            return Wanted.Namespace;
        if (definition < 0)
            return Previous is { Text: "extern", IsWord: true } || startsLine || Previous is null || Previous.Kind is TokenKind.Semicolon or TokenKind.CloseBrace ? Wanted.Definition : Wanted.Nothing;
        if (Previous is { Kind: TokenKind.Dot } || (before == definition && Previous!.Text != "extern"))
            return Wanted.Nothing;
        if (before == definition)
            return Wanted.Definition;
        return Keyword switch
        {
            "variant" => InVariant(),
            "ablation" => InAblation(),
            "recipe" => InRecipe(),
            "keys" => Previous!.Is("of") || (Previous.Kind == TokenKind.Comma && Innermost is null) ? Wanted.Target : Wanted.Nothing,
            "const" => Previous!.IsWord && before == definition + 1 ? Wanted.Nothing : ValueOr(Wanted.Static),
            "fn" => InParameters() ?? (site is null && Previous!.IsWord && before == definition + 1 ? Wanted.Nothing : ValueOr(Wanted.Static)),
            _ => open.Tokens.Any(o => stream.At(o).Kind == TokenKind.OpenBrace) ? InBody() : InHead(),
        };
    }

    private bool InDottedName()
    {
        var i = before;
        while (i > 0 && !stream.At(i).StartsLine && (stream.At(i).Kind == TokenKind.Dot || (stream.At(i).IsWord && stream.At(i + 1).Kind == TokenKind.Dot)))
            i--;
        return i >= 0 && i < before && stream.At(i) is { Text: "import" or "namespace" } && Previous!.Kind == TokenKind.Dot;
    }

    /// <summary>What an expression's place takes; after a whole value, nothing but an operator could follow.</summary>
    private Wanted ValueOr(Wanted value)
    {
        if (site is not null && Innermost == TokenKind.OpenParen)
            return EndsValue(Previous!) ? Wanted.Nothing : Wanted.Argument;
        return EndsValue(Previous!) ? Wanted.Nothing : value;
    }

    private static bool EndsValue(Token token) =>
        token.Kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.Integer or TokenKind.Float or TokenKind.String
        || (token.IsWord && !(SyntaxFacts.IsReserved(token.Text) && token.Text is not ("true" or "false")));

    private Wanted InVariant()
    {
        if (site is not null)
            return ValueOr(Wanted.Static);
        if (Previous!.Kind == TokenKind.Assign)
            return Wanted.Target;
        if (before == definition + 1)
            return Wanted.Nothing;
        var expect = LastWord("expect");
        if (expect < 0)
            return EndsValue(Previous) ? Wanted.Clause : Wanted.Nothing;
        if (Innermost == TokenKind.OpenBracket)
            return Wanted.Static;
        if (before == expect || Previous.Kind == TokenKind.Comma)
            return Wanted.Quantity;
        if (Previous.Is("of"))
            return Wanted.Output;
        if (Previous.Is("through"))
            return Wanted.KeyMap;
        if (EndsValue(Previous) && before > 0 && (stream.At(before - 1).Is("expect") || stream.At(before - 1).Kind == TokenKind.Comma))
            return Previous.Is("input") ? Wanted.Condition : Wanted.Static;
        return EndsValue(Previous) ? Wanted.Clause : Wanted.Condition;
    }

    private int LastWord(string word)
    {
        for (var i = before; i > definition; i--)
        {
            if (stream.At(i).Is(word))
                return i;
        }
        return -1;
    }

    private Wanted InAblation()
    {
        if (Previous!.Is("of"))
            return Wanted.Target;
        if (Previous.Is("by"))
            return Wanted.Step;
        // `not (` and `and (` are no calls.
        var isWhere = LastWord("where") is var where && where > LastWord("axis") && where > LastWord("setting") && where > LastWord("mode");
        if (isWhere && Innermost == TokenKind.OpenParen && (site is null || site.Callee.Text is "not" or "and" or "or"))
            return EndsValue(Previous) ? Wanted.Clause : Wanted.Condition;
        if (site is null && Innermost is TokenKind.OpenParen or TokenKind.OpenBrace && !startsLine && IsWithinReplace())
            return Wanted.Clause;
        if (site is not null || (Innermost == TokenKind.OpenParen && Previous.Kind != TokenKind.Assign))
            return Wanted.Argument;
        if (Innermost is null)
            return before == definition + 1 ? Wanted.Clause : Wanted.Nothing;
        if (startsLine || Previous.Kind is TokenKind.OpenBrace or TokenKind.Semicolon)
            return Wanted.Axis;
        if (Previous.Is("axis"))
            return Wanted.Output;
        if (Previous.Is("setting"))
            return Wanted.RecipeValue;
        if (Previous.Kind == TokenKind.Colon && before > 0 && stream.At(before - 1).Is("recipe"))
            return Wanted.Recipe;
        return isWhere ? (before > where && EndsValue(Previous) ? Wanted.Clause : Wanted.Condition)
            : Previous.Kind == TokenKind.Assign ? Wanted.Option
            : Innermost == TokenKind.OpenBracket ? Wanted.Static : Wanted.Nothing;
    }

    // Behind the path of `replace a.b`, before its `by`.
    private bool IsWithinReplace()
    {
        for (var i = before; i > definition && stream.At(i).Kind is not (TokenKind.Comma or TokenKind.OpenParen or TokenKind.OpenBrace or TokenKind.Assign) && !stream.At(i).Is("by"); i--)
        {
            if (stream.At(i).Is("replace"))
                return i < before;
        }
        return false;
    }

    private Wanted InRecipe()
    {
        if (site is not null || Innermost is TokenKind.OpenParen or TokenKind.OpenBracket)
            return ValueOr(Wanted.Static);
        if (Innermost is null)
            return Wanted.Nothing;
        if (Previous!.Kind == TokenKind.Colon || Goes(Previous))
            return Wanted.Static;
        return startsLine || Previous.Kind is TokenKind.OpenBrace or TokenKind.Semicolon ? Wanted.RecipeValue : Wanted.Nothing;
    }

    /// <summary>Inside a definition's own parameters; null elsewhere.</summary>
    private Wanted? InParameters()
    {
        var parameters = stream.At(definition).Text == "extern" ? definition + 3 : definition + 2;
        if (!open.Tokens.Contains(parameters))
            return null;
        if (open.Tokens[open.Tokens.Count - 1] == parameters && site is null)
        {
            return Previous!.Kind == TokenKind.Colon ? Wanted.Type
                : Previous.Kind is TokenKind.OpenParen or TokenKind.Comma ? Wanted.Nothing
                : Previous.Kind == TokenKind.Arrow ? Wanted.Shape
                : LastSign(parameters) == TokenKind.Assign ? (EndsValue(Previous) ? Wanted.Nothing : Wanted.Value) : Wanted.Nothing;
        }
        return site is not null ? ValueOr(Wanted.Value) : LastSign(parameters) == TokenKind.Assign ? ValueOr(Wanted.Value) : Wanted.Shape;
    }

    /// <summary>The last of `:`, `,` and `=` directly in a bracket.</summary>
    private TokenKind? LastSign(int opener)
    {
        TokenKind? last = null;
        for (var i = opener + 1; i <= before; i++)
        {
            if (stream.PartnerOf(i) > i && stream.PartnerOf(i) <= before)
                i = stream.PartnerOf(i);
            else if (stream.At(i).Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.Assign)
                last = stream.At(i).Kind;
        }
        return last;
    }

    private Wanted InHead()
    {
        if (InParameters() is { } inParameters)
            return inParameters;
        if (Previous!.IsWord && before == definition + 1)
            return Wanted.Nothing;
        if (LastWord("where") is >= 0 and var condition)
            return site is not null ? ValueOr(Wanted.Condition) : before > condition && EndsValue(Previous) ? Wanted.Clause : Wanted.Condition;
        if (Innermost == TokenKind.OpenBracket || Previous.Kind == TokenKind.Arrow)
            return EndsValue(Previous) && Previous.Kind != TokenKind.Arrow ? Wanted.Nothing : Wanted.Shape;
        return EndsValue(Previous) ? Wanted.Clause : Wanted.Nothing;
    }

    private Wanted InBody()
    {
        var previous = Previous!;
        if (Innermost == TokenKind.OpenBrace)
        {
            if (startsLine && !Goes(previous) || previous.Kind is TokenKind.OpenBrace or TokenKind.CloseBrace or TokenKind.Semicolon)
                return previous.Kind == TokenKind.OpenBrace && before > 0 && stream.At(before - 1) is { IsWord: true } name && previous.Leading.Count == 0 && name.Span.End == previous.Span.Start
                    ? Wanted.Value : Wanted.Statement;
            if (previous.Kind == TokenKind.Pipe || (previous.Kind == TokenKind.Colon && !IsTensorDeclaration()) || previous.Is("inline"))
                return Wanted.Step;
            if (IsNewName(previous))
                return Wanted.Nothing;
            if (previous.Is("init"))
                return Wanted.LayerKind;
            if (previous.Text is "if" or "and" or "or" or "not" && previous.IsWord)
                return Wanted.Condition;
            if (previous.Kind == TokenKind.Comma && FirstOfLine() is { Text: "let" or "var" } && !HasOnLine(TokenKind.Assign))
                return Wanted.Nothing;
            return EndsValue(previous) ? Wanted.Clause : Wanted.Value;
        }
        return ValueOr(Wanted.Value);
    }

    private static bool Goes(Token token) =>
        token.Kind is TokenKind.Comma or TokenKind.Colon or TokenKind.Assign or TokenKind.Pipe || SyntaxFacts.BinaryOperatorOf(token) is not null;

    // `let x`, `for x`, `layer x`: a new name follows.
    private bool IsNewName(Token token) => token.IsWord && token.Text is "let" or "var" or "for" or "layer" or "param" or "buffer" && IsStatementStart(before);

    private bool IsStatementStart(int index) => stream.At(index).StartsLine || (index > 0 && stream.At(index - 1).Kind is TokenKind.OpenBrace or TokenKind.Semicolon or TokenKind.CloseBrace);

    private bool IsTensorDeclaration() => before > 1 && stream.At(before - 2) is { Text: "param" or "buffer" };

    private Token FirstOfLine()
    {
        var i = before;
        while (i > 0 && !IsStatementStart(i))
            i--;
        return stream.At(i);
    }

    private bool HasOnLine(TokenKind kind)
    {
        for (var i = before; i > 0 && !IsStatementStart(i); i--)
        {
            if (stream.At(i).Kind == kind)
                return true;
        }
        return false;
    }
}
