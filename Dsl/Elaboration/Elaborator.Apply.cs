using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Fields;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Applying operators, blocks and components to tensors.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Applies something; null, reported, where it can't be.</summary>
    private Flow? Apply(Frame frame, Callable callable, IReadOnlyList<Flow> inputs, LabelSyntax? label, TextSpan span)
    {
        var result = ApplyTo(frame, callable, inputs, label, span);
        frame.Recording?.Applied(span, callable.Name, callable, inputs, result, frame.Assumptions);
        return result;
    }

    private Flow? ApplyTo(Frame frame, Callable callable, IReadOnlyList<Flow> inputs, LabelSyntax? label, TextSpan span)
    {
        if (InputCount(callable) is { } wanted && wanted != inputs.Count)
        {
            Report(frame, Catalog.WrongInputCount, span, $"'{callable.Name}'", Plural(wanted, "tensor"), inputs.Count == 0 ? "none is given: write 'it |> …' before it" : Plural(inputs.Count, "tensor") + (inputs.Count == 1 ? " is given" : " are given"));
            return null;
        }
        switch (callable)
        {
            case LayerCallable layer when frame.AroundGroup?.Find(layer.Layer.Label)?.Layer == layer.Layer:
                Report(
                    frame, Catalog.NotCallable, span, $"'{layer.Layer.Label}'",
                    "it is a layer of the body around this named group, whose class doesn't have it: declare it in the group, apply it before or after, or leave the group without a name");
                return null;
            case LayerCallable layer:
                return ApplyAgain(frame, layer.Layer, inputs, span);
            case OperatorCallable { Operator: { IsLayer: false } } op:
                return ApplyOperator(frame, op, inputs, label is null ? null : KeyOf(frame, label), span, out _, out _);
            default:
            {
                var variable = new LayerVariable(label is null ? "" : Whole(frame, label), callable, label);
                var result = MakeAndApply(frame, variable, inputs, span);
                if (label is { Parts: [{ Kind: LabelPartKind.Text, Text: var text }] } && text.Length > 0 && !char.IsDigit(text[0]))
                    DeclareLayer(frame, label, variable);
                return result;
            }
        }
    }

    private void DeclareLayer(Frame frame, LabelSyntax label, LayerVariable layer)
    {
        // `norm: norm` names a layer as the component that it is made by; the name goes on meaning the component.
        var name = label.Parts[0].Text;
        var other = frame.Scope.FindDeclared(name);
        if (other?.Value is Known { Static: ComponentValue })
            return;
        // Layers of different parts may have one name; their keys tell them apart.
        if (other is { Article: "a parameter" })
            return;
        if (other is { Layer: null } && other.Span != label.Span)
        {
            Report(frame, Catalog.DuplicateName, label.Span, name, other.Article);
            return;
        }
        frame.Scope.Add(new Variable(name, label.Span, "a layer", null, false) { Layer = layer });
    }

    /// <summary>Applies an operator by name to given tensors, as the language's own signs do.</summary>
    private Flow? ApplyNamed(Frame frame, string name, IReadOnlyList<Flow> inputs, IReadOnlyList<(string Name, StaticValue Value)> arguments, TextSpan span)
    {
        var op = OperatorTable.Find(name)!;
        var given = arguments.ToDictionary(a => a.Name, a => new Argument(a.Value, span, frame.File));
        return Apply(frame, new OperatorCallable(op, given, span), inputs, null, span);
    }

    /// <summary>Runs an operator's rule and, for one without tensors of its own, gives the code that applies it.</summary>
    private Flow? ApplyOperator(
        Frame frame, OperatorCallable callable, IReadOnlyList<Flow> inputs, string? key, TextSpan span,
        out IReadOnlyList<NamedCode> arguments, out OperatorResult? result)
    {
        var op = callable.Operator;
        var codes = inputs.Select(i => i.Code).ToArray();
        var open = OpenShapes.Folded(callable, inputs);
        if (open is var (folded, _))
        {
            inputs = folded;
        }
        else if (frame.Class is not null && inputs.Any(i => i.Tensor is SingleTensor { Open: not null }))
        {
            (arguments, result) = ([], null);
            return RefuseOpen(frame, $"'{op.Name}'", inputs, callable.Span);
        }
        var context = new CallContext(this, frame, op, inputs, callable.Arguments, callable.Span);
        arguments = [];
        result = op.Apply(context);
        if (result is null || context.HasReported || !TakesElements(frame, context, inputs, callable.Span))
            return null;
        result = result with { Output = Elements.With(result.Output, ElementRules.Result(context)) };
        arguments = Arguments(op, callable, result);
        frame.Counting?.Add(LearnedBy(frame, callable, inputs, result), result.Macs);
        var followed = _positions == 0 ? result.Output : FieldRules.Apply(context, result.Output, new FieldCause(op.Name, frame.Path, span, ""), _positions);
        var output = Stamp(frame, followed, op.Name, span);
        if (open is var (flows, gap))
            output = OpenShapes.Unfolded(output, flows, gap);
        output = Tracer?.Applied(frame, new AppliedOperator(op.Name, key, inputs, span) { Macs = result.Macs, Owned = result.Owned, Called = (op, context) }, output) ?? output;
        if (frame.Node is { } parent && (result.Macs != Dim.Zero || result.Owned.Count > 0 || op.IsLayer || key is not null))
        {
            parent.Children.Add(new GraphNode(key ?? "", op.Name, frame.Path, span)
            {
                Output = (output as SingleTensor)?.Shape,
                Input = ShapeOf(inputs),
                OwnMacs = result.Macs,
                Owned = result.Owned,
                FieldBefore = FieldOf(inputs),
                FieldAfter = FieldOf(output),
            });
        }
        return new Flow(output, new OperatorCode(op.Name, codes, arguments));
    }

    private static Shape? ShapeOf(IReadOnlyList<Flow> inputs) => inputs.Count > 0 ? (inputs[0].Tensor as SingleTensor)?.Shape : null;

    /// <summary>How many numbers a layer learns; where a bool that isn't known decides (<c>bias: bias</c>), by that condition.</summary>
    private Dim LearnedBy(Frame frame, OperatorCallable callable, IReadOnlyList<Flow> inputs, OperatorResult result)
    {
        static Dim Learned(OperatorResult? made) =>
            (made?.Owned ?? []).Where(t => !t.IsBuffer).Aggregate(Dim.Zero, (sum, t) => sum + t.Shape.Count);
        var open = callable.Arguments.FirstOrDefault(a => a.Value.Value is BoolValue { Value: null });
        if (open.Key is null)
            return Learned(result);
        Dim With(bool value)
        {
            var settled = callable.Arguments.ToDictionary(a => a.Key, a => a.Key == open.Key ? a.Value with { Value = BoolValue.Of(value) } : a.Value);
            return Learned(callable.Operator.Apply(new CallContext(this, frame, callable.Operator, inputs, settled, callable.Span)));
        }
        return Dim.Conditional(((BoolValue)open.Value.Value).Condition, With(true), With(false));
    }

    /// <summary>Every argument of an operator, given, default or inferred, in the order of its parameters.</summary>
    private static List<NamedCode> Arguments(Operator op, OperatorCallable callable, OperatorResult result)
    {
        var codes = new List<NamedCode>();
        foreach (var parameter in op.Parameters)
        {
            if (result.Inferred.Any(i => i.Name == parameter.Name))
                continue;
            var value = callable.Arguments.TryGetValue(parameter.Name, out var argument) ? argument.Value : parameter.Default;
            if (value is not null)
                codes.Add(new NamedCode(parameter.Name, value.Code));
        }
        codes.AddRange(result.Inferred);
        return codes;
    }

    /// <summary>Axes that an operator made come from its place.</summary>
    private static TensorValue Stamp(Frame frame, TensorValue value, string name, TextSpan span)
    {
        if (value is KnownTensors list)
            return new KnownTensors(list.Items.Select(i => (SingleTensor)Stamp(frame, i, name, span)).ToArray());
        if (value is not SingleTensor { Shape: { } shape } || shape.Axes.All(a => a.Origin is not null))
            return value;
        var origin = OriginAt(frame.File, $"the result of {name}", span);
        return (SingleTensor)value with { Shape = new Shape(shape.Axes.Select(a => a.Origin is null ? a with { Origin = origin } : a).ToArray()) };
    }

    /// <summary>Makes a layer and applies it for the first time.</summary>
    private Flow? MakeAndApply(Frame frame, LayerVariable layer, IReadOnlyList<Flow> inputs, TextSpan span)
    {
        var named = layer.Syntax is null ? null : KeyOf(frame, layer.Syntax);
        Tracer?.Making(frame, layer, named);
        var made = Instantiate(frame, layer.Target, inputs, named, layer.Syntax is not null, span);
        if (made is not { } instance)
            return null;
        layer.MadeFor = inputs.Select(i => i.Shape).ToArray();
        if (layer.Syntax is { } label)
            TakeKey(frame, label);
        if (frame.Class is { } builder)
        {
            if (inputs.All(i => i.Shape is not null))
                RequireKnownWhenBuilt(frame, span, layer.Target.Name, [new CodeComponent([], instance.Layer)], inputs.Count > 0 ? inputs[0].Shape : null);
            builder.HasState |= instance.HasState;
            layer.Made = instance.Layer;
            var (loops, conditions) = (builder.Loops.ToArray(), builder.Conditions);
            if (layer.Declaration is { } declared)
            {
                builder.Loops.RemoveRange(declared.Loops, loops.Length - declared.Loops);
                builder.Conditions = declared.Conditions;
            }
            var (field, key, indices) = FieldOf(frame, layer, instance.DefaultName);
            builder.Loops.Clear();
            builder.Loops.AddRange(loops);
            builder.Conditions = conditions;
            layer.Field = field;
            layer.Indices = indices;
            if (builder.Steps is { } steps)
            {
                var step = new MakeLayer(PlaceOf(frame, span), field, key, instance.Layer);
                layer.IsEmitted = layer.Declaration is not null;
                if (layer.Declaration is { } place)
                    place.Steps.Insert(place.After is null ? 0 : place.Steps.FindIndex(s => ReferenceEquals(s, place.After)) + 1, step);
                else
                    steps.Add(step);
            }
            return KeepSized(frame, instance, new Flow(OpenShapes.Kept(layer.Target, inputs, instance.Output), new ApplyCode(field, indices, inputs.Select(i => i.Code).ToArray())), span);
        }
        return new Flow(instance.Output, new TensorName("unknown"));
    }

    /// <summary>Applies a layer that is made already: its tensors must fit, and are counted once.</summary>
    private Flow? ApplyAgain(Frame frame, LayerVariable layer, IReadOnlyList<Flow> inputs, TextSpan span)
    {
        if (layer.MadeFor is null)
            return MakeAndApply(frame, layer, inputs, span);
        var learned = frame.Counting?.Parameters;
        Tracer?.Reusing(frame, layer);
        var made = Instantiate(frame, layer.Target, inputs, layer.Label, true, span, isAgain: true);
        if (learned is not null)
            frame.Costs!.Parameters = learned;
        if (made is not { } instance)
            return null;
        if (frame.Class is not null && inputs.All(i => i.Shape is not null) && instance.Layer is OperatorLayer again && layer.Made is OperatorLayer first && !SameTensors(again, first))
        {
            Report(
                frame, Catalog.NotCallable, span, $"'{layer.Label}'",
                $"its tensors were made for {layer.MadeFor[0]}, and {inputs[0].Shape} needs others");
            return null;
        }
        var code = layer.Field is { } field ? new ApplyCode(field, layer.Indices, inputs.Select(i => i.Code).ToArray()) : (TensorCode)new TensorName("unknown");
        return KeepSized(frame, instance, new Flow(OpenShapes.Kept(layer.Target, inputs, instance.Output), code), span);
    }

    private static bool SameTensors(OperatorLayer a, OperatorLayer b) =>
        a.Arguments.Count == b.Arguments.Count && a.Arguments.Zip(b.Arguments, (x, y) => x.Name == y.Name && CodeText.Of(x.Value) == CodeText.Of(y.Value)).All(same => same);

    /// <summary>What making a layer gives: its code, its result and the name it has where it isn't given one.</summary>
    private readonly record struct Instance(LayerCode Layer, TensorValue Output, bool HasState, string DefaultName)
    {
        /// <summary>The names of the dims that only its result tells.</summary>
        public IReadOnlyList<string> Sizes { get; init; } = [];
    }

    private Instance? Instantiate(
        Frame frame, Callable callable, IReadOnlyList<Flow> inputs, string? key, bool isNamed, TextSpan span, bool isAgain = false)
    {
        switch (callable)
        {
            case OperatorCallable op:
            {
                var flow = ApplyOperator(frame, op, inputs, key, span, out var arguments, out var result);
                if (flow is null)
                    return null;
                if (result!.Owned.Count > 0 && !isNamed)
                {
                    Report(frame, Catalog.UnnamedLayer, op.Span, op.Operator.Name);
                    return null;
                }
                if (op.Operator.HasState && frame.Class is not null && inputs.Any(i => i.Tensor is SingleTensor { Shape: null }) && flow.Tensor is not SingleTensor { Open: not null })
                {
                    if (!frame.IsTainted && !Diagnostics.HasErrorsIn(frame.Path))
                    {
                        Report(frame, Catalog.OpenShape, op.Span, $"'{op.Operator.Name}'", WhyOpen(frame, inputs));
                        return null;
                    }
                    // For an error elsewhere, nobody knows what the layer is built with.
                    Taint(frame, op.Span);
                }
                if (result!.Owned.Count > 0)
                    frame.Kinds?.Add(op.Operator.Name);
                if (!frame.Concrete)
                    CheckInitialsOf(frame, op);
                if (isAgain && frame.Node is { Children: { Count: > 0 } children } && result!.Owned.Count > 0)
                    children[children.Count - 1].Owned = [];
                return new Instance(new OperatorLayer(op.Operator.Name, arguments), flow.Tensor, result!.Owned.Count > 0, op.Operator.Name);
            }
            case BlockCallable block:
                return frame.Concrete
                    ? InstantiateBlock(frame, block, inputs, key, isNamed, span, isAgain)
                    : ReferToBlock(frame, block, inputs, isNamed, span);
            case ParameterCallable parameter:
                return ReferToComponent(frame, parameter, inputs, span);
            case ContractCallable contract:
                return InstantiateComponent(frame, contract, inputs, key, isNamed, span, isAgain);
            case ConditionalCallable choice:
            {
                var outer = frame.InChoice;
                frame.InChoice = true;
                var before = frame.Counting?.Now ?? default;
                var first = Instantiate(frame, choice.Then, inputs, key, isNamed, span, isAgain);
                var afterFirst = frame.Counting?.Now ?? default;
                if (frame.Counting is { } counting)
                    (counting.Parameters, counting.Macs) = before;
                var second = Instantiate(frame, choice.Else, inputs, key, isNamed, span, isAgain);
                if (frame.Counting is { } tally)
                    tally.Choose(before, afterFirst, tally.Now, choice.Condition);
                frame.InChoice = outer;
                if (first is not { } then || second is not { } otherwise)
                    return null;
                return new Instance(
                    new ConditionalLayer(choice.Code, then.Layer, otherwise.Layer),
                    Merge(then.Output, otherwise.Output, choice.Condition), then.HasState || otherwise.HasState, then.DefaultName);
            }
            default:
                return null;
        }
    }

    /// <summary>The result of one of two: a dim that differs is a choice too.</summary>
    private static TensorValue Merge(TensorValue then, TensorValue otherwise, Code condition)
    {
        var elements = Elements.Either(Elements.Of(then), Elements.Of(otherwise));
        if (then is not SingleTensor { Shape: { } a } || otherwise is not SingleTensor { Shape: { } b } || a.Rank != b.Rank)
            return new SingleTensor(null) { Elements = elements };
        return new SingleTensor(new Shape(a.Axes.Zip(b.Axes, (x, y) => x.Size.Equals(y.Size) ? x : new Axis(Dim.Conditional(condition, x.Size, y.Size))).ToArray())) { Elements = elements };
    }
}
