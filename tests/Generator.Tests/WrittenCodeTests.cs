using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using ArchGen.Generator.Emit;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>Generated code says what it does as somebody would who writes it.</summary>
public class WrittenCodeTests
{
    private static string Code(string spec)
    {
        var result = ArchCompiler.Compile([new SourceText("/project/Written.arch", spec)]);
        var file = result.Files.Single();
        Assert.Empty(file.Diagnostics);
        return CSharpEmitter.EmitFile(file.Model, EmitOptions.For(result, file.Model) with { LineDirectives = false });
    }

    private static string Ablation(string edits) => Code($$"""
        namespace Demo.Written;
        block Part() : [N, C, H, W] -> same { conv: conv2d(C, 3, padding: 1) }
        block Other() : [N, C, H, W] -> same { conv: conv2d(C, 5, padding: 2) }
        model Net(depths: int[3] = [2, 2, 4]) : image [N, 8, H, W] -> [N, 8, H, W] {
            for i in 0..3 { stage{i + 1}: { for j in 0..depths[i] { [j]: Part } } }
        }
        variant Base = Net()
        ablation Study of Base { axis parts: changed = {{edits}} }
        """);

    [Theory]
    [InlineData("replace stage2.* by Other", "i == 1\n")]
    [InlineData("replace stage*.0 by Other", "j == 0\n")]
    [InlineData("replace stage3.1 by Other", "i == 2 && j == 1\n")]
    [InlineData("replace stage3.3 by Other", "i == 2 && j == 3\n")]
    [InlineData("(replace stage1.0 by Other, replace stage2.0 by Other)", "i == 0 && j == 0\n")]
    [InlineData("(replace stage3.1 by Other, replace stage3.2 by Other)", "i == 2 && j == 1\n")]
    public void A_step_that_is_changed_in_some_places_asks_for_these_alone(string edits, string condition) => Assert.Contains(" = " + condition, Lined(Ablation(edits)));

    /// <summary>Wherever a choice is broken, so that tests needn't know how long a line may be.</summary>
    private static string Lined(string code) => System.Text.RegularExpressions.Regex.Replace(code, @"\s+\? ", "\n? ");

    [Fact]
    public void A_layer_whose_number_is_known_late_is_called_as_what_it_is()
    {
        var code = Code("""
            namespace Demo.Written;
            block Part(dim: int) : [N, C] -> [N, dim] { fc: linear(dim) }
            block Net(dim: int) : [N, C] -> [N, dim] {
                var i = 0
                if C != dim { [i]: Part(dim); i = i + 1 }
                [i]: Part(dim)
                i = i + 1
                out{i}: linear(dim)
            }
            """);
        Assert.Contains("public Part? items0 { get; }", code);
        Assert.Contains("public Part part { get; }", code);
        Assert.Contains("public Linear @out { get; }", code);
    }
}
