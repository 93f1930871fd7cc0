using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary><c>ablation</c>, <c>recipe</c> and <c>keys</c>: definitions about variants.</summary>
internal static class StudyGrammar
{
    private static readonly string[] AblationWords = ["axis", "expect", "mode", "recipe", "setting", "where"];

    private static readonly Parser<ExpressionSyntax> NoValue =
        Node(Parse.Return(0), ExpressionSyntax (span, _) => new BadExpressionSyntax(span));

    private static readonly Parser<NameSyntax> NoName = Node(Parse.Return(0), (span, _) => new NameSyntax(span, ""));

    private static readonly Parser<IReadOnlyList<OptionSyntax>> NoOptions = Parse.Return<IReadOnlyList<OptionSyntax>>([]);

    private static readonly Parser<StringSyntax> Text = Node(Next, (span, token) => new StringSyntax(span, Lexer.Unescape(token.Text)));

    private static readonly Parser<StringSyntax> Made = Node(Parse.Return(0), (span, _) => new StringSyntax(span, ""));

    private static readonly Parser<StringSyntax> NoText = i =>
    {
        var input = (TokenInput)i;
        return Result.Success(new StringSyntax(SpanBetween(input, input), ""), input.Report(Catalog.ExpectedToken, "a key in quotes", input.Found));
    };

    private static readonly Parser<ArgumentSyntax> Setting = Node(
        from name in Name("a parameter's name")
        from colon in Expect(TokenKind.Colon, "':' and the parameter's value")
        from value in colon is null ? NoValue : ExpressionGrammar.Expression
        select (name, value),
        (span, parts) => new ArgumentSyntax(span, parts.name, parts.value));

    // A name that begins a line.
    private static readonly Parser<NameSyntax> FirstName = Node(Next, (span, token) => new NameSyntax(span, token.Text));

    private static readonly Parser<object> RecipeValue = Node(
        from name in FirstName
        from colon in Expect(TokenKind.Colon, "':' and the value")
        from value in colon is null ? NoValue : ExpressionGrammar.Expression
        select (name, value),
        (span, parts) => new ArgumentSyntax(span, parts.name, parts.value));

    private static readonly Parser<IReadOnlyList<SyntaxNode>> Settings = Delimited(
        Choose<SyntaxNode>(at => EditGrammar.Begins(at) ? EditGrammar.Edit : Setting), "a parameter");

    private static readonly Parser<IReadOnlyList<SyntaxNode>> OneEdit = from edit in EditGrammar.Edit select (IReadOnlyList<SyntaxNode>)[edit];

    private static readonly Parser<OptionSyntax> Option = Node(
        from name in Name("an option's name")
        from label in If(at => at.Token.Kind == TokenKind.String && !at.AtLineStart, Text)
        from sign in Expect(TokenKind.Assign, "'=' and the option's value")
        from settings in If(at => sign is not null && (BeginsSettings(at) || EditGrammar.Begins(at)), Choose(at => at.Token.Kind == TokenKind.OpenParen ? Settings : OneEdit))
        from value in sign is null ? NoValue : If(_ => settings is null, ExpressionGrammar.Expression)
        select (name, label, value, settings),
        (span, parts) => new OptionSyntax(span, parts.name, parts.value, parts.settings?.OfType<ArgumentSyntax>().ToArray()) 
        {
            Edits = parts.settings?.OfType<EditSyntax>().ToArray() ?? [],
            Label = parts.label,
        });

    private static readonly Parser<object> Axis = Node(
        from keyword in Next
        from name in Name(keyword.Is("setting") ? "the setting's name" : "the axis's name")
        from colon in Expect(TokenKind.Colon, "':' and the axis's options")
        from options in Choose(at => colon is null ? NoOptions : StatementGrammar.CommaSeparated(Option))
        select (keyword, name, options),
        (span, parts) => new AxisSyntax(span, parts.name, parts.options) { IsSetting = parts.keyword.Is("setting") });

    private static readonly Parser<object> Mode = Node(
        from keyword in Next
        from colon in Expect(TokenKind.Colon, "':' and the mode")
        from name in colon is null ? NoName : Name("the mode's name")
        select name,
        (span, name) => new ModeSyntax(span, name));

    private static readonly Parser<object> RecipeUse = Node(
        from keyword in Next
        from colon in Expect(TokenKind.Colon, "':' and the recipe")
        from name in colon is null ? NoName : Name("the recipe's name")
        select name,
        (span, name) => new RecipeUseSyntax(span, name));

    private static readonly Parser<CostConditionSyntax> CostCondition = Node(
        from condition in ExpressionGrammar.Condition
        from at in DefinitionGrammar.At
        select (condition, at),
        (span, parts) => new CostConditionSyntax(span, parts.condition, parts.at));

    private static readonly Parser<object> Where =
        from keyword in Next
        from conditions in StatementGrammar.CommaSeparated(CostCondition)
        select conditions;

    private static readonly Parser<object> MemberExpect = Node(
        from keyword in Next
        from member in Name("a member's name")
        from clauses in StatementGrammar.CommaSeparated(DefinitionGrammar.Expectation)
        select (member, clauses),
        (span, parts) => new MemberExpectSyntax(span, parts.member, parts.clauses));

    private static readonly Parser<object?> AblationPart = Choose<object?>(at =>
        at.Token.Is("axis") || at.Token.Is("setting") ? Axis
        : at.Token.Is("where") ? Where
        : at.Token.Is("mode") ? Mode
        : at.Token.Is("expect") ? MemberExpect
        : at.Token.Is("recipe") ? RecipeUse
        : at.Token.IsWord && SpellChecker.Nearest(at.Token.Text, AblationWords) is { } meant
            ? BodyGrammar.Respelled(meant, meant switch { "axis" or "setting" => Axis, "mode" => Mode, "expect" => MemberExpect, "recipe" => RecipeUse, _ => Where })
        : Unexpected("'axis', 'setting', 'mode', 'recipe', 'where', 'expect' or '}'"));

    private static readonly Parser<StringSyntax> Key = Choose(at => at.Token.Kind == TokenKind.String ? Text : NoText);

    private static readonly Parser<object> KeyRule = Node(
        from ours in Key
        from sign in Expect(TokenKind.Assign, "'=' and the checkpoint's key")
        from theirs in Choose(_ => sign is null ? Made : Key)
        select (ours, theirs),
        (span, parts) => new KeyRuleSyntax(span, parts.ours, parts.theirs));

    private static readonly Parser<object?> KeyPart = Choose<object?>(at =>
        at.Token.Kind == TokenKind.String ? KeyRule : Unexpected("a key in quotes, or '}'"));

    private static readonly Parser<object?> RecipePart = Choose<object?>(at =>
        at.Token.IsWord ? RecipeValue : Unexpected("a value's name, such as epochs, or '}'"));

    private static readonly Parser<IReadOnlyList<object>> RecipeParts = Braced(RecipePart, "'{' and what the recipe sets");

    private static readonly Parser<IReadOnlyList<object>> AblationParts = Braced(AblationPart, "'{' and the axes");

    private static readonly Parser<IReadOnlyList<object>> KeyParts = Braced(KeyPart, "'{' and the keys");

    /// <summary>The rule for an ablation.</summary>
    public static Parser<DefinitionSyntax> Ablation(string? doc) => Node(
        from keyword in Next
        from name in Name("the ablation's name")
        from of in ExpectWord("of")
        from target in TargetAfter(of)
        from parts in AblationParts
        select (name, target, parts),
        DefinitionSyntax (span, all) => new AblationSyntax(
            span, all.name, doc, all.target, [.. all.parts.OfType<AxisSyntax>()],
            [.. all.parts.OfType<IReadOnlyList<CostConditionSyntax>>().SelectMany(conditions => conditions)])
        {
            Mode = all.parts.OfType<ModeSyntax>().LastOrDefault(),
            Expects = [.. all.parts.OfType<MemberExpectSyntax>()],
            Recipe = all.parts.OfType<RecipeUseSyntax>().LastOrDefault(),
        });

    /// <summary>The rule for a recipe.</summary>
    public static Parser<DefinitionSyntax> Recipe(string? doc) => Node(
        from keyword in Next
        from name in Name("the recipe's name")
        from parts in RecipeParts
        select (name, parts),
        DefinitionSyntax (span, all) => new RecipeSyntax(span, all.name, doc, [.. all.parts.OfType<ArgumentSyntax>()]));

    /// <summary>The rule for a key map.</summary>
    public static Parser<DefinitionSyntax> Keys(string? doc) => Node(
        from keyword in Next
        from name in Name("the map's name")
        from of in ExpectWord("of")
        from targets in Targets(of)
        from parts in KeyParts
        select (name, targets, parts),
        DefinitionSyntax (span, all) => new KeysSyntax(span, all.name, doc, all.targets, [.. all.parts.OfType<KeyRuleSyntax>()]));

    private static Parser<IReadOnlyList<NameSyntax>> Targets(Token? of) => of is not null
        ? StatementGrammar.CommaSeparated(TargetAfter(of))
        : from none in TargetAfter(of) select (IReadOnlyList<NameSyntax>)[none];

    private static Parser<NameSyntax> TargetAfter(Token? of) => Choose(_ => of is not null
        ? Name("a variant's or a model's name")
        : Node(Parse.Return(0), (span, _) => new NameSyntax(span, "")));

    private static bool BeginsSettings(TokenInput at)
    {
        if (at.Token.Kind != TokenKind.OpenParen)
            return false;
        var first = at.Stream.At(at.Index + 1);
        return first.Kind == TokenKind.CloseParen || (first.IsWord && at.Stream.At(at.Index + 2).Kind == TokenKind.Colon) || EditGrammar.Begins(at.Advance());
    }

    private static Parser<object?> Unexpected(string expected) => i =>
    {
        var input = (TokenInput)i;
        return Result.Success<object?>(null, input.Report(Catalog.ExpectedToken, expected, input.Found));
    };

    // Parts that end with the line or with ';', between braces.
    private static Parser<IReadOnlyList<object>> Braced(Parser<object?> part, string expected)
    {
        var all = Bracketed(_ => Parts(part));
        return Choose(at => at.Token.Kind == TokenKind.OpenBrace ? all :
            from missing in Expect(TokenKind.OpenBrace, expected)
            from rest in Here
            from parts in SkipTo(rest, _ => false) is { Token.Kind: TokenKind.OpenBrace } brace ? MovedTo(brace, all) : Parse.Return<IReadOnlyList<object>>([])
            select parts);
    }

    private static Parser<T> MovedTo<T>(TokenInput place, Parser<T> parser) => _ => parser(place);

    private static Parser<IReadOnlyList<object>> Parts(Parser<object?> part) => i =>
    {
        var input = (TokenInput)i;
        var parts = new List<object>();
        while (!Ends(input))
        {
            input.Stream.Cancellation.ThrowIfCancellationRequested();
            if (input.Token.Kind == TokenKind.Semicolon)
            {
                input = input.Advance();
                continue;
            }
            var result = part(input);
            if (result.Value is not null)
                parts.Add(result.Value);
            var rest = (TokenInput)result.Remainder;
            if (!Ends(rest) && rest.Token.Kind != TokenKind.Semicolon && (rest.Index == input.Index || !rest.AtLineStart))
            {
                if (!rest.HasFaultSince(input))
                    rest = rest.Report(rest.Fault(Catalog.MissingSeparator, rest.Token.Span, rest.Found));
                rest = (TokenInput)Recover(Skip(rest)).Remainder;
            }
            input = rest;
        }
        return Result.Success<IReadOnlyList<object>>(parts, input);
    };

    private static bool Ends(TokenInput at) =>
        at.AtEnd || at.Token.Kind == TokenKind.CloseBrace || at.Stream.IsDefinitionStart(at.Index);
}
