using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using ArchGen.Cli.Commands;
using ArchGen.Cli.Draw;
using ArchGen.Cli.Tests.Export;
using Xunit;

namespace ArchGen.Cli.Tests.Draw;

/// <summary><c>archgen graph</c>: every variant is drawn, nothing covers anything, and what a spec is called stays text.</summary>
public sealed class GraphTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Variants => [.. OnnxExportTests.Exported.Specs.Value.Variants.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_is_drawn_and_nothing_covers_anything(string name)
    {
        var specs = OnnxExportTests.Exported.Specs.Value;
        var variant = specs.Variants.Single(v => v.Name == name);
        var figure = GraphCommand.Draw(specs, variant, 4, null);
        Assert.Equal(variant.Root.Parameters.Value, figure.Panels[0].Parameters);
        Apart(figure.Panels, figure.Width, figure.Height);
        foreach (var panel in figure.Panels)
            Check(panel);
        var root = XDocument.Parse(SvgWriter.Write(figure)).Root!;
        Assert.Equal(name, root.Element(s_svg + "title")!.Value);
        // Each block that has a letter has a panel with it.
        Assert.All(figure.Panels.SelectMany(p => p.All()).Select(a => a.Item.Tag).Where(t => t.Length > 0), tag => Assert.Contains(figure.Panels, p => p.Tag == tag));
    }

    private static void Check(FigureItem group)
    {
        Apart(group.Items, group.Width, group.Height);
        // Lines pass between items: none goes through one.
        foreach (var line in group.Lines)
        {
            for (var i = 1; i < line.Points.Count; i++)
            {
                var (a, b) = (line.Points[i - 1], line.Points[i]);
                Assert.True(Math.Abs(a.X - b.X) < 0.8 || Math.Abs(a.Y - b.Y) < 0.8, $"{group.Title}: a line leans");
                foreach (var item in group.Items)
                {
                    var isThrough = Math.Min(a.X, b.X) < item.X + item.Width - 1 && Math.Max(a.X, b.X) > item.X + 1 && Math.Min(a.Y, b.Y) < item.Y + item.Height - 1 && Math.Max(a.Y, b.Y) > item.Y + 1;
                    Assert.False(isThrough, $"{group.Title}: a line goes through {item.Title}");
                }
            }
        }
        foreach (var label in group.Labels)
        {
            var width = TextSize.Width(label.Text, TextSize.Small);
            Assert.All(group.Items, i => Assert.False(
                label.X < i.X + i.Width && label.X + width > i.X && label.Y - 9 < i.Y + i.Height && label.Y > i.Y, $"{group.Title}: '{label.Text}' lies on {i.Title}"));
        }
        group.Items.ForEach(Check);
    }

    private static void Apart(IReadOnlyList<FigureItem> items, double width, double height)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var a = items[i];
            Assert.True(a.X >= 0 && a.Y >= 0 && a.X + a.Width <= width + 0.01 && a.Y + a.Height <= height + 0.01, $"{a.Title} is cut off");
            foreach (var b in items.Skip(i + 1))
                Assert.True(a.X + a.Width <= b.X || b.X + b.Width <= a.X || a.Y + a.Height <= b.Y || b.Y + b.Height <= a.Y, $"{a.Title} lies on {b.Title}");
        }
    }

    [Fact]
    public void Repeated_blocks_are_drawn_once_and_stages_are_framed()
    {
        var specs = OnnxExportTests.Exported.Specs.Value;
        var figure = GraphCommand.Draw(specs, specs.Variants.Single(v => v.Name == "UniNeXtT"), 3, null);
        var network = figure.Panels[0];
        Assert.Equal(["stage1", "stage2", "stage3", "stage4"], network.Items.Where(i => i.Kind == FigureKind.Group).Select(i => i.Title));
        Assert.Equal([2, 2, 18, 2], network.Items.Where(i => i.Kind == FigureKind.Group).Select(g => Assert.Single(g.Items).Times));
        Assert.Single(figure.Panels, p => p.Title == "UnifiedBlock");
        Assert.Equal("24 of them, shown as stage1.0", figure.Panels.Single(p => p.Title == "UnifiedBlock").Detail);
        Assert.Single(GraphCommand.Draw(specs, specs.Variants.Single(v => v.Name == "UniNeXtT"), 1, null).Panels);
        var moga = GraphCommand.Draw(specs, specs.Variants.Single(v => v.Name == "MogaNetTiny"), 3, null).Panels[0];
        Assert.Equal(["blocks1 · Stage", "blocks2 · Stage", "blocks3 · Stage", "blocks4 · Stage"], moga.Items.Where(i => i.Kind == FigureKind.Group).Select(i => i.Title));
        Assert.Contains("32×56×56 → c2", moga.Labels.Select(l => l.Text));
    }

    [Fact]
    public void What_works_at_one_resolution_is_a_stage_where_a_network_names_none()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("a.arch", """
            namespace A;

            model Net() : image [N, 3, H, W] -> logits [N, 10]
                where H % 4 == 0, W % 4 == 0
            {
                a: conv2d(8, 2, stride: 2)
                b: conv2d(8, 3, padding: 1)
                relu
                c: conv2d(16, 2, stride: 2)
                residual { d: conv2d(16, 3, padding: 1); relu }
                mean(dims: [2, 3])
                head: linear(10)
            }

            variant V = Net()
            """);
        var specs = ArchGen.Workspace.SpecLoader.Load([spec], default);
        var network = GraphCommand.Draw(specs, specs.Variants.Single(), 1, [32, 64]).Panels[0];
        Assert.Equal(["stage 1 · 16×32", "stage 2 · 8×16", "mean", "linear"], network.Items.Select(i => i.Title));
        Check(network);
    }

    [Fact]
    public void Sizes_are_those_that_are_asked_for()
    {
        var specs = OnnxExportTests.Exported.Specs.Value;
        var figure = GraphCommand.Draw(specs, specs.Variants.Single(v => v.Name == "EdgeNeXtSmall"), 1, [128, 256]);
        Assert.Contains("at 1×3×128×256", figure.Subtitle);
        Assert.Equal("3×128×256", figure.Panels[0].InShape);
    }

    [Fact]
    public void Hostile_texts_stay_texts()
    {
        const string Attack = "</text><script>alert(1)</script>&amp;\"'\u0001\uFFFE";
        var panel = new FigureItem(FigureKind.Group, Attack) { Detail = Attack, InShape = Attack };
        panel.Items.Add(new FigureItem(FigureKind.Box, Attack) { Detail = Attack, Tip = Attack, Shape = Attack, Tag = Attack, Times = 2 });
        panel.Edges.AddRange([new FigureEdge(FigureEdge.In, 0), new FigureEdge(0, FigureEdge.Out)]);
        var text = SvgWriter.Write(FigureLayout.Of(Attack, Attack, [panel]));
        var root = XDocument.Parse(text).Root!;
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "a" or "image" or "foreignObject" or "use");
        Assert.DoesNotContain(root.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name.LocalName == "href");
        Assert.Contains(root.Descendants(s_svg + "text"), t => t.Value.StartsWith("</text><script>", StringComparison.Ordinal));
        Assert.DoesNotContain("http", text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_writes_one_file_and_says_what_is_wrong()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("a.arch", "namespace A;\nmodel Net() : image [N, 3, H, W] -> [N, 3, H / 2, W / 2]\n    where H % 2 == 0, W % 2 == 0\n{ down: conv2d(3, 2, stride: 2) }\nvariant One = Net()\nmodel Other() : image [N, 3, H, W] -> same { conv: conv2d(3, 3, padding: 1) }\nvariant Two = Other()\n");
        var path = Path.Combine(folder.Path, "one.svg");
        var run = Cli.Run("graph", spec, "-V", "one", "-o", path);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("one.svg: Net · 39 parameters", run.Output);
        var size = XDocument.Load(path).Root!;
        Assert.True(double.Parse(size.Attribute("width")!.Value, CultureInfo.InvariantCulture) > 100);
        foreach (var (message, code, arguments) in new (string, int, string[])[]
        {
            ("The specs have 2 variants: One, Two. Name one (--variant NAME).", 2, []),
            ("There is no variant 'Ones'. Did you mean 'One'?", 2, ["-V", "Ones"]),
            ("'a.png' doesn't end in .svg", 2, ["-V", "One", "-o", "a.png"]),
            ("'One' doesn't take 1×3×3×3", 1, ["-V", "One", "--size", "3x3", "-o", path + ".svg"]),
            ("--depth is at least 1", 2, ["-V", "One", "--depth", "0"]),
        })
        {
            var wrong = Cli.Run(["graph", spec, .. arguments]);
            Assert.Equal(code, wrong.Code);
            Assert.Contains(message, wrong.Error);
        }
        Assert.Equal(["a.arch", "one.svg"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }
}
