using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <content>Statements, and the braces around them.</content>
internal sealed partial class LayoutWalker
{
    private bool HasBreak(int opener)
    {
        for (var i = opener + 1; i <= _stream.PartnerOf(opener); i++)
        {
            if (_stream.At(i).StartsLine)
                return true;
        }
        return false;
    }

    // Braces on one line stay there as long as they fit; others have every line of their own, and statements that the author put side by side stay so.
    private void Group(int open, int owner, int rank, IReadOnlyList<int> starts) =>
        Group(open, owner, new BreakGroup(2 * rank, true), HasBreak(open), 2 * rank + 1, starts);

    private void Group(GroupSyntax group, int owner, BreakGroup together, bool isExpanded, int rank)
    {
        var starts = group.Statements.Select(s => First(s.Span)).ToList();
        foreach (var statement in group.Statements)
            Own(First(statement.Span), Last(statement.Span));
        Group(First(group.Span), owner, together, isExpanded, 2 * rank, starts);
        foreach (var statement in group.Statements)
            Visit(statement, rank + 1);
    }

    private void Group(int open, int owner, BreakGroup together, bool isExpanded, int exactRank, IReadOnlyList<int> starts)
    {
        var close = _stream.PartnerOf(open);
        var lines = new List<int>(starts.Where(s => s != open + 1));
        lines.Insert(0, open + 1);
        foreach (var line in lines.Where(l => l != close))
        {
            Place(line, owner, Layout.Indent);
            Gaps[line].IsWide = line != open + 1 && KindAt(line - 1) != TokenKind.Semicolon;
        }
        Place(close, owner, 0);
        var sideBySide = new BreakGroup(exactRank, false);
        foreach (var line in lines.Skip(1))
        {
            MayBreak(line, isExpanded ? sideBySide : together, takesEmptyLine: true);
        }
        foreach (var edge in new[] { open + 1, close }.Where(_layout.CanStartLine))
        {
            Gaps[edge].IsBroken = isExpanded;
            Gaps[edge].Group = isExpanded ? null : together;
            if (!isExpanded)
                together.Tokens.Add(edge);
        }
    }

    private void Visit(StatementSyntax statement, int rank)
    {
        switch (statement)
        {
            case StepSyntax step:
                Visit(step.Expression, rank);
                break;
            case LetSyntax let:
                MayBreak(Behind(let.Names[let.Names.Count - 1].Span) + 1, null);
                Visit(let.Value, rank);
                break;
            case AssignSyntax assign:
                MayBreak(Last(assign.Name.Span) + 2, null);
                Visit(assign.Value, rank);
                break;
            case TensorDeclarationSyntax declaration:
                Visit(declaration.Shape, rank);
                if (declaration.Initial is { } initial)
                    Visit(initial, rank);
                break;
            case LayerSyntax layer:
                Visit(layer.Label);
                Visit(layer.Value, rank);
                break;
            case InitSyntax init:
                Arguments(Last(init.Kind.Span) + 1, init.Arguments, rank);
                break;
            case ForSyntax loop:
                Visit(loop.Source, rank + LastResort);
                Group(loop.Body, First(loop.Span), rank);
                break;
            case IfSyntax choice:
                Visit(choice, rank);
                break;
            case ExposeSyntax expose:
                Commas(First(expose.Span), Last(expose.Span), 2 * rank);
                foreach (var item in expose.Items)
                    Visit(item, rank);
                break;
            case ReturnSyntax give:
                Commas(First(give.Span), Last(give.Span), 2 * rank);
                foreach (var value in give.Values)
                    Visit(value, rank + 1);
                break;
        }
    }

    private void Group(GroupSyntax group, int owner, int rank) =>
        Group(group, owner, new BreakGroup(2 * rank, true), HasBreak(First(group.Span)), rank);

    // All cases of a choice are on one line, or none is.
    private void Visit(IfSyntax choice, int rank)
    {
        var first = First(choice.Span);
        var cases = new List<GroupSyntax>();
        for (var next = choice; ;)
        {
            Visit(next.Condition, rank + LastResort);
            cases.Add(next.Then);
            if (next.Else is not { } otherwise)
                break;
            Place(Last(next.Then.Span) + 1, first, 0);
            if (KindAt(First(otherwise.Span)) == TokenKind.OpenBrace)
            {
                cases.Add(otherwise);
                break;
            }
            next = (IfSyntax)otherwise.Statements[0];
        }
        var together = new BreakGroup(2 * rank, true);
        var isExpanded = cases.Any(c => HasBreak(First(c.Span)));
        foreach (var steps in cases)
            Group(steps, first, together, isExpanded, rank);
    }

    private void Visit(ExposedSyntax item, int rank)
    {
        if (item.Number is { } number)
            Interpolation(Last(item.Name.Span) + 1, number);
        if (item.Value is { } value)
            Visit(value, rank + 1);
    }

    private void Visit(LabelSyntax label)
    {
        var first = First(label.Span);
        foreach (var part in label.Parts)
        {
            var opener = First(part.Span);
            if (part.Kind == LabelPartKind.Interpolation)
                Interpolation(opener, part.Value!);
            else if (part.Kind == LabelPartKind.Index)
                Unbroken(part.Value!);
            if (opener > first)
                Gaps[opener].IsTight = true;
        }
    }

    private void Interpolation(int opener, ExpressionSyntax value)
    {
        Gaps[opener].IsTight = Gaps[opener + 1].IsTight = Gaps[_stream.PartnerOf(opener)].IsTight = true;
        Unbroken(value);
    }

    private void Unbroken(ExpressionSyntax value)
    {
        var wasInLabel = _isInLabel;
        _isInLabel = true;
        Visit(value, 0);
        _isInLabel = wasInLabel;
    }
}
