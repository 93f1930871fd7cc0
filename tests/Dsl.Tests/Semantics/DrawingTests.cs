using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ArchGen.Dsl.Semantics;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>A network's parts and what flows between them.</summary>
public class DrawingTests
{
    [Fact]
    public void Shortcuts_branches_groups_and_weights()
    {
        var drawing = Draw("""
            model M(dim: int) : image [N, 3, H, W] -> out [N, 2 * dim, H, W] {
                stem: conv2d(dim, 1)
                let early = it
                param gamma: [dim, 1, 1] = 1
                residual { conv: conv2d(dim, 3, padding: 1); it * gamma }
                parallel(concat) { relu; part: { gelu; it + early } }
            }
            variant V = M(8)
            """, "V");
        Assert.Equal("1×3×224×224", drawing.At);
        Assert.Equal(
            [
                "image input -> stem conv2d", "stem conv2d -> conv conv2d", "conv conv2d -> multiply", "gamma param -> multiply", "stem conv2d -> add shortcut", "multiply -> add",
                "add -> relu", "add -> part group", "stem conv2d -> part group", "relu -> concat", "part group -> concat", "concat -> out output",
            ],
            Edges(drawing.Root));
        var part = drawing.Root.Children.Single(c => c.Name == "part");
        Assert.Equal(["input -> gelu", "gelu -> add", "input -> add", "add -> output"], Edges(part));
        Assert.Equal(("stem", "conv2d", "[1, 8, 224, 224]", "32", "1.20M"), drawing.Root.Children.Where(c => c.Name == "stem").Select(c => (c.Name, c.Kind, c.Shape, c.Parameters, c.Macs)).Single());
        Assert.Equal(("624", "30.11M"), (drawing.Root.Parameters, drawing.Root.Macs));
    }

    [Fact]
    public void A_model_without_variants_is_drawn_with_its_defaults()
    {
        var model = Editor.ModelOf("model M(dim: int = 4) : [N, 3] -> [N, dim] { f: linear(dim) }\nmodel O(dim: int) : [N, 3] -> [N, dim] { f: linear(dim) }\nblock B() : [N, C] -> same { relu }");
        Assert.Equal("16", model.Drawing("M", out var problem)!.Root.Parameters);
        Assert.Null(problem);
        Assert.Null(model.Drawing("O", out problem));
        Assert.Equal("'O' has parameters without defaults, and no variant sets them.", problem);
        Assert.Null(model.Drawing("B", out problem));
        Assert.Equal("There is no variant and no model 'B' here.", problem);
        model = Editor.ModelOf("model M() : [N, 3] -> [N, 4] { f: linear(5) }\nvariant V = M()");
        Assert.Null(model.Drawing("V", out problem));
        Assert.Equal("'V' has errors.", problem);
    }

    public static TheoryData<string, string> Variants
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Editor.Compiled.Variants.GroupBy(v => v.Path))
                data.Add(file.Key, file.First().Name);
            return data;
        }
    }

    // Every part hangs together: edges join children, each but inputs and raw tensors is fed, each but outputs feeds.
    [Theory]
    [MemberData(nameof(Variants))]
    public void Shipped_variants_hang_together(string path, string name)
    {
        var drawing = SemanticModel.Of(Editor.Compiled, path)!.Drawing(name, out var problem);
        Assert.Null(problem);
        var ids = new HashSet<string>();
        Check(drawing!.Root, ids);
        Assert.True(JsonSerializer.Serialize(drawing).Length > 1000);
        var variant = Editor.Compiled.Variants.Single(v => v.Name == name && v.Path == path);
        Assert.Equal(ArchGen.Dsl.Text.NumberText.Short(variant.Root.Parameters.Value!.Value), drawing.Root.Parameters);
    }

    private static void Check(DrawingNode part, HashSet<string> ids)
    {
        Assert.True(ids.Add(part.Id));
        var children = part.Children.Select(c => c.Id).ToHashSet();
        Assert.All(part.Edges, e => Assert.True(children.Contains(e.From) && children.Contains(e.To) && e.Shape.Length > 0));
        foreach (var child in part.Children)
        {
            if (child.Kind is not ("input" or "param" or "buffer" or "arange" or "linspace" or "zeros" or "ones" or "full"))
                Assert.True(part.Edges.Any(e => e.To == child.Id), $"nothing goes into {child.Name} {child.Kind} of {part.Name} {part.Kind}");
            Check(child, ids);
        }
    }

    private static Drawing Draw(string text, string name)
    {
        var drawing = Editor.ModelOf(text).Drawing(name, out var problem);
        Assert.True(drawing is not null, problem);
        return drawing;
    }

    private static IEnumerable<string> Edges(DrawingNode part)
    {
        string Of(string id) => part.Children.Single(c => c.Id == id) is var child && child.Name.Length > 0 ? $"{child.Name} {child.Kind}" : child.Kind;
        return part.Edges.Select(e => $"{Of(e.From)} -> {Of(e.To)}{(e.IsShortcut ? " shortcut" : "")}");
    }
}
