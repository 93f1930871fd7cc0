using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Export.Lowering;
using ArchGen.Cli.Export.Onnx;
using ArchGen.Dsl;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export;

/// <summary>What an export is asked for besides the network.</summary>
/// <param name="Settled">The sizes that are numbers, by the names that the signature has for them.</param>
/// <param name="HasFeatures">Whether what the model exposes becomes outputs, too.</param>
internal sealed record OnnxSettings(IReadOnlyDictionary<string, long> Settled, bool HasFeatures);

/// <summary>Writes a graph of operators as an ONNX model.</summary>
internal sealed class OnnxExporter(CompilationResult specs, OperatorGraph graph, OnnxSettings settings)
{
    /// <summary>The version of the format that goes with the operator set.</summary>
    private const int IrVersion = 8;

    private readonly OnnxBuilder _to = new();
    private readonly Dictionary<OperatorValue, string> _names = [];
    private readonly HashSet<OperatorValue> _ints = [];
    private readonly HashSet<string> _weights = new(StringComparer.Ordinal);
    private OnnxSizes? _sizes;
    private Func<string, TensorProto>? _weight;

    private OnnxSizes Sizes => _sizes ??= new OnnxSizes(_to, graph, settings.Settled);

    /// <summary>The outputs in the order that they have in the model.</summary>
    public IReadOnlyList<(string Name, OperatorValue Value)> Outputs => settings.HasFeatures
        ? [.. graph.Outputs, .. graph.Features.Where(f => graph.Outputs.All(o => o.Name != f.Name))] : graph.Outputs;

    /// <summary>Writes all of it, weights as <paramref name="weight"/> gives them by their keys.</summary>
    public ModelProto Write(Func<string, TensorProto> weight, IReadOnlyList<KeyValuePair<string, string>> about)
    {
        _weight = weight;
        foreach (var name in graph.Inputs.Select(i => i.Name).Concat(Outputs.Select(o => o.Name)))
            _to.Reserve(name);
        foreach (var key in graph.Nodes.SelectMany(n => n.Owned.Select(t => Key(n, t.Name))).Concat(graph.Nodes.SelectMany(n => n.Inputs).Where(i => i.Kind == OperatorValueKind.Tensor).Select(i => i.Name)))
            _to.Reserve(key);
        FindIndices();
        foreach (var input in graph.Inputs)
        {
            _names[input] = input.Name;
            _to.Graph.Input.Add(Described(input.Name, input));
        }
        foreach (var node in Needed())
            Add(node);
        foreach (var (name, value) in Outputs)
        {
            _to.Output(NameOf(value), name);
            _to.Graph.Output.Add(Described(name, value));
        }
        _to.Finish();
        return Model(about);
    }

    /// <summary>Refuses, at its place, what no model can be made of.</summary>
    public void Require()
    {
        foreach (var node in Needed())
        {
            if (node.Operator == OperatorNode.External)
                throw Refuse(node, $"is {node.Scope.Kind}, a block that is written in C#: only its C# knows what it computes, so it can't be exported");
            if (node.IsOpen)
                throw Refuse(node, "takes or gives a list of tensors whose length depends on the input's size. Settle the size with --size");
            if (node.Outputs.SelectMany(o => o.Shape.Axes).Concat(node.Inputs.SelectMany(i => i.Shape.Axes)).FirstOrDefault(a => !Sizes.CanCompute(a.Size)) is { } open)
                throw Refuse(node, $"has a size that the input's shape doesn't tell ({open.Size}). Settle the input's sizes with --batch and --size");
        }
    }

    private ModelProto Model(IReadOnlyList<KeyValuePair<string, string>> about)
    {
        _to.Graph.Name = graph.Variant.Name;
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "ArchGen",
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            Domain = graph.Variant.Namespace,
            ModelVersion = 1,
            DocString = string.Join("\n", about.Select(a => $"{a.Key}: {a.Value}")),
            Graph = _to.Graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OnnxBuilder.Opset });
        model.MetadataProps.AddRange(about.Select(a => new StringStringEntryProto { Key = a.Key, Value = a.Value }));
        return model;
    }

    /// <summary>What only features need is left out where they are.</summary>
    private List<OperatorNode> Needed()
    {
        var needed = Outputs.Select(o => o.Value).ToHashSet();
        var kept = new List<OperatorNode>();
        foreach (var node in graph.Nodes.Reverse().Where(n => n.IsOpen || n.Outputs.Any(needed.Contains)))
        {
            needed.UnionWith(node.Inputs);
            kept.Add(node);
        }
        kept.Reverse();
        return kept;
    }

    /// <summary>Inputs that something is looked up by are ints.</summary>
    private void FindIndices()
    {
        var wanted = new HashSet<OperatorValue>();
        foreach (var node in graph.Nodes.Reverse())
        {
            if (node.Operator == "embedding")
                wanted.Add(node.Inputs[0]);
            else if (node.Operator == "take")
                wanted.Add(node.Inputs[1]);
            else if (LoweringTable.IsMove(node.Operator) && node.Outputs.Any(wanted.Contains))
                wanted.UnionWith(node.Inputs);
        }
        _ints.UnionWith(graph.Inputs.Where(i => wanted.Contains(i) && i.Elements is null));
    }

    private void Add(OperatorNode node)
    {
        _to.Label = node.IsNamed ? node.Path : node.Path.Length == 0 ? node.Operator : $"{node.Path}/{node.Operator}";
        var isMove = LoweringTable.IsMove(node.Operator);
        // What picks by ints takes numbers that are whole.
        var indices = node.Operator switch { "embedding" => 0, "take" => 1, _ => -1 };
        var areMixed = node.Inputs.Any(_ints.Contains) && !node.Inputs.All(_ints.Contains);
        string[] inputs = [.. node.Inputs.Select((value, i) =>
            i == indices ? (_ints.Contains(value) ? NameOf(value) : _to.Add("Cast", [NameOf(value)], ("to", OnnxTypes.Int64)))
            : _ints.Contains(value) && (!isMove || (areMixed && indices < 0)) ? _to.Add("Cast", [NameOf(value)], ("to", OnnxTypes.Float))
            : NameOf(value))];
        var call = new OnnxCall(_to, Sizes, node, inputs, name => Weight(Key(node, name)), why => Refuse(node, why));
        var results = LoweringTable.Lower(call);
        for (var i = 0; i < node.Outputs.Count; i++)
        {
            var (value, name) = (node.Outputs[i], results[i]);
            var given = node.Operator == "argmax" || (isMove && node.Operator != "embedding" && !areMixed && node.Inputs.Count > 0 && _ints.Contains(node.Inputs[0]));
            if (!given && !isMove && value.Elements == ElementKind.Index)
                name = _to.Add("Cast", [name], ("to", OnnxTypes.Int64));
            if (given || (!isMove && value.Elements == ElementKind.Index))
                _ints.Add(value);
            _names[value] = name;
            if (!inputs.Contains(name))
                _to.Call(name, node.Outputs.Count == 1 ? _to.Label : $"{_to.Label}:{i}");
        }
    }

    private static string Key(OperatorNode node, string name) => node.Path.Length == 0 ? name : $"{node.Path}.{name}";

    private string NameOf(OperatorValue value)
    {
        if (_names.TryGetValue(value, out var known))
            return known;
        return _names[value] = value.Kind switch
        {
            OperatorValueKind.Tensor => Weight(value.Name),
            OperatorValueKind.Number => Sizes.Float(value.Number!) ?? throw new CliException($"A number at {_to.Label} can't be computed from the input's sizes: settle them with --batch and --size.", ExitCode.Findings),
            _ => throw new InvalidOperationException($"A tensor is used before it is made, at {_to.Label}."),
        };
    }

    private string Weight(string key)
    {
        if (_weights.Add(key))
        {
            var tensor = _weight!(key);
            tensor.Name = key;
            _to.Add(tensor);
        }
        return key;
    }

    private ValueInfoProto Described(string name, OperatorValue value)
    {
        var shape = new TensorShapeProto();
        foreach (var size in Sizes.Of(value.Shape))
            shape.Dim.Add(size.Value is { } known ? new TensorShapeProto.Types.Dimension { DimValue = known } : new TensorShapeProto.Types.Dimension { DimParam = size.ToString() });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = _ints.Contains(value) ? OnnxTypes.Int64 : OnnxTypes.Float, Shape = shape } },
        };
    }

    private CliException Refuse(OperatorNode node, string why)
    {
        var (path, span) = specs.Locate(node.SpecPath, node.Place);
        var source = specs.Files.Select(f => f.Source).Concat(ArchCompiler.Library).FirstOrDefault(s => s.Path == path);
        var line = source is null ? "" : $":{source.PositionOf(span.Start).Line + 1}";
        var where = node.Path.Length == 0 ? $"{path}{line}" : $"{node.Path}, {path}{line}";
        return new CliException($"'{node.Operator}' ({where}) {why}.", ExitCode.Findings);
    }
}
