using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Calls: what is called, with which arguments and tensors.</summary>
internal sealed partial class Elaborator
{
    private Value? EvaluateCall(Frame frame, CallSyntax call, Flow? fed)
    {
        if (call.Callee is NameExpressionSyntax name && (frame.Scope.Find(name.Name) is not { } variable || MeansOperator(variable)))
        {
            if (frame.File.Visible.TryGetValue(name.Name, out var definition) && definition is FunctionSymbol function)
                return CallFunction(frame, function, call);
            if (StaticFunctions.Contains(name.Name) && IsStaticCall(frame, call, fed, OperatorTable.Find(name.Name) is not null))
                return StaticFunctionCall(frame, name, call);
        }
        if (CallableOf(frame, call, out var inputs) is not { } callable)
            return null;
        if (fed is null && inputs.Count == 0 && !TakesNothing(callable))
            return ComponentOf(frame, callable);
        return Apply(frame, callable, Feed(callable, inputs, fed), null, call.Span);
    }

    /// <summary>A call of a name that is both a static function and an operator (<c>sum</c>, <c>floor</c>) is static when its arguments are.</summary>
    private bool IsStaticCall(Frame frame, CallSyntax call, Flow? fed, bool isOperatorToo)
    {
        if (!isOperatorToo)
            return true;
        var first = call.Arguments.FirstOrDefault(a => a.Name is null);
        if (first is null || first.Value is PipeSyntax or LabeledSyntax or GroupSyntax or PatternCallSyntax)
            return false;
        return Aside(frame, first.Value) is Known && (fed is null || call.Arguments.All(a => a.Name is null));
    }

    /// <summary>A look at what something is, which is no part of the network and reports nothing.</summary>
    private Value? Aside(Frame frame, ExpressionSyntax expression)
    {
        var node = frame.Node;
        frame.Node = null;
        frame.Quiet++;
        var value = Evaluate(frame, expression);
        frame.Quiet--;
        frame.Node = node;
        return value;
    }

    private static bool TakesNothing(Callable callable) => callable is OperatorCallable { Operator.Inputs: OperatorInputs.None };

    /// <summary>True for syntax that may denote something to apply rather than a value.</summary>
    private bool CanBeCallable(Frame frame, ExpressionSyntax expression) => expression switch
    {
        NameExpressionSyntax name => frame.Scope.Find(name.Name) is { } variable && !MeansOperator(variable)
            ? variable.Layer is not null || variable.Value is Known { Static: ComponentValue }
            : OperatorTable.Find(name.Name) is not null || (frame.File.Visible.TryGetValue(name.Name, out var d) && d is BlockSymbol or VariantSymbol),
        CallSyntax { Callee: NameExpressionSyntax name } => CanBeCallable(frame, name) && !StaticFunctions.Contains(name.Name),
        ConditionalSyntax conditional => CanBeCallable(frame, conditional.Then),
        EditedSyntax => true,
        IndexSyntax index => PicksComponent(frame, index),
        CallSyntax { Callee: IndexSyntax index } => PicksComponent(frame, index),
        _ => false,
    };

    /// <summary>True for an item of a list of components.</summary>
    private bool PicksComponent(Frame frame, IndexSyntax index)
    {
        return Aside(frame, index.Target) is Known { Static: ListValue or SymbolicListValue } known && ItemTypeOf(known.Static) is ComponentType && index.Indices is [not RangeSyntax];
    }

    private Value? ApplyAsStep(Frame frame, ExpressionSyntax component, Flow fed) =>
        CallableOf(frame, component, out var inputs) is { } callable
            ? Apply(frame, callable, Feed(callable, inputs, fed), null, component.Span)
            : null;

    /// <summary>The tensors of a call: those given, with the current value first where one is missing.</summary>
    private static IReadOnlyList<Flow> Feed(Callable callable, IReadOnlyList<Flow> given, Flow? fed)
    {
        if (fed is null || TakesNothing(callable))
            return given;
        var wanted = InputCount(callable);
        return given.Count < (wanted ?? 1) ? [fed, .. given] : given;
    }

    /// <summary>How many tensors something takes; null for any number.</summary>
    private static int? InputCount(Callable callable) => callable switch
    {
        OperatorCallable { Operator.Inputs: var inputs } => inputs switch
        {
            OperatorInputs.None => 0,
            OperatorInputs.One => 1,
            OperatorInputs.Two => 2,
            OperatorInputs.Three => 3,
            _ => null,
        },
        BlockCallable block => block.Block.Syntax.Signature.Inputs.Count,
        ParameterCallable parameter => parameter.Type.Signature.Inputs.Count,
        ContractCallable contract => contract.Type.Signature.Inputs.Count,
        ConditionalCallable conditional => InputCount(conditional.Then),
        LayerCallable layer => InputCount(layer.Layer.Target),
        _ => 1,
    };

    /// <summary>What a name, a call or a choice of them denotes; null, reported, where it isn't something to apply.</summary>
    private Callable? CallableOf(Frame frame, ExpressionSyntax expression, out IReadOnlyList<Flow> inputs)
    {
        inputs = [];
        switch (expression)
        {
            case NameExpressionSyntax name:
                return Resolve(frame, name, [], name.Span, out inputs);
            case CallSyntax { Callee: NameExpressionSyntax name } call:
                return Resolve(frame, name, call.Arguments, call.Span, out inputs);
            case IndexSyntax index when PicksComponent(frame, index):
                return (EvaluateIndex(frame, index) as Known)?.Static is ComponentValue { Target: var item } ? item : null;
            case CallSyntax { Callee: IndexSyntax index } call when PicksComponent(frame, index):
                return CallableOf(frame, index, out _) is { } picked && WithInputsOnly(frame, Text(frame, index), call.Arguments, ref inputs) ? picked : null;
            case ConditionalSyntax conditional:
            {
                if (EvaluateBool(frame, conditional.Condition, "a condition") is not { } condition)
                    return null;
                IReadOnlyList<Flow> given = [];
                Callable? Chosen(ExpressionSyntax chosen) => WithConditionalNames(frame, () => CallableOf(frame, chosen, out given));
                if (condition.Value is { } known)
                {
                    var only = Chosen(known ? conditional.Then : conditional.Else);
                    inputs = given;
                    return only;
                }
                var before = frame.Assumptions;
                frame.Assumptions = Assume(frame, conditional.Condition, true);
                var then = Chosen(conditional.Then);
                inputs = given;
                frame.Assumptions = Assume(frame, conditional.Condition, false, before);
                var otherwise = Chosen(conditional.Else);
                frame.Assumptions = before;
                return then is null || otherwise is null ? null : new ConditionalCallable(condition.Code, condition.Condition, then, otherwise, conditional.Span);
            }
            case EditedSyntax edited:
                return edited.CallableIn(this, frame, out inputs);
            case BadExpressionSyntax:
                return null;
            default:
                Report(frame, Catalog.NotCallable, expression.Span, $"'{Text(frame, expression)}'", "it isn't an operator, a block or a component");
                return null;
        }
    }

    private Callable? Resolve(
        Frame frame, NameExpressionSyntax name, IReadOnlyList<ArgumentSyntax> arguments, TextSpan span, out IReadOnlyList<Flow> inputs)
    {
        inputs = [];
        if (frame.Scope.Find(name.Name) is { } variable && !MeansOperator(variable))
        {
            frame.Recording?.Name(name.Span, variable);
            if (variable.Layer is { } layer)
                return WithInputsOnly(frame, name.Name, arguments, ref inputs) ? new LayerCallable(layer, span) : null;
            if (variable.Value is Known { Static: ComponentValue component })
                return WithInputsOnly(frame, name.Name, arguments, ref inputs) ? component.Target : null;
            if (variable.Value is not null)
                Report(frame, Catalog.NotCallable, name.Span, $"'{name.Name}'", $"it is {Describe(variable.Value)}");
            return null;
        }
        if (frame.File.Visible.TryGetValue(name.Name, out var definition))
        {
            if (definition.IsAmbiguous)
                return null;
            if (definition is BlockSymbol block)
            {
                return BlockArguments(frame, block, arguments, span, ref inputs) is { } given ? new BlockCallable(block, given, span) : null;
            }
            if (definition is VariantSymbol variant)
                return ResolveVariant(frame, variant, arguments, span, ref inputs);
            Report(frame, Catalog.NotCallable, name.Span, $"'{name.Name}'", $"it is {definition.Article}");
            return null;
        }
        if (OperatorTable.Find(name.Name) is { } op)
            return OperatorArguments(frame, op, arguments, span, ref inputs) is { } given ? new OperatorCallable(op, given, span) : null;
        ReportUnknown(frame, name);
        return null;
    }

    /// <summary>The variants whose arguments are being settled, and the one among them that an argument of theirs is made with.</summary>
    private readonly List<VariantSymbol> _settling = [];

    private VariantSymbol? _settledWithItself;

    /// <summary>A variant is its model with its arguments, of which some may be changed.</summary>
    private BlockCallable? ResolveVariant(Frame frame, VariantSymbol variant, IReadOnlyList<ArgumentSyntax> arguments, TextSpan span, ref IReadOnlyList<Flow> inputs)
    {
        var settled = _settledWithItself is null ? ModelOf(new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Quiet = 1 }, variant) : null;
        if (_settledWithItself is { } circle)
            Report(frame, Catalog.Cycle, span, circle.Name, "its arguments are made with it");
        if (settled is not var (model, given) || BlockArguments(frame, model, arguments, span, ref inputs) is not { } own)
            return null;
        foreach (var argument in own)
            given[argument.Key] = argument.Value;
        return new BlockCallable(model, given, span);
    }

    /// <summary>True where a name in a call means the operator: a parameter <c>dropout: float</c> or a step <c>relu: …</c> doesn't hide it.</summary>
    private static bool MeansOperator(Variable variable) =>
        OperatorTable.Find(variable.Name) is not null
        && (variable.Layer is { IsDeclared: false } || (variable.Layer is null && variable.Value is Known { Static: not ComponentValue }));

    /// <summary>The arguments of something that has its static ones already: tensors only.</summary>
    private bool WithInputsOnly(Frame frame, string name, IReadOnlyList<ArgumentSyntax> arguments, ref IReadOnlyList<Flow> inputs)
    {
        var flows = new List<Flow>();
        foreach (var argument in arguments)
        {
            var value = Evaluate(frame, argument.Value);
            if (value is null)
                return false;
            if (value is not Flow flow || argument.Name is not null)
            {
                Report(frame, Catalog.WrongType, argument.Span, Text(frame, argument.Value), Describe(value), $"a tensor for '{name}', whose arguments are settled,");
                return false;
            }
            flows.Add(flow);
        }
        inputs = flows;
        return true;
    }
}
