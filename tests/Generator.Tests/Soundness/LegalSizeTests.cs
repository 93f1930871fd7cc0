using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using ArchGen.Generator.Tests.Soundness.Reference;
using ArchGen.Generator.Tests.Soundness.Specs;
using Xunit;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>Legal sizes by brute force: what a model's where says of 32 to 512 is what the compiler takes, and each size that it takes goes through every layer.</summary>
public class LegalSizeTests
{
    public static TheoryData<string> Files => [.. Pool.Models.Select(m => m.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_shipped_model_takes_what_its_where_says(string file)
    {
        var (_, variant) = Pool.Models.Single(m => m.File == file);
        // Every remainder of 32 comes by, and squares that are legal for all.
        Check(Pool.Bare(Pool.Read(file), variant), [.. Enumerable.Range(0, 33).Select(i => (32L + (13 * i), 32L + (13 * i))), (64, 64), (96, 160), (224, 224), (512, 512), (224, 32), (33, 64)]);
    }

    [Fact]
    public void A_random_model_takes_what_its_where_says()
    {
        var sizes = Enumerable.Range(32, 481).Where(s => s % 11 == 0 || s % 48 == 0).Select(s => ((long)s, (long)(s % 3 == 0 ? s : s + 8))).ToList();
        Assert.All(Enumerable.Range(1, 20), seed => Check(SpecWriter.Write(seed, "Random"), sizes));
    }

    private static void Check(string text, IReadOnlyList<(long H, long W)> sizes)
    {
        var result = ArchCompiler.Compile([new SourceText("/project/spec.arch", text)]);
        if (result.HasErrors)
        {
            // A random spec may be refused: SoundnessTests say whether rightly.
            Assert.Contains("namespace Random;", text, StringComparison.Ordinal);
            return;
        }
        var reference = new Interpreter([Judge.Parse(text)]);
        foreach (var variant in result.Variants)
        {
            if (variant.Inputs is not [{ Shape: { Rank: 4 } shape }])
                continue;
            var taken = 0;
            foreach (var (h, w) in sizes)
            {
                long[] input = [1, shape[1].Size.Value ?? 3, h, w];
                var at = ArchCompiler.At(result, variant, [input], out var problem);
                taken += at is null ? 0 : 1;
                Assert.True(reference.Allows(variant.Name, [input]) == at is not null, $"{variant.Name} at {h}×{w}: {problem ?? "taken, though its where doesn't hold"}");
            }
            Assert.True(taken > 0 || text.Contains("namespace Random;", StringComparison.Ordinal), $"{variant.Name} takes none of these sizes");
        }
    }
}
