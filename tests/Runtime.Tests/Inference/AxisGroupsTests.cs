using System.Linq;
using ArchGen.Runtime.Inference.Rewriting;
using Xunit;

namespace ArchGen.Runtime.Tests.Inference;

public sealed class AxisGroupsTests
{
    [Theory]
    [InlineData("2,3,4", "2,12", "0>0 1,2>1")]
    [InlineData("2,12", "2,3,4", "0>0 1>1,2")]
    [InlineData("6,4", "4,6", "0,1>0,1")]
    [InlineData("2,3", "2,1,3", "0>0 1>1,2")]
    [InlineData("2,1,3", "2,3", "0>0 1,2>1")]
    [InlineData("5", "5,1", "0>0 >1")]
    [InlineData("2,0", "0,2", null)]
    public void Joins_what_must_be_joined(string from, string to, string? groups) => Assert.Equal(
        groups, AxisGroups.Of(Sizes(from), Sizes(to)) is { } found ? string.Join(" ", found.Select(g => $"{string.Join(",", g.From)}>{string.Join(",", g.To)}")) : null);

    private static long[] Sizes(string text) => [.. text.Split(',').Select(long.Parse)];
}
