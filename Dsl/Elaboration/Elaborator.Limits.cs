using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Values that are larger than any that a spec could mean.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A value, or null, reported, where it is beyond a limit: said of the smallest expression whose value is.</summary>
    private Value? Within(Frame frame, ExpressionSyntax expression, Value? value)
    {
        switch (value)
        {
            case Known { Static: IntValue { Value: { IsConstant: true, Value: null } } }:
                Report(frame, Catalog.BadArithmetic, expression.Span, $"'{Text(frame, expression)}' is too large: an int has 64 bits");
                return null;
            case Known { Static: FloatValue { Value: { } number } } when double.IsNaN(number) || double.IsInfinity(number):
                Report(frame, Catalog.BadArithmetic, expression.Span, $"'{Text(frame, expression)}' is no finite number");
                return null;
            case Known { Static: IntValue { Value.HasSealed: true } }:
                return TooLongAFormula(frame, expression, "");
            case Known { Static: ListValue { Items.Count: > Limits.ListItems and var count } }:
                return Beyond(frame, expression, $"A list of {Number(count)} items is too long", $"{Number(Limits.ListItems)} items");
            case Flow { Tensor: KnownTensors { Items.Count: > Limits.ListItems and var count } }:
                return Beyond(frame, expression, $"A list of {Number(count)} tensors is too long", $"{Number(Limits.ListItems)} tensors");
            case Flow { Shape.Rank: var rank } when HasTooManyAxes(frame, expression, rank):
                return null;
            case Flow { Shape: { } shape } when shape.Axes.Any(a => a.Size.HasSealed):
                return TooLongAFormula(frame, expression, " of the result");
            default:
                return value;
        }
    }

    private Value? TooLongAFormula(Frame frame, ExpressionSyntax expression, string whose) => Beyond(
        frame, expression, $"The size{whose} is too long a formula",
        $"{Number(Limits.FormulaTerms)} terms when it is multiplied out, and {Number(Limits.FormulaDepth)} divisions, minima or choices in one another");

    private bool HasTooManyAxes(Frame frame, SyntaxNode place, int count)
    {
        if (count > Limits.Axes)
            Beyond(frame, place, $"A tensor of {Number(count)} axes has too many", $"{Number(Limits.Axes)} axes");
        return count > Limits.Axes;
    }

    private Value? Beyond(Frame frame, SyntaxNode place, string what, string limit)
    {
        Report(frame, Catalog.BeyondLimit, place.Span, what, limit);
        return null;
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
