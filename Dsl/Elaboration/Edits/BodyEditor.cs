using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What becomes of one labelled step: <paramref name="With"/> makes the value that stands there instead; null removes the step. Without a condition, in all its places.</summary>
internal sealed record StepChange(ExpressionSyntax? Condition, Func<ExpressionSyntax, ExpressionSyntax>? With);

/// <summary>
/// Writes a body anew with some of its labelled steps, which go by their spans, changed. What is new has the place of what was there, so that findings and debuggers have a line to speak of.
/// </summary>
internal sealed class BodyEditor(IReadOnlyDictionary<TextSpan, IReadOnlyList<StepChange>> changes)
{
    public GroupSyntax Rewrite(GroupSyntax group) => Group(group, isBranches: false);

    // A branch without a step is one that passes on what it is fed with.
    private GroupSyntax Group(GroupSyntax group, bool isBranches) =>
        group with { Statements = [.. group.Statements.SelectMany(s => Statement(s, isBranches))] };

    private IEnumerable<StatementSyntax> Statement(StatementSyntax statement, bool isBranch)
    {
        switch (statement)
        {
            case StepSyntax { Expression: LabeledSyntax labeled } step when changes.TryGetValue(labeled.Span, out var made):
                if (made is [{ Condition: null, With: null }])
                    return isBranch ? [step with { Expression = It(labeled.Span) }] : [];
                return isBranch || (made.All(m => m.With is not null) && !IsSteps(labeled.Value)) ? [step with { Expression = Labelled(labeled) }] : [Chosen(step, labeled, made)];
            case StepSyntax step:
                return [step with { Expression = Rewrite(step.Expression) }];
            case LayerSyntax layer when changes.TryGetValue(layer.Span, out var made):
                return [layer with { Value = Value(layer.Value, made) }];
            case LetSyntax let:
                return [let with { Value = Rewrite(let.Value) }];
            case AssignSyntax assign:
                return [assign with { Value = Rewrite(assign.Value) }];
            case ForSyntax loop:
                return [loop with { Body = Group(loop.Body, false) }];
            case IfSyntax choice:
                return [choice with { Then = Group(choice.Then, false), Else = choice.Else is null ? null : Group(choice.Else, false) }];
            case ReturnSyntax give:
                return [give with { Values = All(give.Values) }];
            case ExposeSyntax expose:
                return [expose with { Items = [.. expose.Items.Select(i => i.Value is null ? i : i with { Value = Rewrite(i.Value) })] }];
            default:
                return [statement];
        }
    }

    // `if here { what is new } else …`, down to the step as it is.
    private StatementSyntax Chosen(StepSyntax step, LabeledSyntax labeled, IReadOnlyList<StepChange> made)
    {
        StatementSyntax otherwise = step with { Expression = labeled with { Value = Rewrite(labeled.Value) } };
        foreach (var change in made.Reverse())
        {
            GroupSyntax then = new(step.Span, change.With is { } with ? [step with { Expression = labeled with { Value = with(Rewrite(labeled.Value)) } }] : []);
            otherwise = change.Condition is { } condition
                ? change.With is null
                    ? new IfSyntax(step.Span, new UnarySyntax(step.Span, UnaryOperator.Not, condition), new GroupSyntax(step.Span, [otherwise]), null)
                    : new IfSyntax(step.Span, condition, then, new GroupSyntax(step.Span, [otherwise]))
                : then.Statements.Count > 0 ? then.Statements[0] : new StepSyntax(step.Span, then);
        }
        return otherwise;
    }

    private ExpressionSyntax Labelled(LabeledSyntax labeled)
    {
        if (!changes.TryGetValue(labeled.Span, out var made))
            return labeled with { Value = Rewrite(labeled.Value) };
        return made is [{ Condition: null, With: null }] ? It(labeled.Span) : labeled with { Value = Value(labeled.Value, made) };
    }

    // Where only some places are meant, `if here then what is new else what was there`.
    private ExpressionSyntax Value(ExpressionSyntax value, IReadOnlyList<StepChange> made)
    {
        var otherwise = Rewrite(value);
        foreach (var change in made.Reverse())
        {
            var then = change.With is { } with ? with(Rewrite(value)) : new NameExpressionSyntax(value.Span, "identity");
            otherwise = change.Condition is { } condition ? new ConditionalSyntax(value.Span, condition, then, otherwise) : then;
        }
        return otherwise;
    }

    // A shortcut around nothing would double what it is around: it goes with what it was around, in the places where that goes.
    private static ExpressionSyntax Residual(ResidualSyntax before, GroupSyntax body) => body.Statements switch
    {
        [] when before.Body.Statements.Count > 0 => body,
        [IfSyntax { Else: null } kept] when before.Body.Statements is [StepSyntax] =>
            new GroupSyntax(before.Span, [kept with { Then = new GroupSyntax(kept.Then.Span, [new StepSyntax(before.Span, before with { Body = kept.Then })]) }]),
        _ => before with { Body = body },
    };

    private static bool IsSteps(ExpressionSyntax value) => value is GroupSyntax or ResidualSyntax or ParallelSyntax;

    private static NameExpressionSyntax It(TextSpan span) => new(span, "it");

    private IReadOnlyList<ExpressionSyntax> All(IReadOnlyList<ExpressionSyntax> expressions) => [.. expressions.Select(Rewrite)];

    private IReadOnlyList<ArgumentSyntax> All(IReadOnlyList<ArgumentSyntax> arguments) => [.. arguments.Select(a => a with { Value = Rewrite(a.Value) })];

    private ExpressionSyntax Rewrite(ExpressionSyntax expression) => expression switch
    {
        LabeledSyntax labeled => Labelled(labeled),
        PipeSyntax { Right: LabeledSyntax right } pipe when changes.TryGetValue(right.Span, out var made) && made is [{ Condition: null, With: null }] => Rewrite(pipe.Left),
        PipeSyntax pipe => pipe with { Left = Rewrite(pipe.Left), Right = Rewrite(pipe.Right) },
        InlineSyntax inline when changes.TryGetValue(inline.Span, out var made) && made is [{ With: { } with }] => inline with { Block = with(inline.Block) },
        GroupSyntax group => Group(group, false),
        ResidualSyntax residual => Residual(residual, Group(residual.Body, false)),
        ParallelSyntax parallel => parallel with { Body = Group(parallel.Body, true) },
        CallSyntax call => call with { Arguments = All(call.Arguments) },
        PatternCallSyntax { Input: { } input } pattern => pattern with { Input = Rewrite(input) },
        IndexSyntax index => index with { Target = Rewrite(index.Target) },
        UnarySyntax unary => unary with { Operand = Rewrite(unary.Operand) },
        BinarySyntax binary => binary with { Left = Rewrite(binary.Left), Right = Rewrite(binary.Right) },
        ListSyntax list => list with { Items = All(list.Items) },
        ComprehensionSyntax comprehension => comprehension with { Item = Rewrite(comprehension.Item) },
        ConditionalSyntax choice => choice with { Then = Rewrite(choice.Then), Else = Rewrite(choice.Else) },
        _ => expression,
    };
}
