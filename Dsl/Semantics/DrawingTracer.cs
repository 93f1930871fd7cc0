using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>
/// Follows tensors while a variant is settled for a drawing: which step gave each, and which it goes to. A part's inside is joined to its outside by ports, so that every edge is
/// between two things that stand in the same part.
/// </summary>
internal sealed class DrawingTracer : FlowTracer
{
    private Part _open = new(null, "net");

    /// <summary>The network, once the outermost part is left.</summary>
    public DrawingNode? Root { get; private set; }

    /// <summary>Where a tensor comes from: a child of a part.</summary>
    public sealed record Source(Part In, string Child);

    /// <summary>A part being drawn.</summary>
    public sealed class Part(Part? around, string id)
    {
        public Part? Around { get; } = around;

        public string Id { get; } = id;

        public List<DrawingNode> Children { get; } = [];

        public List<DrawingEdge> Edges { get; } = [];

        /// <summary>The ports of tensors from outside that aren't inputs: what a named group uses of its surroundings.</summary>
        public Dictionary<Source, string> Ports { get; } = [];

        public string NextId => Id + "/" + Children.Count.ToString(CultureInfo.InvariantCulture);

        public bool IsIn(Part other) => this == other || Around?.IsIn(other) == true;
    }

    /// <summary>Begins a part: its inputs as they are inside.</summary>
    public override IReadOnlyList<Flow> Enter(Frame frame, GraphNode node, IReadOnlyList<Flow> inputs, IReadOnlyList<string>? names = null)
    {
        if (IsAside(frame))
            return inputs;
        var outer = _open;
        _open = new Part(outer, outer.NextId);
        return [.. inputs.Select((input, i) => input with { Tensor = Map(input.Tensor, tensor => From(Port(outer, tensor.Source as Source, tensor.Shape, names is not null && i < names.Count ? names[i] : "", frame), tensor)) })];
    }

    /// <summary>Ends a part, which is a node of the part around it: its results as they are outside.</summary>
    public override IReadOnlyList<Flow> Exit(Frame frame, GraphNode node, IReadOnlyList<Flow> results, IReadOnlyList<string>? names = null)
    {
        if (IsAside(frame))
            return results;
        var outputs = new List<Flow>();
        foreach (var (result, i) in results.Select((r, i) => (r, i)))
        {
            outputs.Add(result with
            {
                Tensor = Map(result.Tensor, tensor =>
                {
                    var id = Add("output", names is not null && i < names.Count ? names[i] : "", tensor.Shape, frame, node.Place);
                    Join(tensor.Source as Source, id, tensor.Shape, frame, false);
                    return tensor with { Source = new Source(_open.Around!, _open.Id) };
                }),
            });
        }
        var part = _open;
        _open = part.Around!;
        var drawn = new DrawingNode(
            part.Id, node.Name, node.Kind, results.Count == 1 ? ValueText.Of(results[0].Tensor, frame.Assumptions) ?? "" : "", Number(node.Parameters), Number(node.Macs),
            new SourceLocation(node.Path, node.Place), part.Children, part.Edges);
        _open.Children.Add(drawn);
        if (_open.Around is null)
            Root = drawn;
        return outputs;
    }

    /// <summary>An operator applied: its result, which comes from it.</summary>
    public override TensorValue Applied(Frame frame, AppliedOperator applied, TensorValue output)
    {
        if (IsAside(frame))
            return output;
        var id = _open.NextId;
        var (name, place) = (applied.Name, applied.Place);
        var learned = applied.Owned.Where(t => !t.IsBuffer).Aggregate(Dim.Zero, (sum, t) => sum + t.Shape.Count);
        var isResidual = name == "add" && frame.File.Source.Slice(place) == "residual";
        _open.Children.Add(new DrawingNode(
            id, applied.Key ?? "", name, ValueText.Of(output, frame.Assumptions) ?? "", Number(learned), Number(applied.Macs), new SourceLocation(frame.Path, place), [], []));
        foreach (var (input, i) in applied.Inputs.Select((f, i) => (f, i)))
        {
            foreach (var tensor in Singles(input.Tensor))
                Join(tensor.Source as Source, id, tensor.Shape, frame, isResidual && i == 0);
        }
        return Map(output, tensor => tensor with { Source = new Source(_open, id) });
    }

    /// <summary>A raw tensor.</summary>
    public override SingleTensor Declared(Frame frame, string name, bool isBuffer, SingleTensor tensor, TextSpan place)
    {
        if (IsAside(frame))
            return tensor;
        var id = Add(isBuffer ? "buffer" : "param", name, tensor.Shape, frame, place);
        return tensor with { Source = new Source(_open, id) };
    }

    private string Add(string kind, string name, Shape? shape, Frame frame, TextSpan place)
    {
        var id = _open.NextId;
        _open.Children.Add(new DrawingNode(
            id, name, kind, shape is null ? "" : ValueText.Of(shape, frame.Assumptions), kind == "param" && shape is not null ? Number(shape.Count) : "", "", new SourceLocation(frame.Path, place), [], []));
        return id;
    }

    /// <summary>An input of the open part, fed from outside.</summary>
    private Source Port(Part outer, Source? source, Shape? shape, string name, Frame frame)
    {
        var id = Add("input", name, shape, frame, default);
        if (source is not null && ChildFor(source, outer, shape, frame) is { } from)
            outer.Edges.Add(new DrawingEdge(from, _open.Id, shape is null ? "" : ValueText.Of(shape, frame.Assumptions), false));
        return new Source(_open, id);
    }

    private void Join(Source? source, string to, Shape? shape, Frame frame, bool isShortcut)
    {
        if (source is not null && ChildFor(source, _open, shape, frame) is { } from)
            _open.Edges.Add(new DrawingEdge(from, to, shape is null ? "" : ValueText.Of(shape, frame.Assumptions), isShortcut));
    }

    /// <summary>The child of a part that stands there for where a tensor comes from: the source itself, the part that it is in, or a port to outside.</summary>
    private string? ChildFor(Source source, Part part, Shape? shape, Frame frame)
    {
        if (source.In == part)
            return source.Child;
        if (source.In.IsIn(part))
        {
            var inner = source.In;
            while (inner.Around != part)
                inner = inner.Around!;
            return inner.Id;
        }
        if (part.Around is null)
            return null;
        if (part.Ports.TryGetValue(source, out var known))
            return known;
        var outside = ChildFor(source, part.Around, shape, frame);
        if (outside is null)
            return null;
        var text = shape is null ? "" : ValueText.Of(shape, frame.Assumptions);
        var id = part.NextId;
        part.Children.Add(new DrawingNode(id, "", "input", text, "", "", new SourceLocation(frame.Path, default), [], []));
        part.Ports.Add(source, id);
        part.Around.Edges.Add(new DrawingEdge(outside, part.Id, text, false));
        return id;
    }

    private static SingleTensor From(Source source, SingleTensor tensor) => tensor with { Source = source };

    private static string Number(Dim count) => count == Dim.Zero ? "" : CostText.Of(count);
}
