using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Statements, one after another.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Runs a group's statements in a scope of their own.</summary>
    private void RunGroup(Frame frame, GroupSyntax group) => RunGroup(frame, group, new Scope(frame.Scope));

    private void RunGroup(Frame frame, GroupSyntax group, Scope scope)
    {
        var outer = frame.Scope;
        frame.Scope = scope;
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
        if (frame.Recording is not { } records || frame.Counting is not { } costs)
        {
            RunStatement(frame, statement);
            return;
        }
        var before = BodyRecords.CostsNow.Of(costs);
        RunStatement(frame, statement);
        records.Costs(statement.Span, before, BodyRecords.CostsNow.Of(costs));
    }

    private void RunStatement(Frame frame, StatementSyntax statement)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!Spend(frame, 1, statement.Span))
        {
            frame.Current = Flow.Unknown with { Code = frame.Current.Code };
            return;
        }
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
            case InitSyntax init:
                RunInit(frame, init);
                break;
            case ForSyntax loop:
                RunLoop(frame, loop);
                break;
            case IfSyntax choice:
                RunIf(frame, choice);
                break;
            case ExposeSyntax expose:
                foreach (var item in expose.Items)
                    RunExpose(frame, item);
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
        RunStepOf(frame, expression);
        frame.Recording?.Result(expression.Span, frame.Current, frame.Assumptions);
    }

    private void RunStepOf(Frame frame, ExpressionSyntax expression)
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
                Taint(frame, expression.Span);
                frame.Current = Flow.Unknown with { Code = frame.Current.Code };
                break;
        }
    }

    private void RunLet(Frame frame, LetSyntax let)
    {
        frame.Naming = ((let.Value as LabeledSyntax)?.Value.Span ?? let.Value.Span, let.Names.Select(n => n.Text).ToArray());
        var value = Evaluate(frame, let.Value);
        frame.Naming = null;
        frame.Recording?.Result(let.Value.Span, value, frame.Assumptions);
        if (let.Names.Count > 1)
        {
            RunUnpack(frame, let, value);
            return;
        }
        var name = let.Names[0];
        var local = LocalFor(frame, name.Text);
        Variable variable;
        switch (value)
        {
            case Known { Static: ListValue { Items.Count: 0 } } when let.IsVar:
            {
                // An empty list may become one of tensors or of numbers: what is added first decides.
                Emit(frame, new TensorLocal(PlaceOf(frame, let.Span), [local], new TensorListCode(null, []), false, true));
                variable = Declare(frame, name, "a value", new Flow(new KnownTensors([]), new TensorName(local)), true);
                break;
            }
            case Known { Static: var components } when HoldsComponents(components):
                Declare(frame, name, "a value", value, let.IsVar);
                return;
            case Known { Static: IntValue number } when let.IsVar:
                Declare(frame, name, "a value", new Known(Values.Changed(number, number.Value) with { Origin = number.Origin ?? OriginAt(frame.File, name.Text, name.Span) }), true);
                return;
            case Known { Static: var known }:
            {
                var code = new CodeName(local, CodeNameKind.Local);
                Emit(frame, new StaticLocal(PlaceOf(frame, let.Span), local, TypeOf(known), known.Code, false, let.IsVar));
                if (!let.IsVar && known is IntValue { Value: var size } && size.ToCode() is not (CodeName or CodeInt) and var written)
                    Emit(frame, new SizeName(PlaceOf(frame, let.Span), written, code, false));
                var bound = WithCode(known, code);
                if (bound is IntValue { Origin: null } number)
                    bound = number with { Origin = OriginAt(frame.File, name.Text, name.Span) };
                variable = Declare(frame, name, "a value", new Known(bound), let.IsVar);
                variable.Definition = known is BoolValue && !let.IsVar ? let.Value : null;
                break;
            }
            case Flow flow:
                Emit(frame, new TensorLocal(PlaceOf(frame, let.Span), [local], flow.Code, false, flow.Tensor is not SingleTensor));
                variable = Declare(frame, name, "a value", flow with { Code = new TensorName(local) }, let.IsVar);
                break;
            default:
                Taint(frame, let.Value.Span);
                variable = Declare(frame, name, "a value", Flow.Unknown, let.IsVar);
                break;
        }
        variable.Local = local;
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
        var locals = let.Names.Select(n => LocalFor(frame, n.Text)).ToArray();
        if (value is Flow { Code: TensorListCode { Start: null } each } && each.Items.Count == locals.Length)
        {
            for (var i = 0; i < locals.Length; i++)
            {
                if (let.Names[i].Text != "_")
                    Emit(frame, new TensorLocal(PlaceOf(frame, let.Span), [locals[i]], each.Items[i], false, false));
            }
        }
        else if (items is not null && value is Flow flow)
        {
            Emit(frame, new TensorLocal(PlaceOf(frame, let.Span), locals, flow.Code, false, false));
        }
        for (var i = 0; i < let.Names.Count; i++)
        {
            if (let.Names[i].Text == "_")
                continue;
            Declare(
                frame, let.Names[i], "a value", items is null ? Flow.Unknown : new Flow(items[i], new TensorName(locals[i])), let.IsVar).Local = locals[i];
        }
    }

    private void RunAssign(Frame frame, AssignSyntax assign)
    {
        var value = Evaluate(frame, assign.Value);
        frame.Recording?.Result(assign.Value.Span, value, frame.Assumptions);
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
                Suggestion(assign.Name.Text, frame.Scope.Names, $": declare it first, 'var {assign.Name.Text} = …', or name a layer, '{assign.Name.Text}: …'"));
            return;
        }
        frame.Recording?.Name(assign.Name.Span, variable);
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
            case Known { Static: IntValue number } when variable.Value is Known { Static: IntValue }:
                variable.Value = new Known(Values.Changed(number, number.Value));
                break;
            case Known { Static: var components } when HoldsComponents(components):
                Report(frame, Catalog.NotAssignable, assign.Name.Span, variable.Name, components is ComponentValue ? "it holds a component, and which one is settled where it is declared: choose there by 'if … then … else', or by an index into a list" : "it holds components, and which ones is settled where it is declared: choose there by 'if … then … else'");
                break;
            case Known { Static: var known } when variable.Value is Known { Static: var before } && TypeOf(known) == TypeOf(before):
                Emit(frame, new StaticLocal(PlaceOf(frame, assign.Span), variable.Local ?? variable.Name, TypeOf(known), known.Code, true, true));
                variable.Value = new Known(WithCode(known, new CodeName(variable.Local ?? variable.Name, CodeNameKind.Local)));
                break;
            case Flow flow when variable.Value is Flow before && (before.Tensor is SingleTensor) == (flow.Tensor is SingleTensor):
                Emit(frame, new TensorLocal(PlaceOf(frame, assign.Span), [variable.Local ?? variable.Name], flow.Code, true, flow.Tensor is not SingleTensor));
                variable.Value = flow with { Code = new TensorName(variable.Local ?? variable.Name) };
                break;
            case null:
                Taint(frame, assign.Value.Span);
                variable.Value = variable.Value is Flow ? Flow.Unknown : null;
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
        var ok = !HasTooManyAxes(frame, declaration.Shape, declaration.Shape.Items.Count);
        foreach (var item in declaration.Shape.Items)
        {
            if (EvaluateInt(frame, item, "a shape") is { } size)
            {
                if (IsAtLeast(frame, size.Value, 1, declaration.Name.Text, item.Span) == false)
                {
                    Report(frame, Catalog.ArgumentTooSmall, item.Span, [size.Origin], Text(frame, item), declaration.Name.Text, 1, size.Value);
                    ok = false;
                }
                axes.Add(new Axis(size.Value, size.Origin ?? OriginAt(frame.File, $"{declaration.Name.Text}'s {Text(frame, item)}", item.Span)));
                codes.Add(size.Code);
            }
            else
            {
                ok = false;
            }
        }
        var shape = ok ? new Shape(axes) : null;
        var init = InitialOf(frame, declaration, shape, declaration.Shape.Items.Count);
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
                var start = init ?? new ConstantInit(new CodeFloat(0));
                if (start is not ComputedInit)
                    RequireKnownWhenBuilt(frame, declaration.Initial?.Span ?? declaration.Span, name, [new CodeInitial(start)]);
                Emit(frame, new MakeTensor(PlaceOf(frame, declaration.Span), name, declaration.IsBuffer, codes, start));
            }
        }
        var tensor = Constant(shape) with { Elements = declaration.IsBuffer ? null : new Elements(ElementKind.Real, $"the param '{name}'") };
        tensor = Tracer?.Declared(frame, name, declaration.IsBuffer, tensor, declaration.Span) ?? tensor;
        Declare(frame, declaration.Name, "a raw tensor", new Flow(tensor, new TensorField(name)));
    }

    private void RunLayer(Frame frame, LayerSyntax syntax)
    {
        if (CallableOf(frame, syntax.Value, out var inputs) is not { } target)
            return;
        if (inputs.Count > 0)
            Report(frame, Catalog.NotCallable, syntax.Value.Span, $"'layer {Text(frame, syntax.Label)}'", "a layer is declared without its input");
        var layer = new LayerVariable(Whole(frame, syntax.Label), target, syntax.Label) { IsDeclared = true };
        if (frame.Class is { Steps: { } steps })
            layer.Declaration = (steps, steps.LastOrDefault(), frame.Class.Loops.Count, frame.Class.Conditions);
        var variable = Declare(frame, new NameSyntax(syntax.Label.Span, layer.Label), "a layer", null);
        variable.Layer = layer;
    }

    private void RunReturn(Frame frame, ReturnSyntax give)
    {
        var results = new List<(Flow, TextSpan)>();
        foreach (var expression in give.Values)
        {
            var value = Evaluate(frame, expression);
            if (value is Known known)
                Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), Describe(known.Static), "a tensor");
            if (value is null)
                Taint(frame, expression.Span);
            results.Add((value as Flow ?? Flow.Unknown, expression.Span));
        }
        frame.Returned = results;
    }
}
