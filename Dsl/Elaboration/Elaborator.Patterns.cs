using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary><c>rearrange</c>, <c>reduce</c> and <c>repeat</c>.</summary>
internal sealed partial class Elaborator
{
    private Value? EvaluatePattern(Frame frame, PatternCallSyntax call, Flow? fed)
    {
        if (HasTooManyAxes(frame, call, Math.Max(call.Left.Sum(a => a.Names.Count), call.Right.Sum(a => a.Names.Count))))
            return null;
        var input = fed;
        if (call.Input is not null)
        {
            var value = Evaluate(frame, call.Input);
            if (value is Known)
                Report(frame, Catalog.WrongType, call.Input.Span, Text(frame, call.Input), Describe(value), "a tensor");
            input = value as Flow;
        }
        else if (fed is null)
        {
            Report(frame, Catalog.WrongInputCount, call.Operator.Span, $"'{call.Operator.Text}'", "1 tensor", "none is given: write 'it |> …' before it");
        }
        if (input is null || PatternArguments(frame, call, out var reduction) is not { } sizes)
            return null;
        if (input.Shape is not { } shape)
            return input.Tensor is SingleTensor ? OfUnknownShape(frame, call, input) : Mistaken(frame, call, input);
        var context = new PatternCallContext(this, frame, call.Operator.Text);
        if (PatternRules.Plan(call, shape, sizes, reduction, context) is not { } plan || context.HasReported)
            return null;
        var output = new SingleTensor(plan.Output) { Field = FollowPattern(frame, call, plan, input), Elements = call.Operator.Text == "reduce" && reduction == PatternReduction.Mean ? new Elements(ElementKind.Real, "a mean") : Elements.Of(input.Tensor) };
        var made = Tracer?.Applied(frame, new AppliedOperator(call.Operator.Text, null, [input], call.Span) { Plan = plan }, output) ?? output;
        var result = new Flow(Stamp(frame, made, call.Operator.Text, call.Span), PatternCode(frame, plan, input, call.Span));
        frame.Recording?.Applied(call.Span, call.Operator.Text, null, [input], result, frame.Assumptions);
        return result;
    }

    /// <summary>A pattern on a tensor of which not all axes are known: no code can be made of it.</summary>
    private Flow? OfUnknownShape(Frame frame, PatternCallSyntax call, Flow input)
    {
        if (frame.Class is null)
            return Flow.Unknown;
        if (!frame.IsTainted && !Diagnostics.HasErrorsIn(frame.Path))
            Report(frame, Catalog.OpenShape, call.Operator.Span, $"'{call.Operator.Text}'", WhyOpen(frame, [input]));
        Taint(frame, call.Operator.Span);
        return null;
    }

    private Value? Mistaken(Frame frame, PatternCallSyntax call, Flow input)
    {
        Report(frame, Catalog.WrongType, call.Operator.Span, $"the input of '{call.Operator.Text}'", Describe(input), "one tensor");
        return null;
    }

    private Dictionary<string, IntValue>? PatternArguments(Frame frame, PatternCallSyntax call, out PatternReduction reduction)
    {
        var sizes = new Dictionary<string, IntValue>();
        var isReduce = call.Operator.Text == "reduce";
        PatternReduction? written = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Name is { } name)
            {
                if (EvaluateInt(frame, argument.Value, $"'{name.Text}' of {call.Operator.Text}") is { } size)
                    sizes[name.Text] = size;
                else
                    sizes[name.Text] = new IntValue(OpaqueDim(name.Text, new CodeInt(0)), new CodeInt(0));
            }
            else if (isReduce && argument.Value is NameExpressionSyntax word && PatternRules.ReductionOf(word.Name) is { } kind)
            {
                written = kind;
            }
            else
            {
                Report(
                    frame, Catalog.WrongType, argument.Span, Text(frame, argument), "unexpected here",
                    isReduce ? "mean, sum, max or min, or the size of a letter ('h: 2')" : "the size of a letter ('h: 2')");
                reduction = PatternReduction.Mean;
                return null;
            }
        }
        if (isReduce && written is null)
            Report(frame, Catalog.MissingArgument, call.Operator.Span, "'reduce'", "mean, sum, max or min");
        reduction = written ?? PatternReduction.Mean;
        return sizes;
    }

    private static TensorCode PatternCode(Frame frame, PatternPlan plan, Flow flow, TextSpan span)
    {
        var input = flow.Code;
        if (frame.Class is null)
            return input;
        if (input is not TensorName && NeedsSizes(plan) && frame.Class is { Steps: not null } builder)
        {
            var local = builder.FreshLocal("whole");
            Emit(frame, new TensorLocal(PlaceOf(frame, span), [local], input, false, false));
            input = new TensorName(local);
        }
        var code = input;
        IReadOnlyList<Code> Sizes(IReadOnlyList<PatternSize> sizes) => sizes.Select(s => s.ToCode(input)).ToArray();
        if (plan.Split is { } split)
            code = new ReshapeCode(code, Sizes(split));
        if (plan.Reduced is { } reduced)
        {
            code = new OperatorCode(
                plan.Reduction.ToString().ToLowerInvariant(), [code],
                [new NamedCode("dims", IntList(reduced)), new NamedCode("keep", new CodeBool(false))]);
        }
        if (plan.Permutation is { } permutation)
            code = new PermuteCode(code, permutation);
        foreach (var place in plan.Added ?? [])
            code = new OperatorCode("unsqueeze", [code], [new NamedCode("dim", new CodeInt(place))]);
        if (plan.Expanded is { } expanded)
        {
            var sizes = expanded.Select(s => s is null ? new CodeInt(-1) : s.ToCode(input)).ToArray();
            code = new OperatorCode("expand", [code], [new NamedCode("sizes", new CodeList(sizes, StaticType.Int))]);
        }
        return plan.Merge is { } merge ? new ReshapeCode(code, Sizes(merge)) : code;
    }

    private static bool NeedsSizes(PatternPlan plan) =>
        (plan.Split ?? []).Concat(plan.Merge ?? []).Concat((plan.Expanded ?? []).OfType<PatternSize>()).Any(s => s.InputAxes.Count > 0);

    private static CodeList IntList(IReadOnlyList<int> items) => new(items.Select(i => (Code)new CodeInt(i)).ToArray(), StaticType.Int);

    private sealed class PatternCallContext(Elaborator elaborator, Frame frame, string name) : PatternContext
    {
        public bool HasReported { get; private set; }

        public override Assumptions Assumptions => frame.Assumptions;

        public override void Report(DiagnosticDescriptor descriptor, TextSpan span, IReadOnlyList<DimOrigin?> related, params object[] arguments)
        {
            HasReported = true;
            elaborator.Report(frame, descriptor, span, related, arguments);
        }

        internal override bool RequireEqual(Axis left, Axis right, DiagnosticDescriptor descriptor, TextSpan span, params object[] texts) =>
            frame.Grants(frame.Assumptions.Equal(left.Size, right.Size)) || base.RequireEqual(left, right, descriptor, span, texts);

        internal override bool RequireDivides(Dim divisor, Axis dividend, DiagnosticDescriptor descriptor, TextSpan span, params object[] texts) =>
            frame.Grants(frame.Assumptions.Divides(divisor, dividend.Size)) || base.RequireDivides(divisor, dividend, descriptor, span, texts) || RelyOnDivides(frame, divisor, dividend.Size);

        public override bool RequireAtLeast(Dim value, long minimum, DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments)
        {
            if (elaborator.IsAtLeast(frame, value, minimum, name, span) is not false)
                return true;
            Report(descriptor, span, [], arguments);
            return false;
        }
    }
}
