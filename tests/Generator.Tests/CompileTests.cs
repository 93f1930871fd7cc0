using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>What is generated compiles, with warnings as errors, as C# 12.</summary>
public class CompileTests
{
    [Fact]
    public void A_block_compiles() => new Harness(("/project/Encoder.arch", Specs.Encoder)).Run().MustBeClean();

    [Fact]
    public void A_model_over_an_import_compiles() =>
        new Harness(("/project/Encoder.arch", Specs.Encoder), ("/project/Net.arch", Specs.Net)).Run().MustBeClean();
}
