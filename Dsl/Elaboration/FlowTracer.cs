using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// What follows tensors while a variant is settled: it is told of every part that begins and ends and of every operator applied, and marks each tensor with where it comes from
/// (<see cref="SingleTensor.Source"/>). Most compilations have none.
/// </summary>
internal abstract class FlowTracer
{
    /// <summary>Begins a part: its inputs as they are inside.</summary>
    public abstract IReadOnlyList<Flow> Enter(Frame frame, GraphNode node, IReadOnlyList<Flow> inputs, IReadOnlyList<string>? names = null);

    /// <summary>Ends a part: its results as they are outside.</summary>
    public abstract IReadOnlyList<Flow> Exit(Frame frame, GraphNode node, IReadOnlyList<Flow> results, IReadOnlyList<string>? names = null);

    /// <summary>An operator or a pattern applied: its result, which comes from it.</summary>
    public abstract TensorValue Applied(Frame frame, AppliedOperator applied, TensorValue output);

    /// <summary>A raw tensor.</summary>
    public abstract SingleTensor Declared(Frame frame, string name, bool isBuffer, SingleTensor tensor, TextSpan place);

    /// <summary>A static number in a tensor's place.</summary>
    public virtual SingleTensor Number(SingleTensor tensor, StaticValue number) => tensor;

    /// <summary>A layer is about to be made under this key, by the part or operator that is told of next.</summary>
    public virtual void Making(Frame frame, LayerVariable layer, string? key)
    {
    }

    /// <summary>A layer that is made already is about to be applied again, by the part or operator that is told of next.</summary>
    public virtual void Reusing(Frame frame, LayerVariable layer)
    {
    }

    /// <summary>Ends a block's part.</summary>
    public SingleTensor[] Exit(Frame frame, GraphNode node, SingleTensor[] results) =>
        [.. Exit(frame, node, results.Select(r => new Flow(r, new TensorName("unknown"))).ToArray()).Select(f => (SingleTensor)f.Tensor)];

    /// <summary>True for what isn't a part of the network: a second look, or a block checked on its own.</summary>
    protected static bool IsAside(Frame frame) => frame.Quiet > 0 || !frame.Concrete;

    protected static IEnumerable<SingleTensor> Singles(TensorValue value) => value switch
    {
        SingleTensor single => [single],
        KnownTensors list => list.Items,
        _ => [],
    };

    protected static TensorValue Map(TensorValue value, System.Func<SingleTensor, SingleTensor> map) => value switch
    {
        SingleTensor single => map(single),
        KnownTensors list => new KnownTensors([.. list.Items.Select(map)]),
        _ => value,
    };
}

/// <summary>An operator or a pattern applied to tensors.</summary>
/// <param name="Name">The operator's name, <c>rearrange</c>, <c>reduce</c> or <c>repeat</c>.</param>
/// <param name="Key">The segment of the key that the step has; null without one.</param>
/// <param name="Inputs">What it is applied to.</param>
/// <param name="Place">The step.</param>
internal sealed record AppliedOperator(string Name, string? Key, IReadOnlyList<Flow> Inputs, TextSpan Place)
{
    /// <summary>Multiply-accumulates.</summary>
    public Dim Macs { get; init; } = Dim.Zero;

    /// <summary>Its tensors.</summary>
    public IReadOnlyList<OwnedTensor> Owned { get; init; } = [];

    /// <summary>The operator and its arguments; null for a pattern.</summary>
    public (Operator Operator, OperatorContext Call)? Called { get; init; }

    /// <summary>What a pattern does; null for an operator.</summary>
    public PatternPlan? Plan { get; init; }
}
