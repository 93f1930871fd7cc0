using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Cli.Export;
using ArchGen.Cli.Export.Lowering;
using ArchGen.Cli.Export.Onnx;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;
using ArchGen.Workspace;
using Google.Protobuf;
using Xunit;

namespace ArchGen.Cli.Tests.Export;

/// <summary>Every variant of every spec as an ONNX model, held against the standard; what of the numbers is run, <see cref="OnnxRunTests"/> runs.</summary>
public sealed class OnnxExportTests(OnnxExportTests.Exported exported) : IClassFixture<OnnxExportTests.Exported>
{
    public static TheoryData<string> Variants => [.. Exported.Specs.Value.Variants.Select(v => v.Name)];

    [Fact]
    public void Every_operator_of_the_language_has_a_counterpart() =>
        Assert.Equal(OperatorTable.All.Select(o => o.Name).Order(StringComparer.Ordinal), LoweringTable.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_operator_of_the_language_is_among_those_that_are_run()
    {
        var specs = SpecLoader.Load([Cli.File("export", "operators.arch")], default);
        var used = specs.Result.Variants.SelectMany(v => ArchCompiler.Graph(specs.Result, v, null, out _)!.Nodes).Select(n => n.Operator).ToHashSet();
        Assert.Equal([], OperatorTable.All.Select(o => o.Name).Where(name => !used.Contains(name)));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Model_keeps_the_standard_and_is_called_as_the_spec_has_it(string variant)
    {
        var (model, graph, check) = exported.Of(variant);
        Assert.Equal("", check.Problem);
        Assert.Equal("17", check.OperatorSet);
        // Weights by their keys, each of the shape that the state dict has: all that an operator which matters has, but batch norms' counter, which evaluation doesn't need.
        var tensors = graph.Variant.Root.StateDict().ToDictionary(t => t.Key, t => t.Tensor.Shape, StringComparer.Ordinal);
        var weights = model.Graph.Initializer.Where(i => !i.Name.StartsWith("constants/", StringComparison.Ordinal)).ToList();
        Assert.All(weights, w => Assert.Equal(tensors[w.Name].Axes.Select(a => a.Size.Value!.Value), w.Dims));
        var used = graph.Nodes.SelectMany(n => n.Owned.Select(t => $"{n.Path}.{t.Name}")).Concat(graph.Nodes.SelectMany(n => n.Inputs).Where(i => i.Kind == OperatorValueKind.Tensor).Select(i => i.Name)).Distinct();
        Assert.Equal(used.Where(k => !k.EndsWith(".num_batches_tracked", StringComparison.Ordinal)).Order(), weights.Select(w => w.Name).Order());
        // What the signature leaves open stays open.
        var open = graph.Variant.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols).Select(s => s.Name).Distinct().ToArray();
        Assert.NotEmpty(open);
        Assert.Equal(open, model.Graph.Input.SelectMany(i => i.Type.TensorType.Shape.Dim).Where(d => d.HasDimParam).Select(d => d.DimParam).Distinct());
        var paths = graph.Nodes.Where(n => n.IsNamed).Select(n => n.Path).ToHashSet();
        Assert.True(model.Graph.Node.Count(n => paths.Contains(n.Output[0])) >= paths.Count / 2);
    }

    [Fact]
    public void Table_of_the_documentation_is_what_is_exported()
    {
        var rows = File.ReadLines(Path.Combine(Cli.Root, "docs", "onnx.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|', ' ').Split(" | ")).Where(r => r.Length == 6 && r[0] is not "variant")
            .ToDictionary(r => r[0], r => r[2]);
        Assert.Equal(Exported.Specs.Value.Variants.ToDictionary(v => v.Name, v => Exported.Model(v, exported.Of(v.Name).Graph, hasFeatures: false).Graph.Node.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)).OrderBy(v => v.Key), rows.OrderBy(v => v.Key));
    }

    /// <summary>All variants with what they expose, without their weights: as if these lay in a file beside the model.</summary>
    public sealed class Exported : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Dictionary<string, (ModelProto Model, OperatorGraph Graph)> _models = [];
        private readonly Dictionary<string, OnnxTools.Check> _checks;

        public Exported()
        {
            _folder.Write("weights", "");
            foreach (var variant in Specs.Value.Variants)
            {
                var graph = ArchCompiler.Graph(Specs.Value.Result, variant, null, out var problem) ?? throw new InvalidOperationException($"{variant.Name}: {problem}");
                var model = Model(variant, graph, hasFeatures: true);
                _models.Add(variant.Name, (model, graph));
                using var stream = File.Create(PathOf(variant));
                model.WriteTo(stream);
            }
            _checks = OnnxTools.CheckAll(Specs.Value.Variants.Select(PathOf));
        }

        public static Lazy<LoadedSpecs> Specs { get; } = new(() => SpecLoader.Load([Path.Combine(Cli.Root, "specs")], default));

        internal (ModelProto Model, OperatorGraph Graph, OnnxTools.Check Check) Of(string variant) =>
            (_models[variant].Model, _models[variant].Graph, _checks.TryGetValue(variant, out var check) ? check : throw new InvalidOperationException("The checker said nothing of it."));

        internal static ModelProto Model(ElaboratedVariant variant, OperatorGraph graph, bool hasFeatures)
        {
            var tensors = variant.Root.StateDict().ToDictionary(t => t.Key, t => t.Tensor.Shape, StringComparer.Ordinal);
            return new OnnxExporter(Specs.Value.Result, graph, new OnnxSettings(new Dictionary<string, long>(), hasFeatures)).Write(key => Outside(tensors[key]), []);
        }

        public void Dispose() => _folder.Dispose();

        private string PathOf(ElaboratedVariant variant) => Path.Combine(_folder.Path, variant.Name + ".onnx");

        private static TensorProto Outside(Shape shape)
        {
            var tensor = new TensorProto { DataType = OnnxTypes.Float, DataLocation = TensorProto.Types.DataLocation.External };
            tensor.Dims.AddRange(shape.Axes.Select(a => a.Size.Value!.Value));
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights" });
            return tensor;
        }
    }
}
