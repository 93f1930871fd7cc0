using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary>Statement after statement: where one ends, and what to do where it doesn't.</summary>
internal static class BodyGrammar
{
    private static readonly string[] BeforeWord = ["buffer", "expose", "for", "if", "init", "inline", "layer", "let", "param", "return", "var"];
    private static readonly string[] BeforeLabel = ["buffer", "layer", "param"];
    private static readonly string[] BeforeBrace = ["parallel", "residual"];

    /// <summary>All statements up to the closing brace, a definition's keyword or the end of the file.</summary>
    public static readonly Parser<IReadOnlyList<StatementSyntax>> Statements = i =>
    {
        var input = (TokenInput)i;
        var statements = new List<StatementSyntax>();
        while (!EndsBody(input))
        {
            input.Stream.Cancellation.ThrowIfCancellationRequested();
            if (input.Token.Kind == TokenKind.Semicolon)
            {
                input = input.Advance();
                continue;
            }
            if (SyntaxFacts.IsCloser(input.Token.Kind))
            {
                var start = input;
                input = (TokenInput)Recover(Skip(ReportExcess(input, false))).Remainder;
                statements.Add(new BadStatementSyntax(SpanBetween(start, input)));
                continue;
            }
            var statement = StatementGrammar.Statement(input);
            var rest = (TokenInput)statement.Remainder;
            var end = EndOfStatement(input, rest);
            var hasExcess = end.Index > rest.Index && rest.Token.Kind != TokenKind.Semicolon;
            // Of a step with something behind it that doesn't belong there, nothing is sure; what another statement
            // declares is kept for those that use it.
            if (rest.Index > input.Index && !(hasExcess && statement.Value is StepSyntax))
                statements.Add(statement.Value);
            if (hasExcess)
                statements.Add(new BadStatementSyntax(SpanBetween(statement.Value is StepSyntax ? input : rest, end)));
            input = end;
        }
        return Result.Success<IReadOnlyList<StatementSyntax>>(statements, input);
    };

    /// <summary>The keyword that a word at a statement's start was meant to be: two words in a row, or a word and a brace, are nothing else.</summary>
    public static string? MisspelledKeyword(TokenInput at)
    {
        if (at.Token.Kind != TokenKind.Identifier)
            return null;
        var following = at.Stream.At(at.Index + 1);
        if (following.StartsLine)
            return null;
        if (following.IsWord && SyntaxFacts.BinaryOperatorOf(following) is null)
            return SpellChecker.Nearest(at.Token.Text, LabelGrammar.IsLabel(at.Stream, at.Index + 1) ? BeforeLabel : BeforeWord);
        var brace = following.Kind == TokenKind.OpenParen ? at.Stream.At(at.Stream.PartnerOf(at.Index + 1) + 1) : following;
        return brace.Kind == TokenKind.OpenBrace && !brace.StartsLine ? SpellChecker.Nearest(at.Token.Text, BeforeBrace) : null;
    }

    /// <summary>Reports a misspelled keyword, and goes on as if it were spelled well.</summary>
    public static Parser<T> Respelled<T>(string meant, Parser<T> rule) => i =>
    {
        var input = (TokenInput)i;
        var span = input.Token.Span;
        var fault = input.Fault(Catalog.MisspelledKeyword, span, input.Token.Text, meant);
        return rule(input.Report(fault with { Fix = new Fix("write '" + meant + "'", span, meant) }));
    };

    private static bool EndsBody(TokenInput at) =>
        at.AtEnd || at.Token.Kind == TokenKind.CloseBrace || at.Stream.IsDefinitionStart(at.Index);

    private static TokenInput EndOfStatement(TokenInput start, TokenInput rest)
    {
        if (rest.Token.Kind == TokenKind.Semicolon)
            return rest.Advance();
        if (EndsBody(rest))
            return rest;
        var moved = rest.Index > start.Index;
        if (moved && (rest.AtLineStart || (!rest.IsAtFault && LabelGrammar.IsLabel(rest.Stream, rest.Index))))
            return rest;
        return (TokenInput)Recover(Skip(rest.HasFaultSince(start) ? rest : ReportExcess(rest, moved))).Remainder;
    }

    private static TokenInput ReportExcess(TokenInput at, bool afterStatement)
    {
        var token = at.Token;
        if (SyntaxFacts.IsCloser(token.Kind))
            return at.Report(at.Fault(Catalog.UnmatchedBracket, token.Span, token.Text, SyntaxFacts.OpenerText(token.Kind)));
        if (token.Kind == TokenKind.Assign)
            return at.Report(at.Fault(Catalog.InvalidAssignment, token.Span));
        var isLabelLike = afterStatement && (at.Previous.IsWord || at.Previous.Kind is TokenKind.Integer or TokenKind.CloseBracket);
        if (token.Kind == TokenKind.Colon && isLabelLike)
            return at.Report(at.Fault(Catalog.MisplacedLabel, at.Previous.Span, at.Previous.Text));
        if (token.Kind == TokenKind.Dot && afterStatement && DottedLabel(at) is var (span, label, says))
        {
            var fault = at.Fault(Catalog.MissingSeparator, token.Span, at.Found + ": " + says);
            return at.Report(label is null ? fault : fault with { Fix = new Fix($"write '{at.Previous.Text}{label}'", span, label) });
        }
        return at.Report(at.Fault(
            Catalog.MissingSeparator, token.Span, at.Found + (token.Kind == TokenKind.Dot ? ": values have no members; write 'x |> relu' or 'relu(x)'" : "")));
    }

    /// <summary>A label written as its key is in <c>state_dict</c>: <c>cells.{i}:</c>, <c>cells.0:</c>, <c>cells.norm:</c>.</summary>
    private static (TextSpan Span, string? Label, string Says)? DottedLabel(TokenInput at)
    {
        var (stream, first) = (at.Stream, at.Index + 1);
        var last = stream.At(first).Kind is TokenKind.OpenBrace or TokenKind.OpenBracket ? stream.PartnerOf(first) : first;
        if (!at.Previous.IsWord || last < 0 || stream.At(last + 1).Kind != TokenKind.Colon || stream.At(first).StartsLine || stream.At(last).StartsLine)
            return null;
        var token = stream.At(first);
        var name = at.Previous.Text;
        var span = TextSpan.FromBounds(at.Token.Span.Start, stream.At(last).Span.End);
        if (token.IsWord)
            return (span, null, $"what is within a group stands in its braces, '{name}: {{ {token.Text}: … }}'");
        var index = token.Kind == TokenKind.Integer ? token.Text
            : last > first + 1 ? stream.Source.Text.Substring(token.Span.End, stream.At(last).Span.Start - token.Span.End).Trim() : null;
        return index is null ? null : (span, $"[{index}]", $"a list's label is '{name}[{index}]:'");
    }
}
