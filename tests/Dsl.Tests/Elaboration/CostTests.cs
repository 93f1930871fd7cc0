using System.Linq;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>What is counted once.</summary>
public class CostTests
{
    // `sum` is a static function and an operator: to tell which, its argument is looked at twice; so is what is indexed.
    [Theory]
    [InlineData("sum(a @ a, dim: -1)")]
    [InlineData("a @ a |> sum(dim: -1)")]
    [InlineData("sum(Product(a), dim: -1)")]
    [InlineData("chunk(a @ a, 2, dim: 1)[0] |> sum(dim: 1)")]
    public void Products_that_are_looked_at_twice(string step)
    {
        var result = Spec.Compile($"block Product() : [N, L, L] -> same {{ it @ it }}\nmodel M() : a [N, 4, 4] -> [N, 4] {{ {step} }}\nvariant V = M() expect macs 64 at [1, 4, 4]");
        Assert.Empty(result.Files[0].Diagnostics.Select(d => d.Message));
    }
}
