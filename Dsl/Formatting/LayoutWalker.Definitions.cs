using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <content>Definitions: their heads, and what is in their braces.</content>
internal sealed partial class LayoutWalker
{
    private const int BodyRank = 0, HeadRank = 1, PartRank = 2;

    private void Visit(DefinitionSyntax definition)
    {
        var last = Last(definition.Span);
        switch (definition)
        {
            case BlockSyntax block:
                Visit(block, last);
                break;
            case ConstSyntax constant:
                Assigned(constant.Name);
                Visit(constant.Value, PartRank);
                break;
            case FunctionSyntax function:
                Parameters(function.Name, function.Parameters);
                Assigned(function.Name);
                Visit(function.Value, PartRank);
                break;
            case VariantSyntax variant:
                Visit(variant, last);
                break;
            case AblationSyntax ablation:
                Visit(ablation, last);
                break;
            case RecipeSyntax recipe:
                Group(_stream.PartnerOf(last), _first, BodyRank, [.. recipe.Values.Select(v => First(v.Span))]);
                foreach (var value in recipe.Values)
                {
                    Own(First(value.Span), Last(value.Span));
                    Visit(value.Value, PartRank);
                }
                break;
            case KeysSyntax keys:
                var open = _stream.PartnerOf(last);
                CommasBehind(First(keys.Targets[0].Span) - 1, open - 1, 2 * HeadRank);
                Group(open, _first, BodyRank, [.. keys.Rules.Select(r => First(r.Span))]);
                break;
        }
    }

    // Behind the name, past the parameters.
    private int BehindParameters(NameSyntax name) => Last(name.Span) + 1 is var next && KindAt(next) == TokenKind.OpenParen ? _stream.PartnerOf(next) + 1 : next;

    private void Assigned(NameSyntax name) => MayBreakAlone(BehindParameters(name) + 1, 2 * HeadRank);

    private void Parameters(NameSyntax name, IReadOnlyList<ParameterSyntax> parameters)
    {
        if (KindAt(Last(name.Span) + 1) == TokenKind.OpenParen)
            Bracket(Last(name.Span) + 1, PartRank, isTight: true);
        foreach (var parameter in parameters)
        {
            Visit(parameter.Type);
            if (parameter.Default is { } value)
                Visit(value, PartRank + 1);
        }
    }

    private void Visit(BlockSyntax block, int last)
    {
        var isOneLine = Enumerable.Range(_first + 1, last - _first).All(i => !_stream.At(i).StartsLine);
        Parameters(block.Name, block.Parameters);
        var colon = BehindParameters(block.Name);
        Gaps[colon].IsTight = false;
        MayBreakAlone(colon, 2 * HeadRank);
        Visit(block.Signature, colon, 2 * HeadRank + 1);
        var body = new BreakGroup(2 * BodyRank, true);
        if (block.Where.Count > 0)
        {
            var where = Behind(block.Signature.Span);
            var end = block.Body is { } steps ? First(steps.Span) - 1 : last;
            MayBreak(where, body);
            Gaps[where].IsBroken |= !isOneLine;
            Conditions(where, end);
            foreach (var condition in block.Where)
                Visit(condition, PartRank);
        }
        if (block.Body is not { } group)
            return;
        var open = First(group.Span);
        Gaps[open].IsBodyBrace = true;
        Place(open, _first, 0);
        Group(group, _first, body, !isOneLine, HeadRank + PartRank);
    }

    private void Visit(SignatureSyntax signature, int colon, int exactRank)
    {
        var inputs = signature.Inputs[signature.Inputs.Count - 1];
        var arrow = Behind(inputs.Span);
        MayBreakAlone(arrow, exactRank);
        CommasBehind(colon, arrow - 1, exactRank + 1);
        CommasBehind(arrow, Last(signature.Span), exactRank + 1);
        Dims(signature);
    }

    private void Dims(SignatureSyntax signature)
    {
        var wasInLabel = _isInLabel;
        _isInLabel = true;
        foreach (var dim in signature.Inputs.Concat(signature.Outputs).SelectMany(t => t.Dims ?? []))
            Visit(dim, 0);
        _isInLabel = wasInLabel;
    }

    private void Visit(TypeSyntax type)
    {
        switch (type)
        {
            case ListTypeSyntax list:
                Gaps[_stream.PartnerOf(Last(list.Span))].IsTight = true;
                Visit(list.Element);
                if (list.Length is { } length)
                    Visit(length, PartRank + 1);
                break;
            case ComponentTypeSyntax component:
                var next = First(component.Span) + 1;
                if (KindAt(next) == TokenKind.OpenParen)
                    Gaps[next].IsTight = true;
                Dims(component.Signature);
                break;
        }
    }

    private void Visit(VariantSyntax variant, int last)
    {
        var next = Last(variant.Target.Span) + 1;
        if (next <= last && KindAt(next) == TokenKind.OpenParen)
            Arguments(next, variant.Arguments, PartRank);
        if (variant.Expects.Count == 0)
            return;
        var expect = First(variant.Expects[0].Span) - 1;
        MayBreakAlone(expect, 2 * HeadRank);
        Conditions(expect, last);
        Visit(variant.Expects);
    }

    private void Visit(IReadOnlyList<ExpectSyntax> clauses)
    {
        foreach (var clause in clauses)
        {
            Visit(clause.Value, PartRank);
            if (clause.At is { } shape)
                Visit(shape, PartRank);
        }
    }

    private void Conditions(int keyword, int last) => CommasBehind(keyword, last, 2 * HeadRank + 1);

    private void Visit(AblationSyntax ablation, int last)
    {
        var open = _stream.PartnerOf(last);
        var parts = new List<int>(ablation.Axes.Select(a => First(a.Span)).Concat(ablation.Expects.Select(e => First(e.Span))));
        if (ablation.Mode is { } mode)
            parts.Add(First(mode.Span));
        if (ablation.Recipe is { } recipe)
            parts.Add(First(recipe.Span));
        for (var i = open + 1; i < last; i++)
        {
            if (_stream.PartnerOf(i) > i)
                i = _stream.PartnerOf(i);
            else if (_stream.At(i).Is("where") && (i == open + 1 || _stream.At(i).StartsLine || KindAt(i - 1) == TokenKind.Semicolon))
                parts.Add(i);
        }
        parts.Sort();
        for (var i = 0; i < parts.Count; i++)
        {
            var end = (i + 1 < parts.Count ? parts[i + 1] : last) - 1;
            Own(parts[i], end);
            if (_stream.At(parts[i]).Is("where") || _stream.At(parts[i]).Is("expect"))
                Conditions(parts[i], end);
        }
        Group(open, _first, BodyRank, parts);
        foreach (var axis in ablation.Axes)
            Visit(axis);
        foreach (var expect in ablation.Expects)
            Visit(expect.Clauses);
        foreach (var condition in ablation.Where)
        {
            Visit(condition.Condition, PartRank);
            if (condition.At is { } shape)
                Visit(shape, PartRank);
        }
    }

    private void Visit(AxisSyntax axis)
    {
        var first = Last(axis.Name.Span) + 2;
        MayBreakAlone(first, 2 * HeadRank);
        Commas(first, Last(axis.Span), 2 * HeadRank + 1);
        foreach (var option in axis.Options)
        {
            if (option.Value is { } value)
                Visit(value, PartRank);
            if (option.Settings is { } settings && KindAt(Last((option.Label ?? (SyntaxNode)option.Name).Span) + 2) == TokenKind.OpenParen)
                Arguments(_stream.PartnerOf(Last(option.Span)), settings, PartRank, isTight: false);
            foreach (var edit in option.Edits)
                Visit(edit);
        }
    }

    // A path is one word, whatever signs it is made of.
    private void Visit(EditSyntax edit)
    {
        for (var i = First(edit.Path.Span) + 1; i <= Last(edit.Path.Span); i++)
            Gaps[i].IsTight = true;
        if (edit.By is not { } by)
            return;
        MayBreakAlone(First(by.Span) - 1, 2 * PartRank);
        Visit(by, PartRank);
    }
}
