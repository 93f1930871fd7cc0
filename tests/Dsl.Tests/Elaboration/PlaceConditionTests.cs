using System;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Conditions that tell some of a step's places from the others.</summary>
public class PlaceConditionTests
{
    private static readonly ExpressionSyntax[] s_values = [new NameExpressionSyntax(new TextSpan(0, 1), "i"), new NameExpressionSyntax(new TextSpan(1, 1), "j")];

    private static string? Written(ExpressionSyntax? expression) => expression switch
    {
        NameExpressionSyntax name => name.Name,
        IntSyntax number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BinarySyntax { Operator: BinaryOperator.Equal } equal => Written(equal.Left) + Written(equal.Right),
        BinarySyntax both => $"({Written(both.Left)} {both.Operator.ToString().ToLowerInvariant()} {Written(both.Right)})",
        _ => null,
    };

    private static long[][] Places(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Select(digit => (long)(digit - '0')).ToArray())];

    [Theory]
    [InlineData("00 01", "", null)]
    [InlineData("00 01", "10 11", "i0")]
    [InlineData("00 10", "01 11", "j0")]
    [InlineData("00 01 10 11", "20 21", "(i0 or i1)")]
    [InlineData("11", "00 01 10", "(i1 and j1)")]
    // Only one of them has a third: that doesn't make it its name.
    [InlineData("12", "00 01 10 11", "(i1 and j2)")]
    [InlineData("00 01 10 11", "02 12 20 21 22", "((i0 or i1) and (j0 or j1))")]
    [InlineData("00 11 12", "01 02 10", "((i0 and j0) or (i1 and (j1 or j2)))")]
    public void It_asks_for_no_more_than_tells_them_apart(string meant, string others, string? condition) =>
        Assert.Equal(condition, Written(PlaceCondition.Of(s_values, Places(meant), Places(others)).Expression));

    [Fact]
    public void It_holds_in_the_places_that_are_meant_and_in_no_other()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            // Some of all, of which some are meant; not every stage is as deep.
            var all = (from i in Enumerable.Range(0, random.Next(1, 4)) from j in Enumerable.Range(0, random.Next(1, 5)) select new long[] { i, j }).ToArray();
            var meant = all.Where(_ => random.Next(2) == 0).ToArray();
            if (meant.Length == 0)
                continue;
            var condition = PlaceCondition.Of(s_values, meant, [.. all.Except(meant)]);
            foreach (var place in all)
                Assert.Equal(meant.Contains(place), condition.Expression is not { } expression || Holds(expression, place));
        }

        static bool Holds(ExpressionSyntax expression, long[] place) => expression is BinarySyntax both && both.Operator switch
        {
            BinaryOperator.Or => Holds(both.Left, place) || Holds(both.Right, place),
            BinaryOperator.And => Holds(both.Left, place) && Holds(both.Right, place),
            _ => place[((NameExpressionSyntax)both.Left).Name == "i" ? 0 : 1] == ((IntSyntax)both.Right).Value,
        };
    }

    [Fact]
    public void Conditions_that_differ_have_different_keys() => Assert.NotEqual(
        PlaceCondition.Of(s_values, Places("00 01"), Places("10 11")).Key, PlaceCondition.Of(s_values, Places("00 01"), Places("02 10")).Key);
}
