using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Graphs;

/// <summary>Writes down every operator that a variant applies while it is settled. A tensor's source is its <see cref="OperatorValue"/>.</summary>
internal sealed class GraphRecorder : FlowTracer
{
    private readonly List<OperatorNode> _nodes = [];
    private readonly List<OperatorValue> _inputs = [];
    private readonly Stack<Part> _open = new();
    private readonly Dictionary<LayerVariable, string> _paths = [];
    private string? _again;

    /// <summary>Makes the graph of the variant that was followed.</summary>
    public System.Func<ElaboratedVariant, OperatorGraph>? Finished { get; private set; }

    /// <summary>A part that isn't closed yet, and what went into it.</summary>
    private sealed record Part(OperatorScope Scope, IReadOnlyList<Flow> Inputs);

    private OperatorScope Scope => _open.Peek().Scope;

    public override IReadOnlyList<Flow> Enter(Frame frame, GraphNode node, IReadOnlyList<Flow> inputs, IReadOnlyList<string>? names = null)
    {
        if (IsAside(frame))
            return inputs;
        if (_open.Count == 0)
        {
            inputs = [.. inputs.Select((input, i) => input with { Tensor = Map(input.Tensor, tensor => Input(tensor, names is not null && i < names.Count ? names[i] : "", i)) })];
            _open.Push(new Part(new OperatorScope(null, "", node.Kind, node.Path, node.Place), inputs));
            return inputs;
        }
        _open.Push(new Part(new OperatorScope(Scope, TakePath(node.Name), node.Kind, node.Path, node.Place), inputs));
        return inputs;
    }

    public override IReadOnlyList<Flow> Exit(Frame frame, GraphNode node, IReadOnlyList<Flow> results, IReadOnlyList<string>? names = null)
    {
        if (IsAside(frame))
            return results;
        var (scope, inputs) = _open.Pop();
        if (_open.Count == 0)
        {
            Finish(frame, scope, results, names);
            return results;
        }
        if (node.Block?.Syntax.Body is not null || node.Block is null)
            return results;
        // A block that is written in C# is one operator, whatever it does.
        var outputs = new List<OperatorValue>();
        Flow[] marked = [.. results.Select(r => r with { Tensor = Map(r.Tensor, tensor => Result(tensor, outputs)) })];
        _nodes.Add(new OperatorNode(OperatorNode.External, scope, scope.Path, [.. inputs.SelectMany(Values)], outputs, scope.SpecPath, scope.Place) { IsNamed = node.Name.Length > 0 });
        return marked;
    }

    public override TensorValue Applied(Frame frame, AppliedOperator applied, TensorValue output)
    {
        if (IsAside(frame))
            return output;
        var path = TakePath(applied.Key ?? "");
        if (applied.Plan is { } plan)
        {
            var writer = new PatternNodes(_nodes, Scope, path, frame.Path, applied.Place);
            return Map(output, tensor => applied.Inputs[0].Tensor is SingleTensor { Source: OperatorValue from }
                ? tensor with { Source = writer.Write(plan, from, tensor.Elements?.Kind) } : tensor);
        }
        var (op, call) = applied.Called!.Value;
        var outputs = new List<OperatorValue>();
        var marked = Map(output, tensor => Result(tensor, outputs));
        _nodes.Add(new OperatorNode(applied.Name, Scope, path, [.. applied.Inputs.SelectMany(Values)], outputs, frame.Path, applied.Place)
        {
            Arguments = op.Parameters.Select(p => (p.Name, Value: call.Argument(p.Name))).Where(a => a.Value is not null).ToDictionary(a => a.Name, a => a.Value!),
            Owned = applied.Owned,
            Macs = applied.Macs,
            IsNamed = applied.Key is not null,
            IsResidual = applied.Name == "add" && frame.File.Source.Slice(applied.Place) == "residual",
            IsOpen = output is SummarizedTensors || applied.Inputs.Any(i => i.Tensor is SummarizedTensors),
        });
        return marked;
    }

    public override SingleTensor Declared(Frame frame, string name, bool isBuffer, SingleTensor tensor, TextSpan place) =>
        IsAside(frame) || tensor.Shape is not { } shape ? tensor
        : tensor with { Source = new OperatorValue(OperatorValueKind.Tensor, Join(Scope.Path, name), shape, tensor.Elements?.Kind) };

    public override SingleTensor Number(SingleTensor tensor, StaticValue number) =>
        tensor with { Source = new OperatorValue(OperatorValueKind.Number, "", Shape.Of(), tensor.Elements?.Kind) { Number = number } };

    public override void Making(Frame frame, LayerVariable layer, string? key)
    {
        if (!IsAside(frame) && key is not null)
            _paths[layer] = Join(Scope.Path, key);
    }

    public override void Reusing(Frame frame, LayerVariable layer)
    {
        if (!IsAside(frame) && _paths.TryGetValue(layer, out var path))
            _again = path;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : name.Length == 0 ? path : path + "." + name;

    /// <summary>The path of what begins here: a layer that is made already keeps its own.</summary>
    private string TakePath(string name)
    {
        var path = _again ?? Join(Scope.Path, name);
        _again = null;
        return path;
    }

    private SingleTensor Input(SingleTensor tensor, string name, int place)
    {
        if (tensor.Shape is not { } shape)
            return tensor;
        var value = new OperatorValue(
            OperatorValueKind.Input, name.Length > 0 ? name : place == 0 ? "x" : "x" + (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), shape, tensor.Elements?.Kind);
        _inputs.Add(value);
        return tensor with { Source = value };
    }

    private static SingleTensor Result(SingleTensor tensor, List<OperatorValue> outputs)
    {
        if (tensor.Shape is not { } shape)
            return tensor;
        var value = new OperatorValue(OperatorValueKind.Result, "", shape, tensor.Elements?.Kind);
        outputs.Add(value);
        return tensor with { Source = value };
    }

    // What nothing was told of stays in its place, so that whoever reads the graph misses what makes it.
    private static IEnumerable<OperatorValue> Values(Flow flow) => Singles(flow.Tensor).Select(t => t.Source as OperatorValue ?? new OperatorValue(OperatorValueKind.Result, "", t.Shape ?? Shape.Of(), null));

    private void Finish(Frame frame, OperatorScope root, IReadOnlyList<Flow> results, IReadOnlyList<string>? names)
    {
        string NameOf(int i) => names is not null && i < names.Count && names[i].Length > 0 ? names[i]
            : results.Count == 1 ? "output" : "output" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var outputs = results.Select((r, i) => (NameOf(i), Values(r).FirstOrDefault())).Where(o => o.Item2 is not null).Select(o => (o.Item1, o.Item2!)).ToArray();
        var features = frame.Exposed.Select(e => (e.Name, Values(e.Flow).FirstOrDefault())).Where(f => f.Item2 is not null).Select(f => (f.Name, f.Item2!)).ToArray();
        // What a buffer is computed by, and values that only decide something static, are no part of the network.
        var needed = new HashSet<OperatorValue>(outputs.Select(o => o.Item2).Concat(features.Select(f => f.Item2)));
        var kept = new List<OperatorNode>();
        foreach (var node in Enumerable.Reverse(_nodes))
        {
            if (!node.Outputs.Any(needed.Contains) && !node.IsOpen)
                continue;
            needed.UnionWith(node.Inputs);
            kept.Add(node);
        }
        kept.Reverse();
        var known = frame.Assumptions;
        Finished = variant => new OperatorGraph(variant, _inputs, outputs, features, kept, root) { Assumptions = known };
    }
}
