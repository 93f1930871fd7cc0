using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// A condition that holds in some of a step's places, which are told apart by the numbers that labels compute there (<c>blocks{i + 1}[j]</c>), as a reader would write it: it asks
/// nothing that the other numbers tell already, and each number once for all places that have it in common.
/// </summary>
internal sealed class PlaceCondition
{
    private readonly IReadOnlyList<ExpressionSyntax> _values;
    private readonly IReadOnlyList<long[]> _numbers;

    private PlaceCondition(IReadOnlyList<ExpressionSyntax> values, IReadOnlyList<long[]> numbers)
    {
        (_values, _numbers) = (values, numbers);
        Expression = _numbers.Count == 0 || _values.Count == 0 ? null : Any(0, _numbers);
        Key = string.Join("|", _numbers.Select(place => string.Join(",", place.Zip(_values, (number, value) => string.Format(CultureInfo.InvariantCulture, "{0}={1}", value.Span.Start, number)))));
    }

    /// <summary>The condition; null where no number tells the places from any other.</summary>
    public ExpressionSyntax? Expression { get; }

    /// <summary>A text that tells it from other conditions on the same step.</summary>
    public string Key { get; }

    /// <param name="values">What the labels around and at the step compute.</param>
    /// <param name="meant">The numbers in the places that are meant.</param>
    /// <param name="others">The numbers in all other places of the step.</param>
    public static PlaceCondition Of(IReadOnlyList<ExpressionSyntax> values, IReadOnlyList<long[]> meant, IReadOnlyList<long[]> others)
    {
        // The innermost first: a stage says more than each of its blocks. An outer one goes where it may be any: that only one stage has an eighth block doesn't make that the stage's name.
        for (var axis = values.Count - 1; axis >= 0; axis--)
        {
            var (there, elsewhere) = (Distinct(meant, axis), Distinct(others, axis));
            var mayBeAny = axis == values.Count - 1 || others.All(other => meant.Any(m => m[axis] == other[axis]));
            if (mayBeAny && !there.Any(place => elsewhere.Any(place.SequenceEqual)))
                (values, meant, others) = (Without(values, axis), there, elsewhere);
        }
        return new PlaceCondition(values, meant);
    }

    private static T[] Without<T>(IReadOnlyList<T> all, int at) => [.. all.Where((_, i) => i != at)];

    private static long[][] Distinct(IReadOnlyList<long[]> places, int without) =>
        [.. places.Select(p => Without(p, without)).GroupBy(p => string.Join(",", p)).Select(g => g.First())];

    private ExpressionSyntax? Any(int axis, IReadOnlyList<long[]> places)
    {
        if (axis == _values.Count)
            return null;
        // Numbers behind which the same stands are told together.
        var terms = places.GroupBy(p => p[axis]).Select(g => (Number: g.Key, Behind: g.ToArray()))
            .GroupBy(g => string.Join("|", g.Behind.Select(p => string.Join(",", p.Skip(axis + 1)))))
            .Select(alike => And(Join(BinaryOperator.Or, alike.Select(g => Equal(_values[axis], g.Number))), Any(axis + 1, alike.First().Behind)));
        return Join(BinaryOperator.Or, terms);
    }

    private static ExpressionSyntax And(ExpressionSyntax left, ExpressionSyntax? right) => right is null ? left : Join(BinaryOperator.And, [left, right]);

    private static ExpressionSyntax Join(BinaryOperator by, IEnumerable<ExpressionSyntax> terms) =>
        terms.Aggregate((left, right) => new BinarySyntax(right.Span, by, right.Span, left, right));

    // `i + 1 == 2` is `i == 1`.
    private static BinarySyntax Equal(ExpressionSyntax value, long number) => value is BinarySyntax { Operator: BinaryOperator.Add, Left: var left, Right: IntSyntax { Value: var added } }
        ? Equal(left, number - added)
        : new BinarySyntax(value.Span, BinaryOperator.Equal, value.Span, value, new IntSyntax(value.Span, number, 1));
}
