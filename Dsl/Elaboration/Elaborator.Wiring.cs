using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Groups, residuals and parallel branches.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Runs steps inside an expression: they have a current value of their own.</summary>
    private static Value EvaluateInline<T>(Frame frame, Flow fed, T syntax, Action<Frame, T> run)
        where T : SyntaxNode
    {
        var outer = frame.Current;
        frame.Current = fed;
        if (frame.Class is not { } builder)
        {
            run(frame, syntax);
            var result = frame.Current;
            frame.Current = outer;
            return result;
        }
        var (local, declared) = (builder.CurrentLocal, builder.IsCurrentDeclared);
        builder.CurrentLocal = builder.Steps is null ? local : builder.FreshLocal("y");
        builder.IsCurrentDeclared = false;
        SettleCurrent(frame, syntax.Span);
        run(frame, syntax);
        var flow = frame.Current;
        (builder.CurrentLocal, builder.IsCurrentDeclared) = (local, declared);
        frame.Current = outer;
        return flow;
    }

    private void RunResidual(Frame frame, ResidualSyntax residual)
    {
        var input = Hold(frame, "shortcut", residual.KeywordSpan);
        RunGroup(frame, residual.Body);
        var body = frame.Current;
        StaticValue? drop = null;
        foreach (var argument in residual.Arguments)
        {
            if (argument.Name?.Text != "drop_path")
            {
                Report(frame, Catalog.UnknownArgument, argument.Span, "'residual'", argument.Name?.Text ?? Text(frame, argument), "; it has drop_path");
                continue;
            }
            drop = EvaluateStatic(frame, argument.Value, "'drop_path' of residual") is { } value
                ? Coerce(frame, value, new NamedTypeSyntax(argument.Span, "float"), argument.Value.Span, "'drop_path'")
                : null;
        }
        if (input.Shape is { } before && body.Shape is { } after && DifferentAxis(frame, before, after) is { } difference)
        {
            TextSpan? last = residual.Body.Statements.Count > 0 ? residual.Body.Statements[residual.Body.Statements.Count - 1].Span : null;
            Report(frame, Catalog.ResidualMismatch, residual.KeywordSpan, difference.Origins, before, after, WithRearrange(frame, difference.Text, after, before, last));
            frame.Current = Flow.Unknown;
            return;
        }
        if (body.Tensor is not SingleTensor { Open: not null } && (body.Shape is null || input.Shape is null))
        {
            frame.Current = new Flow(new SingleTensor(input.Shape) { Elements = Elements.Of(body.Tensor) }, body.Code);
        }
        if (drop is not null && drop is not FloatValue { Value: 0 })
        {
            if (ApplyNamed(frame, "drop_path", [frame.Current], [("p", drop)], residual.KeywordSpan) is not { } dropped)
                return;
            frame.Current = dropped;
        }
        var sum = ApplyNamed(frame, "add", [input, frame.Current], [], residual.KeywordSpan);
        if (sum is not null)
            SetCurrent(frame, sum, residual.KeywordSpan);
    }

    private static (string Text, IReadOnlyList<DimOrigin?> Origins)? DifferentAxis(Frame frame, Shape a, Shape b)
    {
        if (a.Rank != b.Rank)
            return ($": they have {a.Rank} and {b.Rank} axes", []);
        for (var i = 0; i < a.Rank; i++)
        {
            if (Same(frame, a[i].Size, b[i].Size))
                continue;
            return ($": axis {i} is {Sized(frame, a[i])} and {Sized(frame, b[i])}", [a[i].Origin, b[i].Origin]);
        }
        return null;
    }

    /// <summary>Keeps the current value under a name of its own, which later steps don't change.</summary>
    private static Flow Hold(Frame frame, string name, TextSpan span)
    {
        if (frame.Class is not { Steps: not null } builder)
            return frame.Current;
        var local = builder.FreshLocal(name);
        Emit(frame, new TensorLocal(PlaceOf(frame, span), [local], frame.Current.Code, false, false));
        return frame.Current with { Code = new TensorName(local) };
    }

    private void RunParallel(Frame frame, ParallelSyntax parallel)
    {
        var input = Hold(frame, "input", parallel.KeywordSpan);
        var branches = new List<(Flow Flow, TextSpan Span)>();
        foreach (var statement in parallel.Body.Statements)
        {
            if (statement is not StepSyntax step)
            {
                Report(frame, Catalog.NotCallable, statement.Span, "a branch of parallel", "it must be a step");
                continue;
            }
            var branch = EvaluateInline(frame, input, step, (f, s) => RunStep(f, s.Expression));
            branches.Add(((Flow)branch, step.Span));
        }
        if (branches.Count == 0)
            return;
        var arguments = new List<(string, StaticValue)>();
        foreach (var argument in parallel.Arguments)
        {
            if (argument.Name?.Text == "dim" && parallel.Join.Text == "concat" && EvaluateInt(frame, argument.Value, "'dim'") is { } dim)
                arguments.Add(("dim", dim));
            else
                Report(frame, Catalog.UnknownArgument, argument.Span, "'parallel'", argument.Name?.Text ?? Text(frame, argument), "; concat has dim");
        }
        Flow? joined;
        switch (parallel.Join.Text)
        {
            case "concat":
                joined = ApplyNamed(frame, "concat", branches.Select(b => b.Flow).ToArray(), arguments, parallel.KeywordSpan);
                break;
            case "add" or "mul":
                joined = Fold(frame, parallel, branches);
                break;
            case "":
                // What is missing was said where it was read.
                joined = null;
                break;
            default:
                Report(frame, Catalog.UnknownName, parallel.Join.Span, parallel.Join.Text, ": branches join by add, mul or concat");
                joined = null;
                break;
        }
        if (joined is null)
            frame.Current = Flow.Unknown;
        else
            SetCurrent(frame, joined, parallel.Span);
    }

    private Flow? Fold(Frame frame, ParallelSyntax parallel, List<(Flow Flow, TextSpan Span)> branches)
    {
        var joined = branches[0].Flow;
        foreach (var (flow, span) in branches.Skip(1))
        {
            if (joined.Shape is { } a && flow.Shape is { } b && DifferentAxis(frame, a, b) is { } difference && a.Rank != b.Rank)
            {
                Report(frame, Catalog.ParallelMismatch, span, difference.Origins, parallel.Join.Text, a, b, difference.Text);
                return null;
            }
            if (ApplyNamed(frame, parallel.Join.Text == "add" ? "add" : "multiply", [joined, flow], [], span) is not { } next)
                return null;
            joined = next;
        }
        return joined;
    }

    /// <summary><c>name: { … }</c>: a part of the network with a name, and a class of its own in the generated code.</summary>
    private Flow? RunNamedGroup(Frame frame, LabeledSyntax labeled, Flow fed)
    {
        var key = KeyOf(frame, labeled.Label);
        var (outerCurrent, outerKeys, outerNode, outerClass) = (frame.Current, frame.Keys, frame.Node, frame.Class);
        TakeKey(frame, labeled.Label);
        var nested = outerClass is null ? null : outerClass.Within(ClassName(labeled.Label, outerClass));
        if (nested is not null && outerClass!.Steps is not null)
            nested.Steps = nested.Body;
        var node = outerNode is null ? null : new GraphNode(key, "group", frame.Path, labeled.Span) { Input = (fed.Tensor as SingleTensor)?.Shape };
        frame.Keys = [];
        frame.Node = node;
        frame.Class = nested;
        // The group's own input must not hide the block's, whose sizes it may read, nor a value of the spec's.
        var own = frame.InputAxes.Values.Any(i => i.Input == "x") || nested?.FreshLocal("x") is not ("x" or null) ? "it" : "x";
        frame.Current = (node is null ? null : Tracer?.Enter(frame, node, [fed]))?[0] ?? fed with { Code = new TensorName(own) };
        var around = frame.AroundGroup;
        frame.AroundGroup = frame.Scope;
        RunStep(frame, labeled.Value);
        frame.AroundGroup = around;
        var result = frame.Current;
        (frame.Current, frame.Keys, frame.Node, frame.Class) = (outerCurrent, outerKeys, outerNode, outerClass);
        if (node is not null)
        {
            node.Output = result.Shape;
            node.FieldBefore = FieldOf([fed]);
            node.FieldAfter = FieldOf(result.Tensor);
            outerNode!.Children.Add(node);
            result = Tracer?.Exit(frame, node, [result])[0] ?? result;
        }
        if (nested is null || outerClass is null)
            return result;
        return CloseGroup(frame, labeled, fed, nested, result, own);
    }

    private Flow CloseGroup(Frame frame, LabeledSyntax labeled, Flow fed, ClassBuilder nested, Flow result, string own)
    {
        var outer = frame.Class!;
        outer.HasState |= nested.HasState;
        if (outer.Steps is null)
            return result with { Code = new TensorName("unknown") };
        var place = PlaceOf(frame, labeled.Span);
        nested.Body.Add(new ReturnStep(place, [result.Code]));
        var (model, arguments, tensors) = ClassLowering.Group(
            nested, own, frame.InputAxes, frame.ResultSizes, frame.File.Source.Slice(labeled.Label.Span), place, result.Shape?.ToString() ?? "",
            name => TypeOfName(frame, name), frame.LocalsUsedLater);
        RequireKnownWhenBuilt(frame, labeled.Label.Span, Text(frame, labeled.Label), arguments.Select(a => a.Value));
        outer.Nested.Add(model);
        var layer = new LayerVariable(Text(frame, labeled.Label), new GroupCallable(labeled.Span), labeled.Label);
        var (field, fieldKey, indices) = FieldOf(frame, layer, model.Name);
        Emit(frame, new MakeLayer(place, field, fieldKey, new BlockLayer(model.Name, null, arguments, 1 + tensors.Count, 1)));
        // The group's class changes copies of the vars around it: what it does to them is done here, too.
        foreach (var step in StaticSlice.Of(nested.Body, frame.Scope.Mutable.Where(v => v.Value is Known).Select(v => v.Local ?? v.Name)))
            Emit(frame, step);
        return result with { Code = new ApplyCode(field, indices, [fed.Code, .. tensors]) };
    }

    private static string ClassName(LabelSyntax label, ClassBuilder outer)
    {
        var text = string.Concat(label.Parts.Where(p => p.Value is null).Select(p => p.Text));
        var words = text.Split(['_'], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1)));
        if (name.Length == 0 || char.IsDigit(name[0]))
            name = "Part" + name;
        return outer.Steps is null ? name : outer.FreshField(name + "Group");
    }

    /// <summary>
    /// The type of what generated code calls so; a dim that only generated code names is an int. In an inlined body, a name that isn't its own is one of the body that it stands in.
    /// </summary>
    private static StaticType TypeOfName(Frame frame, string name) => (frame.Scope.Find(name)?.Value as Known)?.Static switch
    {
        { } value when frame.InlinedInto is null || value.Code is CodeName { Name: var own } && own == name => TypeOf(value),
        _ => frame.InlinedInto is { } outer ? TypeOfName(outer, name) : StaticType.Int,
    };
}
