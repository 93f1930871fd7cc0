using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Fields;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Follows what each tensor depends on of the input, where receptive fields are asked for.</summary>
internal sealed partial class Elaborator
{
    /// <summary>How many axes of the input are followed; 0 where nothing is.</summary>
    private int _positions;

    /// <summary>True where variants are settled together with their receptive fields.</summary>
    public bool FollowsFields { get; init; }

    /// <summary>The inputs, the first with its positions.</summary>
    private List<Flow> Follow(List<Flow> inputs)
    {
        _positions = FollowsFields && inputs.Count > 0 && inputs[0].Shape is { Rank: > 2 } shape ? shape.Rank - 2 : 0;
        return _positions == 0 ? inputs :
            [.. inputs.Select((f, i) => f with { Tensor = new SingleTensor(f.Shape) { Field = i == 0 ? Field.Input(f.Shape!) : Field.Constant(f.Shape!), Elements = Elements.Of(f.Tensor) } })];
    }

    /// <summary>A tensor that doesn't depend on the input.</summary>
    private SingleTensor Constant(Shape? shape) => new(shape) { Field = _positions > 0 && shape is not null ? Field.Constant(shape) : null };

    /// <summary>A tensor of which nobody can say what it depends on.</summary>
    private SingleTensor Opaque(Shape? shape, FieldCause cause) =>
        new(shape) { Field = _positions > 0 && shape is not null ? Field.Unknown(shape, _positions, cause) : null };

    private Field? FollowPattern(Frame frame, PatternCallSyntax call, PatternPlan plan, Flow input) =>
        _positions > 0 && input.Tensor is SingleTensor { Field: { } field } && plan.Layout is { } layout
            ? FieldRules.Apply(layout, field, plan.Output, frame.Assumptions, new FieldCause(call.Operator.Text, frame.Path, call.Operator.Span, ""))
            : null;

    private ReceptiveField? FieldOf(IReadOnlyList<Flow> inputs) => _positions > 0 && inputs.Count > 0 ? FieldOf(inputs[0].Tensor) : null;

    private ReceptiveField? FieldOf(TensorValue value) => _positions > 0 && value is SingleTensor { Field: { } field } ? ReceptiveField.Of(field, _positions) : null;

    private IReadOnlyList<(string Name, ReceptiveField Field)> FieldsOf(Frame frame, BlockSyntax model, IReadOnlyList<Flow> results) => _positions == 0 ? [] :
    [
        .. results.Select((f, i) => (i < model.Signature.Outputs.Count ? model.Signature.Outputs[i].Name?.Text ?? "" : "", FieldOf(f.Tensor)))
            .Concat(frame.Exposed.Select(e => (e.Name, FieldOf(e.Flow.Tensor)))).Where(f => f.Item2 is not null).Select(f => (f.Item1, f.Item2!)),
    ];
}
