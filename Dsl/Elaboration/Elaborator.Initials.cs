using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>How learned tensors start: raw ones, a layer's, and those of all layers of a kind.</summary>
internal sealed partial class Elaborator
{
    private const string WeightInit = "weight_init";
    private const string BiasInit = "bias_init";

    private TensorInit? InitialOf(Frame frame, TensorDeclarationSyntax declaration, Shape? shape, int axes) => declaration switch
    {
        { Initial: null } => new ConstantInit(new CodeFloat(0)),
        { IsBuffer: false } => InitialOf(frame, declaration.Initial, $"'{declaration.Name.Text}'", axes),
        _ => Evaluate(frame, declaration.Initial) switch
        {
            Known { Static: IntValue or FloatValue } number => new ConstantInit(number.Static.Code),
            Flow flow => Fills(frame, declaration, shape, flow) ? new ComputedInit(flow.Code) : null,
            null => null,
            var other => NoInitial(frame, declaration.Initial, Describe(other)),
        },
    };

    /// <summary>True where a computed tensor has the declared sizes, or 1 where it is repeated.</summary>
    private bool Fills(Frame frame, TensorDeclarationSyntax declaration, Shape? shape, Flow computed)
    {
        if (shape is null || computed.Shape is not { } given)
            return true;
        var ahead = shape.Rank - given.Rank;
        for (var axis = 0; axis < given.Rank; axis++)
        {
            if (ahead >= 0 && (given[axis].Size.Value == 1 || frame.Grants(frame.Assumptions.Equal(given[axis].Size, shape[ahead + axis].Size)) || frame.Assumptions.Equal(given[axis].Size, shape[ahead + axis].Size) == Proof.True))
                continue;
            Report(frame, Catalog.OutputMismatch, declaration.Initial!.Span, $"the value of '{declaration.Name.Text}'", shape, given, "");
            return false;
        }
        return true;
    }

    /// <summary>What an initialiser's place holds: a number, a call of an initialiser, or a choice of them. Null after a report.</summary>
    private TensorInit? InitialOf(Frame frame, ExpressionSyntax expression, string need, int axes)
    {
        switch (expression)
        {
            case ConditionalSyntax choice:
            {
                if (EvaluateBool(frame, choice.Condition, "a condition") is not { } condition)
                    return null;
                var then = InitialOf(frame, choice.Then, need, axes);
                var otherwise = InitialOf(frame, choice.Else, need, axes);
                return (then, otherwise) switch
                {
                    (null, _) or (_, null) => null,
                    (ConstantInit a, ConstantInit b) => new ConstantInit(new CodeConditional(condition.Code, a.Value, b.Value)),
                    _ => new ConditionalInit(condition.Code, then, otherwise),
                };
            }
            case NameExpressionSyntax name when InitialNamed(frame, name) is { } initial:
                return CallInitial(frame, initial, [], expression.Span, need, axes);
            case CallSyntax { Callee: NameExpressionSyntax name } call when InitialNamed(frame, name) is { } initial:
                return CallInitial(frame, initial, call.Arguments, expression.Span, need, axes);
            case NameExpressionSyntax name when IsNothing(frame, name):
                return NoInitial(frame, expression, null, name.Name);
            case CallSyntax { Callee: NameExpressionSyntax name } when IsNothing(frame, name):
                return NoInitial(frame, name, null, name.Name);
        }
        return Evaluate(frame, expression) switch
        {
            Known { Static: IntValue or FloatValue } number => new ConstantInit(number.Static.Code),
            null => null,
            var other => NoInitial(frame, expression, Describe(other)),
        };
    }

    /// <summary>The initialiser that a name means: one of the body or the file goes before.</summary>
    private static Initial? InitialNamed(Frame frame, NameExpressionSyntax name) =>
        frame.Scope.Find(name.Name) is not { Value: Known } && !frame.File.Visible.ContainsKey(name.Name) ? InitialTable.Find(name.Name) : null;

    private static bool IsNothing(Frame frame, NameExpressionSyntax name) =>
        frame.Scope.Find(name.Name) is null && !frame.File.Visible.ContainsKey(name.Name) && !StaticFunctions.Contains(name.Name) && name.Name is not ("pi" or "it");

    private TensorInit? NoInitial(Frame frame, ExpressionSyntax at, string? what, string name = "")
    {
        Report(
            frame, Catalog.UnknownInitial, at.Span, $"'{Text(frame, at)}'{(what is null ? "" : $", {what},")}", Suggestion(name, InitialTable.All.Select(i => i.Name)),
            string.Join(", ", InitialTable.All.Select(i => i.Name)));
        return null;
    }

    private TensorInit? CallInitial(Frame frame, Initial initial, IReadOnlyList<ArgumentSyntax> arguments, TextSpan span, string need, int axes)
    {
        IReadOnlyList<Flow> inputs = [];
        if (OperatorArguments(frame, initial.Call, arguments, span, ref inputs) is not { } given)
            return null;
        if (axes < initial.LeastAxes || axes > initial.MostAxes)
        {
            var wanted = initial.LeastAxes == initial.MostAxes ? $"{initial.LeastAxes} axes"
                : initial.MostAxes == int.MaxValue ? $"{initial.LeastAxes} axes or more" : $"{initial.LeastAxes} to {initial.MostAxes} axes";
            Report(frame, Catalog.InitialAxes, span, initial.Name, wanted, need, axes);
            return null;
        }
        var context = new CallContext(this, frame, initial.Call, [], given, span);
        if (initial.Call.Apply(context) is null || context.HasReported)
            return null;
        return initial.Name switch
        {
            "zeros" => new ConstantInit(new CodeInt(0)),
            "ones" => new ConstantInit(new CodeInt(1)),
            _ => new CalledInit(
                initial.Name, initial.Call.Parameters.Where(p => given.ContainsKey(p.Name)).Select(p => new NamedCode(p.Name, given[p.Name].Value.Code)).ToArray()),
        };
    }

    /// <summary>A layer without a bias, or without any learned tensor, can't be told how it starts.</summary>
    private void CheckInitialsOf(Frame frame, OperatorCallable callable)
    {
        foreach (var (init, tensor) in new[] { (WeightInit, "weight"), (BiasInit, "bias") })
        {
            if (!callable.Arguments.TryGetValue(init, out var given))
                continue;
            var without = callable.Operator.Parameters.FirstOrDefault(p => (p.Name == "affine" || (p.Name == "bias" && tensor == "bias"))
                && (callable.Arguments.TryGetValue(p.Name, out var value) ? value.Value.Code : p.Default?.Code) is CodeBool { Value: false });
            if (without is not null)
                Report(frame, Catalog.InitialOfNothing, given.Span, callable.Operator.Name, tensor, without.Name);
        }
    }

    /// <summary><c>init linear(weight: …, bias: …)</c>.</summary>
    private void RunInit(Frame frame, InitSyntax init)
    {
        if (init.Kind.IsMissing)
            return;
        if (!frame.TopLevel.Contains(init))
        {
            Report(frame, Catalog.MisplacedInit, init.Span, "it holds for a whole block or model: write it in the body itself, not in a group, a loop or a condition");
            return;
        }
        if (KindOf(frame, init.Kind) is not { } kind)
            return;
        if (init.Arguments.FirstOrDefault(a => a.Name is null) is { } unnamed)
        {
            Report(frame, Catalog.MisplacedInit, unnamed.Span, $"say which tensor starts so, '{kind.Parameters[0].Name}: {Text(frame, unnamed)}'");
            return;
        }
        if (init.Arguments.SelectMany(a => NamesIn(a.Value)).FirstOrDefault(n => frame.Scope.Find(n) is { IsVar: true }) is { } changing)
        {
            Report(frame, Catalog.MisplacedInit, init.Span, $"it holds for the whole body, in which '{changing}' may change: use a let");
            return;
        }
        IReadOnlyList<Flow> inputs = [];
        if (OperatorArguments(frame, kind, init.Arguments, init.Span, ref inputs) is not { } given)
            return;
        if (given.Count == 0)
        {
            if (!Diagnostics.HasErrorNear(frame.Path, init.Span))
                Report(frame, Catalog.MisplacedInit, init.Span, $"say what starts how, '{init.Kind.Text}({kind.Parameters[0].Name}: …)'");
            return;
        }
        TensorInit? Of(string tensor) => given.TryGetValue(tensor, out var argument) ? (argument.Value as InitialValue)?.Init : null;
        RequireKnownWhenBuilt(frame, init.Span, kind.Name, given.Values.Select(a => a.Value.Code));
        frame.Inits.Add(init);
        Emit(frame, new InitStep(PlaceOf(frame, init.Span), init.Kind.Text, Of("weight"), Of("bias")));
    }

    /// <summary>A kind of layers as something to call: its parameters are the tensors that it can be told the start of.</summary>
    private Operator? KindOf(Frame frame, NameSyntax kind)
    {
        var op = OperatorTable.Find(kind.Text);
        var parameters = Startable(op);
        if (op is not null && parameters.Count > 0)
            return op with { Name = "init " + op.Name, Inputs = OperatorInputs.None, Parameters = parameters };
        var what = op switch
        {
            { Name: "prelu" } => "starts by an argument of its own, 'init'",
            not null => "has no learned tensors",
            null when frame.File.Visible.TryGetValue(kind.Text, out var definition) => $"is {definition.Article}",
            null when frame.Scope.Find(kind.Text) is { } variable => $"is {variable.Article} here",
            _ => "is none",
        };
        var kinds = OperatorTable.All.Where(o => Startable(o).Count > 0).Select(o => o.Name).ToArray();
        Report(frame, Catalog.UnknownInitKind, kind.Span, kind.Text, what, Suggestion(kind.Text, kinds), string.Join(", ", kinds));
        return null;
    }

    private static IReadOnlyList<OperatorParameter> Startable(Operator? op) =>
        op?.Parameters.Where(p => p.Kind == OperatorParameterKind.Initial).Select(p => p with { Name = p.Name.Substring(0, p.Name.Length - "_init".Length) }).ToArray() ?? [];

    /// <summary>An <c>init</c> for layers that aren't there is probably a slip.</summary>
    private void ReportInitsOfNothing(Frame frame, BlockSymbol block)
    {
        if (HasErrors(block) || frame.IsTainted)
            return;
        foreach (var init in frame.Inits.Where(i => !frame.Kinds!.MayHave(i.Kind.Text)))
        {
            var there = frame.Kinds!.Names;
            Report(
                frame, Catalog.InitWithoutLayer, init.Kind.Span, init.Kind.Text, block.Name,
                there.Count == 0 ? "it has no learned layers" : $"its layers are {string.Join(", ", there)}");
        }
    }
}
