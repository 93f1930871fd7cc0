using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Arguments: which parameter each is for, and the tensors among them.</summary>
internal sealed partial class Elaborator
{
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
            Value? evaluated = null;
            if (argument.Name is { } name)
            {
                parameter = parameters.FirstOrDefault(p => p.Name.Text == name.Text);
                if (parameter is null)
                {
                    Report(frame, Catalog.UnknownArgument, name.Span, $"'{block.Name}'", name.Text, NearParameter(name.Text, parameters.Select(p => p.Name.Text)));
                    ok = false;
                    continue;
                }
            }
            else
            {
                var contract = position < parameters.Count ? ContractOf(parameters[position].Type) : null;
                var isComponent = contract is not null && (CanBeCallable(frame, argument.Value) || argument.Value is ListSyntax);
                if (!isComponent)
                {
                    var outer = frame.Scope;
                    if (contract is not null)
                        frame.Scope = ToldScope(frame, parameters[position].Name.Text, contract);
                    evaluated = Evaluate(frame, argument.Value);
                    frame.Scope = outer;
                    if (evaluated is null)
                    {
                        ok = false;
                        position++;
                        continue;
                    }
                }
                if (position == 0 && evaluated is Flow flow)
                {
                    flows.Add(flow);
                    continue;
                }
                if (position >= parameters.Count)
                {
                    Report(
                        frame, Catalog.TooManyArguments, argument.Span, $"'{block.Name}'", Plural(parameters.Count, "argument"),
                        Plural(arguments.Count(a => a.Name is null) - flows.Count, "argument") + " are"
                        + (evaluated is Flow ? " (a call's tensors come before its other arguments)" : ""));
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
            if (ParameterArgument(frame, block, parameter, argument.Value, evaluated) is not { } value)
            {
                ok = false;
                continue;
            }
            given.Add(parameter.Name.Text, new Argument(value, argument.Value.Span, frame.File));
        }
        inputs = flows;
        return ok ? given : null;
    }

    private StaticValue? ParameterArgument(Frame frame, BlockSymbol block, ParameterSyntax parameter, ExpressionSyntax expression, Value? evaluated = null)
    {
        if (ContractOf(parameter.Type) is { } contract)
        {
            var outer = frame.Scope;
            frame.Scope = ToldScope(frame, parameter.Name.Text, contract);
            var components = ComponentArgument(frame, parameter, parameter.Type, expression, evaluated);
            frame.Scope = outer;
            return components;
        }
        var value = StaticOf(frame, evaluated ?? Evaluate(frame, expression), expression, $"'{parameter.Name.Text}' of {block.Name}");
        return value is null ? null : Coerce(frame, value, parameter.Type, expression.Span, $"'{parameter.Name.Text}'");
    }

    private static Known ComponentOf(Frame frame, Callable callable) =>
        new(new ComponentValue(callable, callable is ParameterCallable handed ? handed.Code : new PendingComponent(callable, frame.File, callable.Span)));

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
            Value? evaluated = null;
            if (argument.Name is { } name)
            {
                parameter = op.Parameters.FirstOrDefault(p => p.Name == name.Text);
                if (parameter is null)
                {
                    Report(frame, Catalog.UnknownArgument, name.Span, $"'{op.Name}'", name.Text, ForeignNames.Implied(name.Text) ?? NearParameter(name.Text, op.Parameters.Select(p => p.Name)));
                    ok = false;
                    continue;
                }
            }
            else
            {
                if (position == 0 && op.Inputs != OperatorInputs.None && !IsOption(op, argument.Value))
                {
                    evaluated = Evaluate(frame, argument.Value);
                    switch (evaluated)
                    {
                        case null:
                            ok = false;
                            position++;
                            continue;
                        case Flow flow:
                            flows.Add(flow);
                            continue;
                        case Known { Static: IntValue or FloatValue } number when op.Inputs == OperatorInputs.Two && (op.Parameters.Count == 0 || flows.Count > 0):
                            flows.Add(NumberOperand(number.Static));
                            continue;
                    }
                }
                // How tensors start is said by name.
                var most = op.Parameters.Count(p => p.Kind != OperatorParameterKind.Initial);
                if (position >= most)
                {
                    Report(
                        frame, Catalog.TooManyArguments, argument.Span, $"'{op.Name}'", Plural(most, "argument"),
                        Plural(arguments.Count - flows.Count, "argument") + " are");
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
            if (OperatorArgument(frame, op, parameter, argument.Value, evaluated) is not { } value)
            {
                ok = false;
                continue;
            }
            given.Add(parameter.Name, new Argument(value, argument.Value.Span, frame.File));
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

    private StaticValue? OperatorArgument(Frame frame, Operator op, OperatorParameter parameter, ExpressionSyntax expression, Value? evaluated)
    {
        var need = $"'{parameter.Name}' of {op.Name}";
        if (parameter.Kind == OperatorParameterKind.Initial)
            return InitialOf(frame, expression, need, parameter.Axes) is { } init ? new InitialValue(init) : null;
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
                    frame, Catalog.WrongType, expression.Span, $"'{Text(frame, expression)}'", $"no option of {need}{OptionNear(expression, options)}", $"one of {string.Join(", ", options)}");
                return null;
            }
        }
        var result = StaticOf(frame, evaluated ?? Evaluate(frame, expression), expression, need);
        if (result is StringValue { Value: { } quoted } && parameter.Options?.Contains(quoted) == true)
            return new SymbolValue(quoted);
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
            Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), Describe(result!), Expected(parameter) + " for " + need);
            return null;
        }
        return parameter.Kind == OperatorParameterKind.Float && result is IntValue whole
            ? FloatValue.Of(whole)
            : parameter.Kind == OperatorParameterKind.Ints && result is IntValue one ? ListOf([one]) : result;
    }

    /// <summary>A parameter that may have been meant: one that is spelt nearly so, or the only one that the name is a part of (<c>kernel</c>: <c>kernel_size</c>).</summary>
    private Suggested NearParameter(string written, IEnumerable<string> parameters)
    {
        var whole = parameters.Where(p => p.Split('_').Contains(written)).ToArray();
        return whole.Length == 1 ? Suggested.OneWord(written, whole[0]) : Suggestion(written, parameters);
    }

    private static string OptionNear(ExpressionSyntax written, IEnumerable<string> options) =>
        written is NameExpressionSyntax name && SpellChecker.Nearest(name.Name, options) is { } near ? $" (did you mean '{near}'?)" : "";

    private static string Expected(OperatorParameter parameter) => parameter.Kind switch
    {
        OperatorParameterKind.Int => "an int",
        OperatorParameterKind.Float => "a float",
        OperatorParameterKind.Bool => "a bool",
        OperatorParameterKind.Ints => "a list of ints",
        OperatorParameterKind.Symbol => "an option",
        OperatorParameterKind.IntPerAxisOrSymbol => $"an int, a list of ints or one of {string.Join(", ", parameter.Options!)}",
        _ => "an int or a list of ints",
    };
}
