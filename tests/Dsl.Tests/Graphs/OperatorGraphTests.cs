using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Graphs;

/// <summary>Variants as graphs of operators.</summary>
public class OperatorGraphTests
{
    private static OperatorGraph Graph(string text, long[][]? at = null)
    {
        var result = Spec.Clean(text);
        return ArchCompiler.Graph(result, Assert.Single(result.Variants), at, out var problem) ?? throw new InvalidOperationException(problem);
    }

    private static string Show(OperatorGraph graph) => string.Join("\n", graph.Nodes.Select(n => $"{n.Operator} {n.Path} {string.Join(" ", n.Outputs.Select(o => o.Shape))}"));

    [Fact]
    public void Every_shipped_variant_has_a_graph_whose_costs_and_tensors_are_the_networks()
    {
        var sources = Directory.GetFiles(Spec.PathOf("specs"), "*.arch", SearchOption.AllDirectories).Select(f => new SourceText(f, File.ReadAllText(f))).ToArray();
        var result = ArchCompiler.Compile(sources);
        Assert.True(result.Variants.Count > 100);
        foreach (var variant in result.Variants)
        {
            var graph = ArchCompiler.Graph(result, variant, null, out var problem);
            Assert.True(graph is not null, problem);
            var known = new HashSet<OperatorValue>(graph.Inputs);
            foreach (var node in graph.Nodes)
            {
                Assert.All(node.Inputs, i => Assert.True(i.Kind is OperatorValueKind.Tensor or OperatorValueKind.Number || known.Contains(i), $"{variant.Name}: {node.Operator} at {node.Path} takes what nothing made"));
                known.UnionWith(node.Outputs);
            }
            Assert.All(graph.Outputs.Concat(graph.Features), o => Assert.Contains(o.Value, known));
            var keys = variant.Root.StateDict().ToDictionary(t => t.Key, t => t.Tensor.Shape.ToString(), StringComparer.Ordinal);
            Assert.All(graph.Nodes.SelectMany(n => n.Owned.Select(t => ($"{n.Path}.{t.Name}", t.Shape))), t => Assert.Equal(keys[t.Item1], t.Shape.ToString()));
            // WaveNet's last layer leads nowhere, in the official code too: its cost is counted and no result needs it.
            if (variant.Model != "WaveNet")
                Assert.Equal(variant.Root.Macs, graph.Nodes.Aggregate(Dim.Zero, (sum, n) => sum + n.Macs));
        }
    }

    [Fact]
    public void A_layer_applied_again_keeps_its_key_and_what_nothing_needs_is_left_out()
    {
        var graph = Graph("""
            mixer Mix() : [N, C, H, W] -> same { residual { conv: conv2d(C, 3, padding: 1) } }
            model M() : image [N, 4, H, W] -> [N, 4, H, W] {
                layer mix: Mix
                buffer wave: [4, 1, 1] = linspace(start: 0.0, end: 1.0, steps: 4) |> reshape([4, 1, 1])
                mix
                inner: { last: conv2d(4, 1); relu }
                let unused = mean(it)
                expose unused
                mix(it * wave)
            }
            variant V = M()
            """);
        Assert.Equal(
            """
            conv2d mix.conv [N, 4, H, W]
            add mix [N, 4, H, W]
            conv2d inner.last [N, 4, H, W]
            relu inner [N, 4, H, W]
            mean  []
            multiply  [N, 4, H, W]
            conv2d mix.conv [N, 4, H, W]
            add mix [N, 4, H, W]
            """.ReplaceLineEndings("\n"), Show(graph));
        Assert.Equal(["weight", "bias"], graph.Nodes[6].Owned.Select(t => t.Name));
        Assert.Equal(("wave", OperatorValueKind.Tensor), (graph.Nodes[5].Inputs[1].Name, graph.Nodes[5].Inputs[1].Kind));
        Assert.True(graph.Nodes[1].IsResidual);
        Assert.Equal(["unused"], graph.Features.Select(f => f.Name));
    }

    [Fact]
    public void Patterns_come_as_their_steps_and_shapes_by_what_the_signature_ensures()
    {
        var graph = Graph("""
            model M() : image [N, 8, H, W] -> [N * H / 4 * W / 4, 16, 8]
                where H % 4 == 0, W % 4 == 0
            {
                rearrange(n c (y p) (x q) -> (n y x) (p q) c, p: 4, q: 4)
            }
            variant V = M()
            """);
        Assert.Equal(["reshape", "permute", "reshape"], graph.Nodes.Select(n => n.Operator));
        Assert.Equal("[N, 8, H / 4, 4, W / 4, 4]", graph.Nodes[0].Outputs[0].Shape.ToString());
        Assert.Equal([0, 2, 4, 3, 5, 1], graph.Nodes[1].Ints("dims")!.Select(d => d.Value!.Value));
    }

    [Fact]
    public void Arguments_are_settled_and_numbers_in_tensors_places_are_there()
    {
        var graph = Graph("model M(k: int = 3) : image [N, 4, H, W] -> [N, 4, H, W]\n    where k % 2 == 1\n{ conv: conv2d(4, k, padding: (k - 1) / 2, groups: 2); maximum(it * (2 * pi / H), 0.5) }\nvariant V = M(k: 5)", [[2, 4, 8, 8]]);
        var conv = graph.Nodes[0];
        Assert.Equal((5L, 2L, 2L, 1L), (conv.Int("kernel_size")!.Value!.Value, conv.Int("padding")!.Value!.Value, conv.Int("groups")!.Value!.Value, conv.Int("stride")!.Value!.Value));
        Assert.Equal(2 * Math.PI / 8, ((FloatValue)graph.Nodes[1].Inputs[1].Number!).Value);
        Assert.Equal(0.5, ((FloatValue)graph.Nodes[2].Inputs[1].Number!).Value);
        Assert.Equal("[2, 4, 8, 8]", graph.Outputs[0].Value.Shape.ToString());
    }

    [Fact]
    public void A_block_in_other_code_is_one_operator_and_a_size_that_is_refused_is_said()
    {
        const string Text = "extern mixer Quantize(bits: int = 8) : [N, C, H, W] -> same\nmodel M() : image [N, 4, H, W] -> same\n    where H % 2 == 0\n{ rounded: Quantize(4); relu }\nvariant V = M()";
        Assert.Equal("extern rounded [N, 4, H, W]\nrelu  [N, 4, H, W]", Show(Graph(Text)));
        var result = Spec.Clean(Text);
        Assert.Null(ArchCompiler.Graph(result, result.Variants[0], [[1, 4, 3, 4]], out var problem));
        Assert.Contains("H % 2 == 0", problem);
    }
}
