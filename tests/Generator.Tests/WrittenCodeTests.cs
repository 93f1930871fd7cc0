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

    [Fact]
    public void A_size_is_written_as_what_the_author_calls_it()
    {
        var code = Code("""
            namespace Demo.Written;
            fn scaled(width: int, factor: float) = max(8, floor_div(int(width * factor + 4), 8) * 8)
            block Net(width: int, factor: float, stripe: int) : [N, C, H, W] -> [N, 10, H, W] where width >= 1 {
                let inner = width * 3
                first: conv2d(scaled(width, factor), 1)
                norm: batch_norm
                second: conv2d(inner, 1)
                third: conv2d(10, 1)
                let rows = if stripe == 0 then H else stripe
                interpolate(size: [rows * 2, W])
                interpolate(size: [H, W])
            }
            """);
        Assert.Contains("norm = nn.BatchNorm2d(SpecValues.scaled(width, factor));", code);
        Assert.Contains("second = nn.Conv2d(SpecValues.scaled(width, factor), inner, 1);", code);
        Assert.Contains("third = nn.Conv2d(inner, 10, 1);", code);
        Assert.Contains("rows * 2", code.Replace("2 * rows", "rows * 2"));
    }

    [Fact]
    public void Channels_that_a_loop_carries_go_on_after_it()
    {
        var code = Code("""
            namespace Demo.Written;
            block Net(dims: int[3], depths: int[3]) : [N, C, H, W] -> [N, 10, H, W] {
                for i in 0..3 { stages[i]: { for j in 0..depths[i] { [j]: conv2d(dims[i], 1) } } }
                head: conv2d(10, 1)
            }
            """);
        Assert.Contains("head = nn.Conv2d(channels, 10, 1);", code);
    }

    [Fact]
    public void What_is_known_in_a_branch_alone_is_called_so_in_no_other()
    {
        var code = Code("""
            namespace Demo.Written;
            block Net(dim: int, wide: bool) : [N, C] -> [N, C] {
                if wide {
                    let inner = dim * 4
                    fc1: linear(inner)
                    fc2: linear(C)
                } else {
                    fc3: linear(dim * 4)
                    fc4: linear(C)
                }
            }
            """);
        Assert.Contains("fc2 = nn.Linear(inner, C);", code);
        Assert.Contains("fc4 = nn.Linear(4 * dim, C);", code.Replace("dim * 4", "4 * dim"));
    }
}
