using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Names that exist under a condition, in generated code.</summary>
public class ConditionTests
{
    private static readonly Execution s_blocks = new(("/project/Scale.arch", """
        namespace Demo.Conditions;
        block Scale(dim: int, layer_scale: float = 0, deep: bool = false) : [N, dim] -> same {
            if layer_scale > 0 {
                param gamma: [dim] = layer_scale
                layer again: linear(dim)
                let wide = 2 * dim
                let before, other = split(it, [1, dim - 1], dim: 1)
                let whole = it
            } else {
                let wide = 3 * dim
            }
            if layer_scale > 0 { it * gamma; again }
            residual { if layer_scale > 0 and deep { a: linear(wide); b: linear(dim) } else if not (layer_scale > 0) { c: linear(wide); d: linear(dim) } }
            part: { if layer_scale > 0 { e: linear(wide); f: linear(dim); it * gamma + whole } }
            for i in 0..2 { if layer_scale > 0 { again; let here = it }; relu; if layer_scale > 0 { it + here } }
            if layer_scale > 0 { concat([before, other, it], dim: 1); last: linear(dim) }
        }
        """));

    [Theory]
    [InlineData(0.0, false, "c d")]
    [InlineData(0.0, true, "c d")]
    [InlineData(0.5, false, "again gamma last part.e part.f")]
    [InlineData(0.5, true, "a again b gamma last part.e part.f")]
    public void Locals_and_tensors_of_a_branch_reach_the_branches_after_it(double scale, bool deep, string layers)
    {
        nn.Module<Tensor, Tensor> block = s_blocks.New("Demo.Conditions.Scale", 4L, scale, deep);
        var keys = block.state_dict().Keys.Select(k => k.Replace(".weight", "", StringComparison.Ordinal).Replace(".bias", "", StringComparison.Ordinal));
        Assert.Equal(layers, string.Join(' ', keys.Distinct().Order(StringComparer.Ordinal)));
        using var scope = NewDisposeScope();
        var result = block.call(rand(2, 4));
        Assert.Equal([2, 4], result.shape);
        result.sum().backward();
        Assert.All(block.named_parameters(), p => Assert.NotNull(p.parameter.grad));
    }
}
