using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Shapes.Patterns;

namespace ArchGen.Dsl.Shapes.Fields;

/// <summary>What each operator's result depends on of the network's input. An operator without a rule is said to be unknown, never guessed.</summary>
internal static partial class FieldRules
{
    private const string NoRule = "has no rule for what it depends on";

    private static readonly Dictionary<string, Func<FieldCall, IReadOnlyList<Field>?>> s_rules = Rules();

    /// <summary>True for an operator whose result's dependence can be told.</summary>
    public static bool Knows(string name) => s_rules.ContainsKey(name);

    /// <summary>An operator's result with its field, where its inputs have theirs.</summary>
    public static TensorValue Apply(OperatorContext context, TensorValue output, FieldCause cause, int count)
    {
        if (output is not (SingleTensor { Shape: not null } or KnownTensors) || context.Inputs.Any(i => i is SummarizedTensors))
            return output;
        var isTold = Inputs(context).All(i => i.Field is not null);
        var call = new FieldCall(context, output, cause with { Why = "takes all positions together" });
        var fields = isTold && s_rules.TryGetValue(context.Name, out var rule) ? rule(call) : null;
        Field For(Shape shape, int index) => fields?[index] ?? Field.Unknown(shape, count, cause with { Why = NoRule });
        return output switch
        {
            SingleTensor single => single with { Field = For(single.Shape!, 0) },
            KnownTensors list => new KnownTensors([.. list.Items.Select((item, i) => item.Shape is null ? item : item with { Field = For(item.Shape, i) })]),
            _ => output,
        };
    }

    /// <summary>What <c>rearrange</c>, <c>reduce</c> and <c>repeat</c> make of a field.</summary>
    public static Field Apply(PatternLayout layout, Field field, Shape output, Assumptions known, FieldCause cause)
    {
        cause = cause with { Why = "takes all positions together" };
        var axes = new FieldAxes(known, cause);
        var digits = new List<(PatternLetter Letter, IReadOnlyList<Digit> Digits)>();
        for (var k = 0; k < layout.Left.Count; k++)
        {
            if (axes.Split(field, field.Axes[k], [.. layout.Left[k].Select(l => l.Axis.Size)]) is not var (split, parts))
                return Field.Unknown(output, field.Reaches.Count, cause with { Why = "parts an axis whose sizes can't be followed" });
            field = split;
            for (var i = 0; i < parts.Count; i++)
                digits.Add((layout.Left[k][i], parts[i]));
        }
        // Letters are told apart by identity: two numbers are two letters.
        bool Stays(PatternLetter letter) => layout.Right.Any(axis => axis.Any(l => ReferenceEquals(l, letter)));
        IReadOnlyList<Digit> Of(PatternLetter letter) => digits.FirstOrDefault(d => ReferenceEquals(d.Letter, letter)).Digits
            ?? (letter.Axis.Size.Value == 1 ? [] : Field.Fresh(letter.Axis));
        return field.Mix([.. digits.Where(d => !Stays(d.Letter)).SelectMany(d => d.Digits)], cause)
            .With(layout.Right.Select(axis => (IReadOnlyList<Digit>)[.. axis.SelectMany(Of)]));
    }

    private static IEnumerable<SingleTensor> Inputs(OperatorContext context) =>
        context.Inputs.SelectMany(i => i is KnownTensors list ? list.Items : i is SingleTensor single ? [single] : []);

    private static Dictionary<string, Func<FieldCall, IReadOnlyList<Field>?>> Rules()
    {
        var rules = new Dictionary<string, Func<FieldCall, IReadOnlyList<Field>?>>(StringComparer.Ordinal);
        void Many(Func<FieldCall, IReadOnlyList<Field>?> rule, params IEnumerable<string> names)
        {
            foreach (var name in names)
                rules.Add(name, rule);
        }
        void One(Func<FieldCall, Field?> rule, params IEnumerable<string> names) => Many(call => rule(call) is { } field ? [field] : null, names);

        One(call => call.Field, Elementwise.All.Select(o => o.Name).Except(["softmax", "log_softmax", "cumsum", "normalize"]).Append("batch_norm").Append("prelu"));
        One(call => call.Field.Mix([call.Axis("dim", call.Shape.Rank)], call.Cause), "softmax", "log_softmax", "cumsum", "normalize");
        One(LayerNorm, "layer_norm", "rms_norm");
        One(GroupNorm, "group_norm");
        One(call => call.Field.Mix(Enumerable.Range(2, call.Shape.Rank - 2), call.Cause), "instance_norm");
        One(Broadcast, Broadcasting.All.Select(o => o.Name).Except(["matmul"]));
        One(Matmul, "matmul");
        One(Linear, "linear");
        One(call => call.Field.With(call.Field.Axes.Append(Field.Fresh(call.Output[call.Output.Rank - 1]))), "embedding");
        One(Reduce, Reductions.All.Select(o => o.Name));
        One(call => Field.Constant(call.Output), Creation.All.Select(o => o.Name));
        One(Convolution, "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d");
        One(Pool, "avg_pool1d", "avg_pool2d", "avg_pool3d", "max_pool1d", "max_pool2d", "max_pool3d");
        One(Adaptive, "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "adaptive_max_pool2d");
        One(Unfold, "unfold");
        One(Interpolate, "interpolate");
        One(PixelShuffle, "pixel_shuffle");
        One(PixelUnshuffle, "pixel_unshuffle");
        One(Transpose, "transpose");
        One(call => call.Field.With(call.AxisList("dims", call.Shape.Rank).Select(a => call.Field.Axes[a])), "permute");
        One(Reshape, "flatten", "unflatten", "reshape");
        One(call => call.Field.Select(call.Axis("dim", call.Shape.Rank), 0, call.Cause).Without([call.Axis("dim", call.Shape.Rank)], keep: false), "squeeze");
        One(Unsqueeze, "unsqueeze");
        One(Expand, "expand");
        One(Slice, "slice");
        One(Select, "select");
        One(Take, "take");
        One(Roll, "roll");
        One(Flip, "flip");
        One(RepeatInterleave, "repeat_interleave");
        One(Pad, "pad");
        One(PadToMultiple, "pad_to_multiple");
        One(Concat, "concat");
        One(Stack, "stack");
        Many(Pieces, "split", "chunk", "split_size");
        Many(Unstack, "unstack");
        return rules;
    }
}
