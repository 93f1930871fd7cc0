using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ArchGen.Cli.Export.Onnx;
using ArchGen.Cli.Specs;
using ArchGen.Cli.Verify;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Text;
using ArchGen.Runtime;
using ArchGen.Workspace;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Export;

/// <summary>Where an export's weights come from.</summary>
/// <param name="Path">A file of weights; null for the initial weights of <paramref name="Seed"/>.</param>
/// <param name="Keys">What that file calls them, where it isn't what the model does.</param>
/// <param name="File">How the file is read.</param>
/// <param name="Seed">What initial weights follow from.</param>
/// <param name="IsByNames">True for the values that fixtures are made with, which follow from the keys.</param>
internal sealed record WeightChoice(string? Path, KeyMap? Keys, CheckpointOptions File, int Seed, bool IsByNames);

/// <summary>What is exported, and how.</summary>
internal sealed record OnnxRequest(WeightChoice Weights, long? Batch, long[]? Size, bool IsStatic, bool HasFeatures, bool? AreWeightsApart, int TestSets);

/// <summary>Exports variants of compiled specs, one at a time; the C# that makes their weights is compiled at the first.</summary>
internal sealed class OnnxJob(LoadedSpecs specs, OnnxRequest request, System.Threading.CancellationToken cancellation) : IDisposable
{
    private SpecAssembly? _assembly;

    /// <summary>What an export came to.</summary>
    public sealed record Done(int Nodes, int Tensors, long Bytes, string Weights, IReadOnlyList<string> OpenSizes, int TestSets, LoadResult? Loaded);

    /// <summary>Writes a variant to a file.</summary>
    public Done Run(ElaboratedVariant variant, string path)
    {
        var settled = InputSizes.Settle(specs.Result, variant, request.Batch, request.Size, request.IsStatic);
        var shapes = InputShapes.At(variant, settled);
        var graph = Graph(variant, shapes);
        var exporter = new OnnxExporter(specs.Result, graph, new OnnxSettings(settled, request.HasFeatures));
        exporter.Require();
        cancellation.ThrowIfCancellationRequested();
        _assembly ??= SpecAssembly.Build(specs, cancellation);
        if (request.Weights is { Path: null, IsByNames: false, Seed: var seed })
            manual_seed(seed);
        using var model = _assembly.Create(variant);
        var (told, loaded) = Fill(model);
        model.eval();
        var weights = new OnnxWeights(model, request.AreWeightsApart) { FileName = Path.GetFileName(path) + ".data" };
        var onnx = exporter.Write(weights.Of, About(graph, variant, shapes, told));
        cancellation.ThrowIfCancellationRequested();
        OnnxFile.Write(path, onnx, weights);
        var sets = request.TestSets == 0 ? [] : ArchCompiler.LegalInputs(specs.Result, variant, settled, shapes is null ? request.TestSets : 1);
        for (var i = 0; i < sets.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            TestData.Write(Path.ChangeExtension(path, null), i, model, onnx, sets[i], request.HasFeatures);
        }
        return new Done(
            onnx.Graph.Node.Count, onnx.Graph.Initializer.Count, new FileInfo(path).Length, told,
            [.. onnx.Graph.Input.SelectMany(i => i.Type.TensorType.Shape.Dim).Where(d => d.HasDimParam).Select(d => d.DimParam).Distinct()], sets.Count, loaded);
    }

    /// <inheritdoc/>
    public void Dispose() => _assembly?.Dispose();

    private OperatorGraph Graph(ElaboratedVariant variant, long[][]? shapes) => ArchCompiler.Graph(specs.Result, variant, shapes, out var problem)
        ?? throw new CliException($"'{variant.Name}' can't be exported: {problem}", ExitCode.Findings);

    private (string Told, LoadResult? Loaded) Fill(nn.Module model)
    {
        var from = request.Weights;
        if (from.Path is { } path)
        {
            var loaded = Checkpoint.Load(model, path, from.Keys, new LoadOptions { File = from.File });
            return (from.Keys is null ? path : $"{path}, keys by '{from.Keys.Name}'", loaded);
        }
        if (!from.IsByNames)
            return (string.Create(CultureInfo.InvariantCulture, $"initial, of seed {from.Seed}"), null);
        GoldenFill.Model(model, new GoldenFixture { Path = "", Name = "", InputShape = [] });
        return ("by the tensors' names, as fixtures have them", null);
    }

    private static List<KeyValuePair<string, string>> About(OperatorGraph graph, ElaboratedVariant variant, long[][]? shapes, string weights)
    {
        var at = shapes is null ? "" : " at " + string.Join(", ", shapes.Select(s => NumberText.Sizes(s)));
        return
        [
            new("variant", VariantPicker.Full(variant)), new("model", variant.Model), new("spec", variant.Path), new("legal input", variant.LegalInput),
            new("parameters", variant.Root.Parameters.ToString()), new("multiply-accumulates", graph.Variant.Root.Macs + at), new("weights", weights),
        ];
    }
}
