using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Functions over static values: the built-in ones and a spec's own.</summary>
internal sealed partial class Elaborator
{
    private Value? StaticFunctionCall(Frame frame, NameExpressionSyntax name, CallSyntax call)
    {
        var arguments = new List<StaticValue>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Name is { } named)
            {
                Report(frame, Catalog.UnknownArgument, named.Span, $"'{name.Name}'", named.Text, $": write {StaticFunctions.Usage(name.Name)}");
                return null;
            }
            if (EvaluateStatic(frame, argument.Value, $"'{name.Name}'") is not { } value)
                return null;
            arguments.Add(value);
        }
        if (StaticFunctions.Call(name.Name, arguments, frame.Assumptions) is { } result)
            return new Known(result);
        Report(
            frame, Catalog.WrongType, call.Span, $"({string.Join(", ", arguments.Select(Describe))})", "not what it takes", $"{StaticFunctions.Usage(name.Name)}");
        return null;
    }

    private readonly Stack<FunctionSymbol> _calling = [];

    private Value? CallFunction(Frame frame, FunctionSymbol function, CallSyntax call)
    {
        if (frame.Depth >= Limits.Depth)
        {
            Report(frame, Catalog.TooDeep, call.Span, $"'{function.Name}' calls itself more than {Limits.Depth} times: does its recursion end?");
            return null;
        }
        if (!Spend(frame, 4, call.Span))
            return null;
        var callee = new Frame
        {
            File = function.File,
            Subject = function.Name,
            Concrete = frame.Concrete,
            Assumptions = frame.Assumptions,
            Depth = frame.Depth + 1,
            Quiet = frame.Quiet,
            Lenient = frame.Lenient,
            Deferring = frame.Deferring,
            Budget = frame.Budget,
        };
        var position = 0;
        var parameters = function.Syntax.Parameters;
        var given = new Dictionary<string, StaticValue>();
        foreach (var argument in call.Arguments)
        {
            var parameter = argument.Name is { } name
                ? parameters.FirstOrDefault(p => p.Name.Text == name.Text)
                : position < parameters.Count ? parameters[position++] : null;
            if (parameter is null)
            {
                if (argument.Name is { } unknown)
                    Report(frame, Catalog.UnknownArgument, unknown.Span, $"'{function.Name}'", unknown.Text, Suggestion(unknown.Text, parameters.Select(p => p.Name.Text)));
                else
                    Report(frame, Catalog.TooManyArguments, argument.Span, $"'{function.Name}'", Plural(parameters.Count, "argument"), Plural(call.Arguments.Count, "argument") + " are");
                return null;
            }
            if (EvaluateStatic(frame, argument.Value, $"'{parameter.Name.Text}' of {function.Name}") is not { } value
                || Coerce(frame, value, parameter.Type, argument.Value.Span, $"'{parameter.Name.Text}'") is not { } coerced)
                return null;
            given[parameter.Name.Text] = coerced;
        }
        var codes = new List<Code>();
        foreach (var parameter in parameters)
        {
            if (!given.TryGetValue(parameter.Name.Text, out var value))
            {
                if (parameter.Default is null)
                {
                    Report(frame, Catalog.MissingArgument, call.Span, $"'{function.Name}'", parameter.Name.Text);
                    return null;
                }
                if (EvaluateStatic(callee, parameter.Default, $"'{parameter.Name.Text}'") is not { } byDefault)
                    return null;
                value = byDefault;
            }
            codes.Add(value.Code);
            callee.Scope.Add(new Variable(parameter.Name.Text, parameter.Name.Span, "a parameter", new Known(value), false));
        }
        // With arguments that aren't known, recursion has no end in sight: the value is left to the instantiation.
        var callCode = new CodeCall(function.Name, codes, true, function.File.Namespace);
        var holdsComponents = given.Values.Any(HoldsComponents);
        if (!frame.Concrete && !holdsComponents && _calling.Contains(function) && given.Values.Any(v => v is IntValue { Value.IsConstant: false } or FloatValue { Value: null } or SymbolicListValue))
            return new Known(new IntValue(OpaqueDim(function.Name, callCode), callCode));
        _calling.Push(function);
        var outcome = EvaluateStatic(callee, function.Syntax.Value, $"'{function.Name}'");
        _calling.Pop();
        // What is known in a branch needn't hold elsewhere.
        if (outcome is IntValue { Value: var size } && frame.Class is { Steps: not null, Conditions: 0 } builder)
            builder.Spellings.AddCall(size, callCode, () => ValueAnywhere(callee, function));
        return outcome is { } result
            ? new Known(holdsComponents || HoldsComponents(result) ? result : WithCode(result, callCode))
            : null;
    }

    /// <summary>What a function gives with the arguments at hand, where nothing is known of them.</summary>
    private Dim? ValueAnywhere(Frame callee, FunctionSymbol function)
    {
        var known = callee.Assumptions;
        (callee.Assumptions, callee.Quiet) = (Assumptions.None, callee.Quiet + 1);
        _calling.Push(function);
        var value = EvaluateStatic(callee, function.Syntax.Value, $"'{function.Name}'");
        _calling.Pop();
        (callee.Assumptions, callee.Quiet) = (known, callee.Quiet - 1);
        return (value as IntValue)?.Value;
    }
}
