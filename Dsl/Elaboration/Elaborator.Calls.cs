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
        if (first is null)
            return false;
        frame.Quiet++;
        var value = Evaluate(frame, first.Value);
        frame.Quiet--;
        return value is Known && (fed is null || call.Arguments.All(a => a.Name is null));
    }

    private static bool TakesNothing(Callable callable) => callable is OperatorCallable { Operator.Inputs: OperatorInputs.None };

    /// <summary>True for syntax that may denote something to apply rather than a value.</summary>
    private bool CanBeCallable(Frame frame, ExpressionSyntax expression) => expression switch
    {
        NameExpressionSyntax name => frame.Scope.Find(name.Name) is { } variable && !MeansOperator(variable)
            ? variable.Layer is not null || variable.Value is Known { Static: ComponentValue }
            : OperatorTable.Find(name.Name) is not null || (frame.File.Visible.TryGetValue(name.Name, out var d) && d is BlockSymbol),
        CallSyntax { Callee: NameExpressionSyntax name } => CanBeCallable(frame, name) && !StaticFunctions.Contains(name.Name),
        ConditionalSyntax conditional => CanBeCallable(frame, conditional.Then),
        _ => false,
    };

    private Value? ApplyAsStep(Frame frame, NameExpressionSyntax name, Flow fed) =>
        CallableOf(frame, name, out var inputs) is { } callable
            ? Apply(frame, callable, Feed(callable, inputs, fed), null, name.Span)
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
            case ConditionalSyntax conditional:
            {
                if (EvaluateBool(frame, conditional.Condition, "a condition") is not { } condition)
                    return null;
                if (condition.Value is { } known)
                    return CallableOf(frame, known ? conditional.Then : conditional.Else, out inputs);
                var before = frame.Assumptions;
                frame.Assumptions = Assume(frame, conditional.Condition, true);
                var then = CallableOf(frame, conditional.Then, out inputs);
                frame.Assumptions = Assume(frame, conditional.Condition, false, before);
                var otherwise = CallableOf(frame, conditional.Else, out _);
                frame.Assumptions = before;
                return then is null || otherwise is null ? null : new ConditionalCallable(condition.Code, then, otherwise, conditional.Span);
            }
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
            variable.IsUsed = true;
            if (variable.Layer is { } layer)
                return WithInputsOnly(frame, name, arguments, ref inputs) ? new LayerCallable(layer, span) : null;
            if (variable.Value is Known { Static: ComponentValue component })
                return WithInputsOnly(frame, name, arguments, ref inputs) ? component.Target : null;
            if (variable.Value is not null)
                Report(frame, Catalog.NotCallable, name.Span, $"'{name.Name}'", $"it is {Describe(variable.Value)}");
            return null;
        }
        if (frame.File.Visible.TryGetValue(name.Name, out var definition))
        {
            if (definition is BlockSymbol block)
            {
                return BlockArguments(frame, block, arguments, span, ref inputs) is { } given ? new BlockCallable(block, given, span) : null;
            }
            Report(frame, Catalog.NotCallable, name.Span, $"'{name.Name}'", $"it is {definition.Article}");
            return null;
        }
        if (OperatorTable.Find(name.Name) is { } op)
            return OperatorArguments(frame, op, arguments, span, ref inputs) is { } given ? new OperatorCallable(op, given, span) : null;
        ReportUnknown(frame, name);
        return null;
    }

    /// <summary>True where a name in a call means the operator: a parameter <c>dropout: float</c> or a step <c>relu: …</c> doesn't hide it.</summary>
    private static bool MeansOperator(Variable variable) =>
        OperatorTable.Find(variable.Name) is not null
        && (variable.Layer is { IsDeclared: false } || (variable.Layer is null && variable.Value is Known { Static: not ComponentValue }));

    /// <summary>The arguments of something that has its static ones already: tensors only.</summary>
    private bool WithInputsOnly(Frame frame, NameExpressionSyntax name, IReadOnlyList<ArgumentSyntax> arguments, ref IReadOnlyList<Flow> inputs)
    {
        var flows = new List<Flow>();
        foreach (var argument in arguments)
        {
            var value = Evaluate(frame, argument.Value);
            if (value is null)
                return false;
            if (value is not Flow flow || argument.Name is not null)
            {
                Report(frame, Catalog.WrongType, argument.Span, Text(frame, argument.Value), Describe(value), $"a tensor for '{name.Name}', whose arguments are settled,");
                return false;
            }
            flows.Add(flow);
        }
        inputs = flows;
        return true;
    }

    private Dictionary<string, Argument>? BlockArguments(
        Frame frame, BlockSymbol block, IReadOnlyList<ArgumentSyntax> arguments, TextSpan span, ref IReadOnlyList<Flow> inputs)
    {
        var given = new Dictionary<string, Argument>();
        var flows = new List<Flow>();
        var position = 0;
        var parameters = block.Syntax.Parameters;
        var ok = true;
        foreach (var argument in arguments)
        {
            ParameterSyntax? parameter;
            if (argument.Name is { } name)
            {
                parameter = parameters.FirstOrDefault(p => p.Name.Text == name.Text);
                if (parameter is null)
                {
                    Report(frame, Catalog.UnknownArgument, name.Span, $"'{block.Name}'", name.Text, Suggestion(name.Text, parameters.Select(p => p.Name.Text)));
                    ok = false;
                    continue;
                }
            }
            else
            {
                if (position == 0 && !IsComponentName(frame, argument.Value) && IsTensor(frame, argument.Value))
                {
                    if (Evaluate(frame, argument.Value) is Flow flow)
                        flows.Add(flow);
                    continue;
                }
                if (position >= parameters.Count)
                {
                    Report(
                        frame, Catalog.TooManyArguments, argument.Span, $"'{block.Name}'", Plural(parameters.Count, "argument"),
                        Plural(arguments.Count(a => a.Name is null) - flows.Count, "argument") + " are"
                        + (IsTensor(frame, argument.Value) ? " (a call's tensors come before its other arguments)" : ""));
                    ok = false;
                    break;
                }
                parameter = parameters[position++];
            }
            if (given.ContainsKey(parameter.Name.Text))
            {
                Report(frame, Catalog.ArgumentTwice, argument.Span, parameter.Name.Text);
                ok = false;
                continue;
            }
            if (ParameterArgument(frame, block, parameter, argument.Value) is not { } value)
            {
                ok = false;
                continue;
            }
            given.Add(parameter.Name.Text, new Argument(value, argument.Value.Span));
        }
        inputs = flows;
        return ok ? given : null;
    }

    private bool IsComponentName(Frame frame, ExpressionSyntax expression) => expression is NameExpressionSyntax && CanBeCallable(frame, expression);

    /// <summary>True when an expression gives a tensor; evaluated without reporting and without effect.</summary>
    private bool IsTensor(Frame frame, ExpressionSyntax expression)
    {
        if (expression is IntSyntax or FloatSyntax or BoolSyntax or StringSyntax)
            return false;
        frame.Quiet++;
        var steps = frame.Class?.Steps;
        if (frame.Class is not null)
            frame.Class.Steps = null;
        var node = frame.Node;
        if (node is not null)
            frame.Node = new GraphNode("", "", "", default);
        var keys = frame.Keys;
        frame.Keys = new Dictionary<string, TextSpan>(keys);
        try
        {
            return Evaluate(frame, expression) is Flow;
        }
        finally
        {
            frame.Keys = keys;
            frame.Node = node;
            if (frame.Class is not null)
                frame.Class.Steps = steps;
            frame.Quiet--;
        }
    }

    private StaticValue? ParameterArgument(Frame frame, BlockSymbol block, ParameterSyntax parameter, ExpressionSyntax expression)
    {
        if (parameter.Type is ComponentTypeSyntax)
        {
            if (CallableOf(frame, expression, out var inputs) is not { } target)
                return null;
            if (inputs.Count > 0)
            {
                Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), "applied to tensors", $"the component '{parameter.Name.Text}', not yet applied,");
                return null;
            }
            return ComponentOf(frame, target).Static;
        }
        var value = EvaluateStatic(frame, expression, $"'{parameter.Name.Text}' of {block.Name}");
        return value is null ? null : Coerce(frame, value, parameter.Type, expression.Span, $"'{parameter.Name.Text}'");
    }

    private static Known ComponentOf(Frame frame, Callable callable)
    {
        _ = frame;
        return new Known(new ComponentValue(callable, new CodeString(callable.Name)));
    }

    private Dictionary<string, Argument>? OperatorArguments(
        Frame frame, Operator op, IReadOnlyList<ArgumentSyntax> arguments, TextSpan span, ref IReadOnlyList<Flow> inputs)
    {
        var given = new Dictionary<string, Argument>();
        var flows = new List<Flow>();
        var position = 0;
        var ok = true;
        foreach (var argument in arguments)
        {
            OperatorParameter? parameter;
            if (argument.Name is { } name)
            {
                parameter = op.Parameters.FirstOrDefault(p => p.Name == name.Text);
                if (parameter is null)
                {
                    Report(frame, Catalog.UnknownArgument, name.Span, $"'{op.Name}'", name.Text, Suggestion(name.Text, op.Parameters.Select(p => p.Name)));
                    ok = false;
                    continue;
                }
            }
            else
            {
                if (position == 0 && op.Inputs != OperatorInputs.None && !IsOption(op, argument.Value))
                {
                    var isSecond = flows.Count > 0;
                    if (IsTensor(frame, argument.Value))
                    {
                        if (Evaluate(frame, argument.Value) is Flow flow)
                            flows.Add(flow);
                        else
                            ok = false;
                        continue;
                    }
                    if (op.Inputs == OperatorInputs.Two && (op.Parameters.Count == 0 || isSecond)
                        && Evaluate(frame, argument.Value) is Known { Static: IntValue or FloatValue } number)
                    {
                        flows.Add(new Flow(new SingleTensor(Shape.Of()), new ScalarOperand(number.Static.Code)));
                        continue;
                    }
                }
                if (position >= op.Parameters.Count)
                {
                    if (Evaluate(frame, argument.Value) is not null)
                    {
                        Report(
                            frame, Catalog.TooManyArguments, argument.Span, $"'{op.Name}'", Plural(op.Parameters.Count, "argument"),
                            Plural(arguments.Count - flows.Count, "argument") + " are");
                    }
                    ok = false;
                    break;
                }
                parameter = op.Parameters[position++];
            }
            if (given.ContainsKey(parameter.Name))
            {
                Report(frame, Catalog.ArgumentTwice, argument.Span, parameter.Name);
                ok = false;
                continue;
            }
            if (OperatorArgument(frame, op, parameter, argument.Value) is not { } value)
            {
                ok = false;
                continue;
            }
            given.Add(parameter.Name, new Argument(value, argument.Value.Span));
        }
        foreach (var parameter in op.Parameters)
        {
            if (ok && parameter.Default is null && !parameter.IsOptional && !given.ContainsKey(parameter.Name))
            {
                Report(frame, Catalog.MissingArgument, span, $"'{op.Name}'", parameter.Name);
                ok = false;
            }
        }
        inputs = flows;
        return ok ? given : null;
    }

    private static bool IsOption(Operator op, ExpressionSyntax expression) =>
        expression is NameExpressionSyntax name && op.Parameters.Any(p => p.Options?.Contains(name.Name) == true);

    private StaticValue? OperatorArgument(Frame frame, Operator op, OperatorParameter parameter, ExpressionSyntax expression)
    {
        var need = $"'{parameter.Name}' of {op.Name}";
        if (parameter.Options is { } options)
        {
            if (expression is NameExpressionSyntax word && options.Contains(word.Name))
                return new SymbolValue(word.Name);
            if (parameter.Kind == OperatorParameterKind.Symbol)
            {
                frame.Quiet++;
                var text = expression is StringSyntax or NameExpressionSyntax ? EvaluateStatic(frame, expression, need) : null;
                frame.Quiet--;
                if (text is StringValue { Value: { } value } && options.Contains(value))
                    return new SymbolValue(value);
                Report(
                    frame, Catalog.WrongType, expression.Span, Text(frame, expression), "no option of it", $"{need}: {string.Join(", ", options)}");
                return null;
            }
        }
        var result = EvaluateStatic(frame, expression, need);
        var fits = (parameter.Kind, result) switch
        {
            (_, null) => true,
            (OperatorParameterKind.Int, IntValue) => true,
            (OperatorParameterKind.Float, IntValue or FloatValue) => true,
            (OperatorParameterKind.Bool, BoolValue) => true,
            (OperatorParameterKind.IntPerAxis or OperatorParameterKind.IntPerAxisOrSymbol or OperatorParameterKind.Ints, IntValue) => true,
            (OperatorParameterKind.IntPerAxis or OperatorParameterKind.IntPerAxisOrSymbol or OperatorParameterKind.Ints, ListValue list) =>
                list.Items.All(i => i is IntValue),
            (OperatorParameterKind.Ints, SymbolicListValue list) => list.ItemType == StaticType.Int,
            _ => false,
        };
        if (!fits)
        {
            Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), Describe(result!), Expected(parameter.Kind) + " for " + need);
            return null;
        }
        return parameter.Kind == OperatorParameterKind.Float && result is IntValue whole
            ? new FloatValue(whole.Value.Value, whole.Code)
            : parameter.Kind == OperatorParameterKind.Ints && result is IntValue one ? ListOf([one]) : result;
    }

    private static string Expected(OperatorParameterKind kind) => kind switch
    {
        OperatorParameterKind.Int => "an int",
        OperatorParameterKind.Float => "a float",
        OperatorParameterKind.Bool => "a bool",
        OperatorParameterKind.Ints => "a list of ints",
        OperatorParameterKind.Symbol => "an option",
        _ => "an int or a list of ints",
    };

    /// <summary>A value as a declared type takes it (an int where a float is declared); null, reported, where it doesn't fit.</summary>
    private StaticValue? Coerce(Frame frame, StaticValue value, TypeSyntax type, TextSpan span, string subject)
    {
        switch (type)
        {
            case NamedTypeSyntax { Name: "int" } when value is IntValue:
            case NamedTypeSyntax { Name: "float" } when value is FloatValue:
            case NamedTypeSyntax { Name: "bool" } when value is BoolValue:
            case NamedTypeSyntax { Name: "string" } when value is StringValue or SymbolValue:
                return value;
            case NamedTypeSyntax { Name: "float" } when value is IntValue number:
                return new FloatValue(number.Value.Value, number.Code);
            case ListTypeSyntax { Element: var element } list when value is ListValue known:
            {
                if (list.Length is { } written && EvaluateInt(frame, written, "a list's length") is { Value.Value: { } length } && length != known.Items.Count)
                {
                    Report(
                        frame, Catalog.WrongType, span, subject, "a list of " + Plural(known.Items.Count, "item"), "a list of " + Plural((int)length, "item"));
                    return null;
                }
                var items = new List<StaticValue>();
                foreach (var item in known.Items)
                {
                    if (Coerce(frame, item, element, span, $"an item of {subject}") is not { } coerced)
                        return null;
                    items.Add(coerced);
                }
                var itemType = TypeOf(frame, element) ?? known.ItemType;
                return new ListValue(items, itemType, known.Code is CodeList code ? code with { ItemType = itemType } : known.Code);
            }
            case ListTypeSyntax when value is SymbolicListValue:
                return value;
            case ListTypeSyntax or NamedTypeSyntax:
                if (type is NamedTypeSyntax named && !IsType(named.Name))
                    return null;
                Report(frame, Catalog.WrongType, span, subject, Describe(value), TypeText(type));
                return null;
            default:
                return value;
        }
    }

    private static bool IsType(string name) => name is "int" or "float" or "bool" or "string";

    private static string TypeText(TypeSyntax type) => type switch
    {
        NamedTypeSyntax named => (named.Name == "int" ? "an " : "a ") + named.Name,
        ListTypeSyntax list => "a list, each item " + TypeText(list.Element) + ",",
        _ => "a component",
    };

    /// <summary>A declared type; null, reported where it is declared, for one that there isn't.</summary>
    private static StaticType? TypeOf(Frame frame, TypeSyntax type) => type switch
    {
        NamedTypeSyntax { Name: "int" } => StaticType.Int,
        NamedTypeSyntax { Name: "float" } => StaticType.Float,
        NamedTypeSyntax { Name: "bool" } => StaticType.Bool,
        NamedTypeSyntax { Name: "string" } => StaticType.String,
        ListTypeSyntax list => TypeOf(frame, list.Element) is { } element ? new ListType(element) : null,
        ComponentTypeSyntax component => new ComponentType(new EquatableArray<string>(component.Told.Select(t => t.Text)), component.Signature.Inputs.Count),
        _ => null,
    };
}
