using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What conditions tell.</summary>
internal sealed partial class Elaborator
{
    /// <summary>What is known where a condition is true (or false).</summary>
    private Assumptions Assume(Frame frame, ExpressionSyntax condition, bool holds, Assumptions? start = null)
    {
        frame.Quiet++;
        var facts = FactsOf(frame, condition, holds).ToArray();
        frame.Quiet--;
        return (start ?? frame.Assumptions).Assume(facts);
    }

    private IEnumerable<Fact> FactsOf(Frame frame, ExpressionSyntax condition, bool holds)
    {
        switch (condition)
        {
            case UnarySyntax { Operator: UnaryOperator.Not } negation:
                return FactsOf(frame, negation.Operand, !holds);
            case BinarySyntax { Operator: BinaryOperator.And or BinaryOperator.Or } pair:
                return (pair.Operator == BinaryOperator.And) == holds
                    ? FactsOf(frame, pair.Left, holds).Concat(FactsOf(frame, pair.Right, holds))
                    : Opaque(frame, condition, holds).Append(new CasesFact(CasesOf(frame, pair, pair.Operator, holds).ToArray()));
            case BinarySyntax { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } comparison:
                return Comparison(frame, comparison, holds).Concat(Opaque(frame, condition, holds));
            case NameExpressionSyntax name when frame.Scope.Find(name.Name) is { Definition: { } definition } && NamesIn(definition).All(n => frame.Scope.Find(n) is not { IsVar: true }):
                return FactsOf(frame, definition, holds).Concat(Opaque(frame, condition, holds));
            default:
                return Opaque(frame, condition, holds);
        }
    }

    /// <summary>The sides of <c>a or b or c</c>, each with what it tells.</summary>
    private IEnumerable<IReadOnlyList<Fact>> CasesOf(Frame frame, ExpressionSyntax condition, BinaryOperator joined, bool holds) =>
        condition is BinarySyntax pair && pair.Operator == joined
            ? CasesOf(frame, pair.Left, joined, holds).Concat(CasesOf(frame, pair.Right, joined, holds))
            : [FactsOf(frame, condition, holds).ToArray()];

    private IEnumerable<Fact> Comparison(Frame frame, BinarySyntax comparison, bool holds)
    {
        var op = holds ? comparison.Operator : comparison.Operator switch
        {
            BinaryOperator.Equal => BinaryOperator.NotEqual,
            BinaryOperator.NotEqual => BinaryOperator.Equal,
            BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
            BinaryOperator.LessOrEqual => BinaryOperator.Greater,
            BinaryOperator.Greater => BinaryOperator.LessOrEqual,
            _ => BinaryOperator.Less,
        };
        if (Evaluate(frame, comparison.Right) is not Known { Static: IntValue { Value: var right } })
            return [];
        if (op == BinaryOperator.Equal && comparison.Left is BinarySyntax { Operator: BinaryOperator.Remainder } remainder)
        {
            return Evaluate(frame, remainder.Left) is Known { Static: IntValue { Value: var dividend } }
                && Evaluate(frame, remainder.Right) is Known { Static: IntValue { Value: var divisor } }
                ? [new RemainderFact(dividend, divisor, right)] : [];
        }
        if (Evaluate(frame, comparison.Left) is not Known { Static: IntValue { Value: var left } })
            return [];
        return [op switch
        {
            BinaryOperator.Equal => new EqualFact(left, right),
            BinaryOperator.NotEqual => new DifferentFact(left, right),
            BinaryOperator.GreaterOrEqual => new AtLeastFact(left, right),
            BinaryOperator.Greater => new AtLeastFact(left, right + 1),
            BinaryOperator.LessOrEqual => new AtLeastFact(right, left),
            _ => new AtLeastFact(right, left + 1),
        }];
    }

    /// <summary>A condition as it stands. One that speaks of vars or of what a loop carries on is left out: the same words may be about another value later.</summary>
    private IEnumerable<Fact> Opaque(Frame frame, ExpressionSyntax condition, bool holds)
    {
        if (Evaluate(frame, condition) is not Known { Static: BoolValue value })
            return [];
        var names = FreeNames.Of([new StaticLocal(default, "condition", StaticType.Bool, value.Condition, false, false)], []);
        return names.Tensors.Count == 0 && names.Statics.All(n => n.Kind != CodeNameKind.Local || frame.Scope.Find(n.Name) is { IsVar: false })
            ? [new ConditionFact(value.Condition, holds)] : [];
    }

    /// <summary>A condition's value by all that is known: as it stands, as it was assumed, and in each case that is left.</summary>
    private BoolValue Settle(Frame frame, ExpressionSyntax condition, BoolValue value)
    {
        if (value.Value is not null)
            return value;
        if (frame.Assumptions.Truth(value.Condition) is { } truth)
            return value with { Value = truth };
        var known = frame.Assumptions;
        bool? all = null;
        frame.Quiet++;
        foreach (var one in known.Cases)
        {
            frame.Assumptions = one;
            var inCase = (Evaluate(frame, condition) as Known)?.Static is BoolValue again ? again.Value ?? one.Truth(again.Condition) : null;
            if (inCase is null || (all is not null && all != inCase))
            {
                all = null;
                break;
            }
            all = inCase;
        }
        frame.Quiet--;
        frame.Assumptions = known;
        return value with { Value = all };
    }
}
