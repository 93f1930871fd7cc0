using System;
using System.Linq;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>
/// What compiling takes grows as the spec does: bytes allocated, which no other work on the machine changes, at two sizes. <c>bench/run-scaling.sh</c> has the curves, with times.
/// </summary>
public class ScalingTests
{
    private const double MostExponent = 1.2;

    public static TheoryData<string> Kinds => [.. LargeSpecs.Kinds.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_nearly_linear(string name)
    {
        var (_, isLines, make) = LargeSpecs.Kinds.Single(k => k.Name == name);
        var (small, large) = isLines ? (1000, 8000) : (222, 1776);
        Allocated(make(10));
        var exponent = Math.Log((double)Allocated(make(large)) / Allocated(make(small))) / Math.Log((double)large / small);
        Assert.InRange(exponent, 0, MostExponent);
    }

    [Theory]
    [InlineData("many blocks", 20_000)]
    [InlineData("one large body", 20_000)]
    [InlineData("blocks in a loop", 2000)]
    [InlineData("blocks written out", 2000)]
    [InlineData("deep chains", 2000)]
    public void What_has_to_compile_does(string name, int size)
    {
        var result = Compile(LargeSpecs.Kinds.Single(k => k.Name == name).Make(size));
        Assert.False(result.HasErrors, string.Join("\n", result.Files[0].Diagnostics.Take(3).Select(d => d.Message)));
    }

    private static long Allocated(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Compile(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static CompilationResult Compile(string text) =>
        ArchCompiler.Compile([new SourceText("spec.arch", text.StartsWith("namespace", StringComparison.Ordinal) ? text : "namespace T\n" + text)]);
}
