using System.Linq;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>Names that C#, TorchSharp or .NET have a use for.</summary>
public class NamesTests
{
    private static Execution Compile(string spec) => new(("/project/Names.arch", spec));

    private static string[] Keys(Execution execution, string type, params object[] arguments)
    {
        TorchSharp.torch.nn.Module module = execution.New(type, arguments);
        return [.. module.state_dict().Keys.Where(k => k.EndsWith(".weight")).Select(k => k[..^7]).Order(System.StringComparer.Ordinal)];
    }

    [Fact]
    public void Layers_may_be_called_as_members_of_module()
    {
        string[] names =
        [
            "name", "train", "eval", "modules", "children", "parameters", "buffers", "training", "save", "load", "apply", "state_dict", "GetName", "forward", "call",
            "to", "class", "event", "lock", "Dispose", "ToString", "scope", "x", "y", "Run", "register_module",
        ];
        var steps = string.Join("\n", names.Select(n => $"    {n}: linear(4)"));
        var execution = Compile($"namespace Demo.Names;\nblock B(dim: int) : [N, dim] -> [N, 4]\n{{\n{steps}\n}}\n");
        Assert.Equal(names.Order(System.StringComparer.Ordinal), Keys(execution, "Demo.Names.B", 8L));
    }

    [Fact]
    public void Names_that_collide_once_renamed_are_made_distinct()
    {
        var execution = Compile("namespace Demo.Names;\nblock B(dim: int) : [N, dim] -> [N, 4]\n{\n    train: linear(4)\n    train_: linear(4)\n    0: linear(4)\n    _0: linear(4)\n}\n");
        Assert.Equal(["0", "_0", "train", "train_"], Keys(execution, "Demo.Names.B", 8L));
    }

    [Fact]
    public void Blocks_may_be_called_as_types_of_torch()
    {
        var execution = Compile("""
            namespace Demo.Names;
            block Linear(dim: int) : [N, dim] -> same { fc: linear(dim) }
            block Tensor(dim: int) : [N, dim] -> same { Linear: Linear(dim) }
            block Module(dim: int) : [N, dim] -> same { Tensor: Tensor(dim); relu }
            block Conv2d(dim: int) : [N, C, H, W] -> [N, dim, H, W] { conv: conv2d(dim, 1); layer_norm: layer_norm(axis: 1) }
            block F(nn: int, torch: int) : [N, nn] -> [N, torch] { Math: linear(torch); F: linear(torch); gelu }
            """);
        Assert.Equal(["Tensor.Linear.fc"], Keys(execution, "Demo.Names.Module", 8L));
        Assert.Equal(["F", "Math"], Keys(execution, "Demo.Names.F", 8L, 4L));
    }

    [Fact]
    public void A_block_may_have_a_part_of_its_own_name()
    {
        var execution = Compile("""
            namespace Demo.Names.Head;
            block Head(dim: int) : [N, dim] -> same { Head: { head: linear(dim); Head: { fc: linear(dim) } } }
            """);
        Assert.Equal(["Head.Head.fc", "Head.head"], Keys(execution, "Demo.Names.Head.Head", 8L));
    }

    [Fact]
    public void Parameters_may_be_called_as_keywords_and_layers()
    {
        var execution = Compile("""
            namespace Demo.Names;
            block B(event: int, class: int, norm: block(C) [N, C] -> same = layer_norm, params: int[] = [1, 2]) : [N, event] -> [N, class * params[0]]
            {
                norm: norm
                new: linear(class * params[0])
            }
            """);
        Assert.Equal(["new", "norm"], Keys(execution, "Demo.Names.B", 8L, 4L));
    }

    [Fact]
    public void Dims_may_be_called_as_usings_and_locals()
    {
        var execution = Compile("""
            namespace Demo.Names;
            block B(dim: int) : [F, L, dim] -> same
            {
                let scope = rearrange(it, f l c -> (f l) c)
                reshape(scope, sizes: [F * L, dim])
                rearrange((f l) c -> f l c, f: F)
                y: linear(dim)
            }
            """);
        TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> block = execution.New("Demo.Names.B", 4L);
        Assert.Equal([2, 3, 4], block.call(TorchSharp.torch.rand(2, 3, 4)).shape);
    }

    [Fact]
    public void Namespaces_may_be_called_as_ours()
    {
        _ = Compile("namespace System.Torch.nn.Tensor;\nblock B(dim: int) : [N, dim] -> same { fc: linear(dim); gelu }\n");
        _ = Compile("namespace ArchGen.Runtime.Generated;\nblock B(dim: int) : [N, dim] -> same { fc: linear(dim) }\n");
        _ = Compile("namespace TorchSharp.Modules;\nblock B(dim: int) : [N, dim] -> same { fc: linear(dim) }\n");
    }

    [Fact]
    public void Text_of_the_author_does_no_harm()
    {
        var harness = new Harness(("/project/a\"b.arch", "namespace Demo.Names;\n/// <b>&\"*/ #endif {0} \\u0041\nblock B(dim: int) : [N, dim] -> same { fc: linear(dim) }\n")).Run();
        harness.MustBeClean();
    }
}
