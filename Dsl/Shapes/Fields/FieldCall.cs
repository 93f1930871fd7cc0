using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <summary>A call as the rules of fields see it, after its shape rule has found nothing wrong.</summary>
internal sealed class FieldCall(OperatorContext context, TensorValue output, FieldCause cause)
{
    private readonly SingleTensor[] _inputs =
        [.. context.Inputs.SelectMany(i => i is KnownTensors list ? list.Items : i is SingleTensor single ? [single] : System.Array.Empty<SingleTensor>())];

    public string Name => context.Name;

    /// <summary>What a step that takes all positions together is recorded as.</summary>
    public FieldCause Cause => cause;

    public Assumptions Known => context.Assumptions;

    public FieldAxes Axes { get; } = new(context.Assumptions, cause);

    public int Count => _inputs.Length;

    public Field Field => FieldOf(0);

    public Shape Shape => ShapeOf(0);

    /// <summary>The shapes of what comes out.</summary>
    public IReadOnlyList<Shape> Outputs { get; } =
        [.. (output is KnownTensors list ? list.Items : output is SingleTensor single ? [single] : []).Select(o => o.Shape!)];

    public Shape Output => Outputs[0];

    public Field FieldOf(int input) => _inputs[input].Field!;

    public Shape ShapeOf(int input) => _inputs[input].Shape!;

    public FieldCause Because(string why) => cause with { Why = why };

    public bool Has(string argument) => context.Argument(argument) is not null;

    public string? Word(string argument) => (context.Argument(argument) as SymbolValue)?.Name;

    public bool Truth(string argument) => context.Argument(argument) is BoolValue { Value: true };

    public Dim? Size(string argument) => (context.Argument(argument) as IntValue)?.Value;

    public long? Int(string argument) => Size(argument) is { } size ? Known.Simplify(size).Value : null;

    /// <summary>Ints that must be known; null where one isn't. One number for all of <paramref name="count"/> is repeated.</summary>
    public IReadOnlyList<long?>? Ints(string argument, int count = 0) => context.Argument(argument) switch
    {
        IntValue one => [.. Enumerable.Repeat(Known.Simplify(one.Value).Value, count == 0 ? 1 : count)],
        ListValue list => [.. list.Items.Select(i => i is IntValue number ? Known.Simplify(number.Value).Value : null)],
        _ => null,
    };

    /// <summary>An axis's index, counted from the end where it is negative.</summary>
    public int Axis(string argument, int rank) => Int(argument) is { } axis ? (int)(axis < 0 ? axis + rank : axis) : 0;

    public IReadOnlyList<int> AxisList(string argument, int rank) =>
        [.. (Ints(argument) ?? []).Select(a => (int)(a ?? 0)).Select(a => a < 0 ? a + rank : a)];

    /// <summary>A field by an axis's sampling, or, where the sampling can't be told, without what differs along the axis.</summary>
    public Field Sample(Field field, int axis, Sampling? sampling, Axis result, string unknown) =>
        sampling is null ? field.Lose(axis, result, Because(unknown)) : field.Sample(axis, sampling, result, cause);
}
