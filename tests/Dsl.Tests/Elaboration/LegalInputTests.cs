using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Input shapes that a variant takes, where nobody says any.</summary>
public class LegalInputTests
{
    private const string Strided = "model M() : image [N, 3, H, W] -> [N, 4] where H % 7 == 0, W % 7 == 0 { stem: conv2d(4, 7, stride: 7); mean(dims: [2, 3]) }\nvariant V = M()";

    [Fact]
    public void Small_ones_come_first_then_another_batch_and_sides_apart() => Assert.Equal(["1×3×56×56", "2×3×56×112"], Legal(Strided, 2));

    [Fact]
    public void What_is_settled_stays() => Assert.Equal(["1×3×112×56", "2×3×112×56"], Legal(Strided, 2, ("H", 112)));

    [Fact]
    public void Without_an_open_size_there_is_one() =>
        Assert.Equal(["1×3×14×14"], Legal(Strided.Replace("N, 3, H, W", "1, 3, 14, 14").Replace("[N, 4] where H % 7 == 0, W % 7 == 0", "[1, 4]"), 3));

    [Fact]
    public void Sizes_that_no_customary_one_meets_are_not_found()
    {
        Assert.Empty(Legal(Strided.Replace("W % 7 == 0", "W % 77 == 0"), 2));
        Assert.Empty(Legal(Strided, 2, ("H", 5)));
    }

    private static string[] Legal(string spec, int most, params (string Name, long Size)[] settled)
    {
        var result = Spec.Compile(spec);
        Assert.Empty(result.Files[0].Diagnostics.Select(d => d.Message));
        var found = ArchCompiler.LegalInputs(result, Assert.Single(result.Variants), settled.ToDictionary(s => s.Name, s => s.Size), most);
        return [.. found.Select(shapes => string.Join("×", Assert.Single(shapes)))];
    }
}
