using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Conditions that speak of which options a member takes: <c>where not (gate == off and bias == no_bias)</c>.</summary>
internal static class OptionConditions
{
    /// <summary>The places where an axis is compared with an option's name; one that is a parameter too may be compared with a value of its own.</summary>
    public static IEnumerable<(AxisSyntax Axis, NameExpressionSyntax Option)> In(ExpressionSyntax condition, IReadOnlyList<AxisSyntax> axes) => condition switch
    {
        BinarySyntax { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left: NameExpressionSyntax left, Right: NameExpressionSyntax right }
            when axes.FirstOrDefault(a => a.Name.Text == left.Name) is { } axis => [(axis, right)],
        BinarySyntax binary => In(binary.Left, axes).Concat(In(binary.Right, axes)),
        UnarySyntax unary => In(unary.Operand, axes),
        _ => [],
    };

    /// <summary>Whether what conditions say of options alone leaves a combination out.</summary>
    public static bool LeavesOut(AblationSyntax ablation, IReadOnlyList<OptionSyntax> taken) =>
        ablation.Where.Any(w => Settled(w.Condition, ablation.Axes, taken) is BoolSyntax { Value: false });

    /// <summary>The condition with what it says of options settled, and parts that nothing else decides settled too.</summary>
    public static ExpressionSyntax Settled(ExpressionSyntax condition, IReadOnlyList<AxisSyntax> axes, IReadOnlyList<OptionSyntax> taken)
    {
        switch (condition)
        {
            case BinarySyntax { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Left: NameExpressionSyntax left, Right: NameExpressionSyntax right } equal:
            {
                var index = axes.ToList().FindIndex(a => a.Name.Text == left.Name);
                return index < 0 || axes[index].Options.All(o => o.Name.Text != right.Name) ? condition
                    : new BoolSyntax(condition.Span, (taken[index].Name.Text == right.Name) == (equal.Operator == BinaryOperator.Equal));
            }
            case BinarySyntax { Operator: BinaryOperator.And or BinaryOperator.Or } both:
            {
                var (a, b) = (Settled(both.Left, axes, taken), Settled(both.Right, axes, taken));
                var decides = both.Operator == BinaryOperator.Or;
                return a is BoolSyntax x ? (x.Value == decides ? a : b) : b is BoolSyntax y ? (y.Value == decides ? b : a) : both with { Left = a, Right = b };
            }
            case UnarySyntax { Operator: UnaryOperator.Not } not:
                return Settled(not.Operand, axes, taken) is var inner && inner is BoolSyntax known ? new BoolSyntax(not.Span, !known.Value) : not with { Operand = inner };
            default:
                return condition;
        }
    }
}
