using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Statements, one after another.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Runs a group's statements in a scope of their own.</summary>
    private void RunGroup(Frame frame, GroupSyntax group)
    {
        var outer = frame.Scope;
        frame.Scope = new Scope(outer);
        foreach (var statement in group.Statements)
        {
            if (frame.Returned is not null)
            {
                Report(frame, Catalog.Unreachable, statement.Span);
                break;
            }
            Run(frame, statement);
        }
        frame.Scope = outer;
    }

    private void Run(Frame frame, StatementSyntax statement)
    {
        cancellation.ThrowIfCancellationRequested();
        switch (statement)
        {
            case StepSyntax step:
                RunStep(frame, step.Expression);
                break;
            case LetSyntax let:
                RunLet(frame, let);
                break;
            case AssignSyntax assign:
                RunAssign(frame, assign);
                break;
            case TensorDeclarationSyntax declaration:
                RunTensorDeclaration(frame, declaration);
                break;
            case LayerSyntax layer:
                RunLayer(frame, layer);
                break;
            case ForSyntax loop:
                RunLoop(frame, loop);
                break;
            case IfSyntax choice:
                RunIf(frame, choice);
                break;
            case ExposeSyntax expose:
                RunExpose(frame, expose);
                break;
            case ReturnSyntax give:
                RunReturn(frame, give);
                break;
            case BadStatementSyntax:
                frame.Current = Flow.Unknown with { Code = frame.Current.Code };
                break;
        }
    }

    private void RunStep(Frame frame, ExpressionSyntax expression)
    {
        switch (expression)
        {
            case PipeSyntax pipe:
                RunStep(frame, pipe.Left);
                RunStep(frame, pipe.Right);
                return;
            case GroupSyntax group:
                RunGroup(frame, group);
                return;
            case ResidualSyntax residual:
                RunResidual(frame, residual);
                return;
            case ParallelSyntax parallel:
                RunParallel(frame, parallel);
                return;
        }
        switch (Evaluate(frame, expression, frame.Current))
        {
            case Flow flow:
                SetCurrent(frame, flow, expression.Span);
                break;
            case Known known:
                Report(frame, Catalog.WrongType, expression.Span, $"the step '{Text(frame, expression)}'", Describe(known.Static), "a tensor");
                frame.Current = Flow.Unknown;
                break;
            default:
                frame.IsTainted |= frame.Quiet == frame.Lenient;
                frame.Current = Flow.Unknown with { Code = frame.Current.Code };
                break;
        }
    }

    private void RunLet(Frame frame, LetSyntax let)
    {
        var value = Evaluate(frame, let.Value);
        if (let.Names.Count > 1)
        {
            RunUnpack(frame, let, value);
            return;
        }
        var name = let.Names[0];
        switch (value)
        {
            case Known { Static: ListValue { Items.Count: 0 } } when let.IsVar:
            {
                // An empty list may become one of tensors or of numbers: what is added first decides.
                Emit(frame, new TensorLocal(PlaceOf(frame, let.Span), [name.Text], new TensorListCode(null, []), false, true));
                Declare(frame, name, "a value", new Flow(new KnownTensors([]), new TensorName(name.Text)), true);
                break;
            }
            case Known { Static: ComponentValue component }:
                Declare(frame, name, "a value", new Known(component), let.IsVar);
                break;
            case Known { Static: var known }:
            {
                var code = new CodeName(name.Text, CodeNameKind.Local);
                Emit(frame, new StaticLocal(PlaceOf(frame, let.Span), name.Text, TypeOf(known), known.Code, false, let.IsVar));
                var bound = WithCode(known, code);
                if (bound is IntValue { Origin: null } number)
                    bound = number with { Origin = OriginAt(frame.File, name.Text, name.Span) };
                Declare(frame, name, "a value", new Known(bound), let.IsVar);
                if (known is BoolValue && !let.IsVar && frame.Scope.Find(name.Text) is { } condition)
                    condition.Definition = let.Value;
                break;
            }
            case Flow flow:
                Emit(frame, new TensorLocal(PlaceOf(frame, let.Span), [name.Text], flow.Code, false, flow.Tensor is not SingleTensor));
                Declare(frame, name, "a value", flow with { Code = new TensorName(name.Text) }, let.IsVar);
                break;
            default:
                frame.IsTainted |= frame.Quiet == frame.Lenient;
                Declare(frame, name, "a value", Flow.Unknown, let.IsVar);
                break;
        }
    }

    private void RunUnpack(Frame frame, LetSyntax let, Value? value)
    {
        var items = value switch
        {
            Flow { Tensor: KnownTensors list } => list.Items,
            Flow { Tensor: SummarizedTensors } => let.Names.Select(_ => new SingleTensor(null)).ToArray(),
            _ => null,
        };
        if (items is null && value is not null && value is not Flow { Tensor: SingleTensor { Shape: null } })
            Report(frame, Catalog.WrongType, let.Value.Span, Text(frame, let.Value), Describe(value), "a list of " + Plural(let.Names.Count, "tensor"));
        if (items is not null && items.Count != let.Names.Count)
        {
            Report(
                frame, Catalog.WrongType, let.Value.Span, Text(frame, let.Value), "a list of " + Plural(items.Count, "tensor"),
                "a list of " + Plural(let.Names.Count, "tensor"));
            items = null;
        }
        if (items is not null && value is Flow flow)
            Emit(frame, new TensorLocal(PlaceOf(frame, let.Span), let.Names.Select(n => n.Text).ToArray(), flow.Code, false, false));
        for (var i = 0; i < let.Names.Count; i++)
        {
            Declare(
                frame, let.Names[i], "a value", items is null ? Flow.Unknown : new Flow(items[i], new TensorName(let.Names[i].Text)), let.IsVar);
        }
    }

    private void RunAssign(Frame frame, AssignSyntax assign)
    {
        var value = Evaluate(frame, assign.Value);
        if (assign.Name.Text == "it")
        {
            if (value is Flow current)
                SetCurrent(frame, current, assign.Span);
            else if (value is not null)
                Report(frame, Catalog.WrongType, assign.Value.Span, Text(frame, assign.Value), Describe(value), "a tensor");
            return;
        }
        if (frame.Scope.Find(assign.Name.Text) is not { } variable)
        {
            Report(
                frame, Catalog.UnknownName, assign.Name.Span, assign.Name.Text,
                Suggestion(assign.Name.Text, frame.Scope.Names) is { Length: > 0 } near ? near : $": declare it first, 'var {assign.Name.Text} = …'");
            return;
        }
        if (!variable.IsVar)
        {
            Report(frame, Catalog.NotAssignable, assign.Name.Span, variable.Name, $"it is {variable.Article}, not a var");
            variable.Value = null;
            return;
        }
        if (variable.Value is Flow && frame.AroundGroup?.Find(variable.Name) == variable)
        {
            Report(
                frame, Catalog.NotAssignable, assign.Name.Span, variable.Name,
                "it is a tensor from outside of the named group; assign it behind the group, or make the group a block that gives both tensors");
            return;
        }
        switch (value)
        {
            case Known { Static: var known } when variable.Value is Known { Static: var before } && TypeOf(known) == TypeOf(before):
                Emit(frame, new StaticLocal(PlaceOf(frame, assign.Span), variable.Name, TypeOf(known), known.Code, true, true));
                variable.Value = new Known(WithCode(known, new CodeName(variable.Name, CodeNameKind.Local)));
                break;
            case Flow flow when variable.Value is Flow before && (before.Tensor is SingleTensor) == (flow.Tensor is SingleTensor):
                Emit(frame, new TensorLocal(PlaceOf(frame, assign.Span), [variable.Name], flow.Code, true, flow.Tensor is not SingleTensor));
                variable.Value = flow with { Code = new TensorName(variable.Name) };
                break;
            case null:
                frame.IsTainted |= frame.Quiet == frame.Lenient;
                if (variable.Value is Flow)
                    variable.Value = Flow.Unknown;
                break;
            default:
                Report(frame, Catalog.WrongType, assign.Value.Span, Text(frame, assign.Value), Describe(value), "the kind of value that " + variable.Name + " began with (" + Describe(variable.Value) + ")");
                break;
        }
    }

    private void RunTensorDeclaration(Frame frame, TensorDeclarationSyntax declaration)
    {
        var axes = new List<Axis>();
        var codes = new List<Code>();
        var ok = true;
        foreach (var item in declaration.Shape.Items)
        {
            if (EvaluateInt(frame, item, "a shape") is { } size)
            {
                axes.Add(new Axis(size.Value, size.Origin ?? OriginAt(frame.File, $"{declaration.Name.Text}'s {Text(frame, item)}", item.Span)));
                codes.Add(size.Code);
            }
            else
            {
                ok = false;
            }
        }
        var shape = ok ? new Shape(axes) : null;
        var init = InitialOf(frame, declaration);
        var name = declaration.Name.Text;
        TakeKey(frame, name, declaration.Name.Span, name);
        if (shape is not null)
        {
            frame.Node?.Children.Add(new GraphNode("", declaration.IsBuffer ? "buffer" : "param", frame.Path, declaration.Span)
            {
                Output = shape,
                Owned = [new OwnedTensor(name, shape, declaration.IsBuffer)],
            });
            frame.Counting?.Add(declaration.IsBuffer ? Dim.Zero : shape.Count, Dim.Zero);
            RequireKnownWhenBuilt(frame, declaration.Shape.Span, name, codes);
            if (frame.Class is { } builder)
            {
                builder.HasState = true;
                if (builder.Loops.Count > 0)
                    Report(frame, Catalog.LabelNeedsIndex, declaration.Name.Span, name, builder.Loops[0].Index);
                Emit(frame, new MakeTensor(PlaceOf(frame, declaration.Span), name, declaration.IsBuffer, codes, init ?? new ConstantInit(new CodeFloat(0))));
            }
        }
        Declare(frame, declaration.Name, "a raw tensor", new Flow(new SingleTensor(shape), new TensorField(name)));
    }

    private TensorInit? InitialOf(Frame frame, TensorDeclarationSyntax declaration)
    {
        switch (declaration.Initial)
        {
            case null:
                return new ConstantInit(new CodeFloat(0));
            case CallSyntax { Callee: NameExpressionSyntax { Name: "normal" or "trunc_normal" or "uniform" } draw } call when !declaration.IsBuffer:
            {
                var codes = call.Arguments.Select(a => EvaluateStatic(frame, a.Value, "an initialiser")?.Code).ToArray();
                return codes.All(c => c is not null) ? new RandomInit(draw.Name, codes!) : null;
            }
            case { } expression:
                switch (Evaluate(frame, expression))
                {
                    case Known { Static: IntValue or FloatValue } number:
                        return new ConstantInit(number.Static.Code);
                    case Flow flow when declaration.IsBuffer:
                        return new ComputedInit(flow.Code);
                    case null:
                        return null;
                    case var other:
                        Report(
                            frame, Catalog.WrongType, expression.Span, Text(frame, expression), Describe(other),
                            "a number, normal(mean, std), trunc_normal(std) or uniform(low, high)");
                        return null;
                }
        }
    }

    private void RunLayer(Frame frame, LayerSyntax syntax)
    {
        if (CallableOf(frame, syntax.Value, out var inputs) is not { } target)
            return;
        if (inputs.Count > 0)
            Report(frame, Catalog.NotCallable, syntax.Value.Span, $"'layer {Text(frame, syntax.Label)}'", "a layer is declared without its input");
        var layer = new LayerVariable(Text(frame, syntax.Label), target, syntax.Label) { IsDeclared = true };
        if (frame.Class is { Steps: { } steps })
            layer.Declaration = (steps, steps.Count, frame.Class.Loops.Count, frame.Class.Conditions);
        var variable = Declare(frame, new NameSyntax(syntax.Label.Span, layer.Label), "a layer", null);
        variable.Layer = layer;
    }

    private void RunExpose(Frame frame, ExposeSyntax expose)
    {
        var value = expose.Value is null ? frame.Current : Evaluate(frame, expose.Value);
        if (value is not Flow flow)
        {
            if (value is not null)
                Report(frame, Catalog.WrongType, expose.Value!.Span, Text(frame, expose.Value), Describe(value), "a tensor");
            return;
        }
        if (frame.AroundGroup is not null)
        {
            Report(frame, Catalog.NotCallable, expose.Name.Span, "'expose'", "a named group can't expose tensors of the model; expose the group's result after it");
            return;
        }
        var number = expose.Number is null ? null : EvaluateInt(frame, expose.Number, "a name");
        if (expose.Number is not null && number is null)
            return;
        var place = PlaceOf(frame, expose.Span);
        if (number is { Value.IsConstant: false })
        {
            // In a loop whose iterations are looked at one by one, their names are known; the class counts through them.
            var first = frame.Exposed.FindIndex(e => e.Span == expose.Name.Span);
            if (first < 0 || frame.Class is not { Loops: [var (index, from)] })
            {
                Report(frame, Catalog.NotStatic, expose.Number!.Span, $"'{Text(frame, expose.Number)}'", "the name of an output (expose in one loop with a known count)");
                return;
            }
            var next = frame.Exposed.FindIndex(first + 1, e => e.Span == expose.Name.Span);
            var position = Position(index, from);
            Code at = next - first > 1 ? new CodeOperation("*", [new CodeInt(next - first), position], false) : position;
            Emit(frame, new ExposeStep(place, first == 0 ? at : new CodeOperation("+", [at, new CodeInt(first)], false), flow.Code));
            return;
        }
        var name = expose.Name.Text + number?.Value;
        var known = frame.Exposed.FindIndex(e => e.Name == name);
        if (known < 0)
        {
            frame.Exposed.Add((name, flow, expose.Name.Span));
            known = frame.Exposed.Count - 1;
        }
        else if (frame.Concrete || frame.Exposed[known].Span != expose.Name.Span || (frame.Class is { Steps: null } && frame.LoopIndex is not null))
        {
            Report(frame, Catalog.DuplicateName, expose.Name.Span, name, "an output of this model");
        }
        Emit(frame, new ExposeStep(place, new CodeInt(known), flow.Code));
    }

    private void RunReturn(Frame frame, ReturnSyntax give)
    {
        var results = new List<(Flow, TextSpan)>();
        foreach (var expression in give.Values)
        {
            var value = Evaluate(frame, expression);
            if (value is Known known)
                Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), Describe(known.Static), "a tensor");
            results.Add((value as Flow ?? Flow.Unknown, expression.Span));
        }
        frame.Returned = results;
    }
}
