using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Expressions of static values and of tensors; what is fed makes a step of one.</summary>
internal sealed partial class Interpreter
{
    private object Static(ExpressionSyntax expression, Names names) => Evaluate(expression, new Body(names, ""), null);

    private object Evaluate(ExpressionSyntax expression, Body body, object? fed)
    {
        switch (expression)
        {
            case IntSyntax number:
                return number.Value;
            case FloatSyntax number:
                return number.Value;
            case StringSyntax text:
                return text.Value;
            case BoolSyntax truth:
                return truth.Value;
            case NameExpressionSyntax { Name: "it" }:
                return body.It ?? throw new Unjudged("it");
            case NameExpressionSyntax name:
                return Named(name, body, fed);
            case CallSyntax call:
                return Called(call, body, fed);
            case UnarySyntax { Operator: UnaryOperator.Not } unary:
                return Evaluate(unary.Operand, body, null) is bool truth2 ? !truth2 : throw new Unjudged("not");
            case UnarySyntax unary:
                return Evaluate(unary.Operand, body, null) switch { long i => -i, double d => -d, Tensor t => -t, _ => throw new Unjudged("-") };
            case BinarySyntax binary:
                return Binary(binary, body);
            case ListSyntax list:
                return list.Items.Select(i => Evaluate(i, body, null)).ToList();
            case ComprehensionSyntax made:
            {
                var inner = new Body(body.Names.Copy(), body.Key) { It = body.It };
                var items = new List<object>();
                foreach (var item in Sequence(made.Source, body))
                {
                    inner.Names.Set(made.Index.Text, item);
                    items.Add(Evaluate(made.Item, inner, null));
                }
                return items;
            }
            case ConditionalSyntax choice:
                return Evaluate(Evaluate(choice.Condition, body, null) is true ? choice.Then : choice.Else, body, fed);
            case PipeSyntax pipe:
            {
                var left = Evaluate(pipe.Left, body, fed);
                var outer = body.It;
                body.It = left;
                var result = Evaluate(pipe.Right, body, left);
                body.It = outer;
                return result;
            }
            case LabeledSyntax labeled:
                return Labeled(labeled, body, fed);
            case GroupSyntax group:
            {
                var inner = body.At(body.Key, fed ?? body.It);
                RunGroup(group, inner);
                return inner.It!;
            }
            case ResidualSyntax residual:
                return Residual(residual, body, fed);
            case ParallelSyntax parallel:
                return Parallel(parallel, body, fed);
            case InlineSyntax inline:
            {
                var callable = Callables(inline.Block, body);
                return Apply(callable, Fed(callable, [], fed ?? body.It), body.Key);
            }
            case PatternCallSyntax pattern:
                return Pattern(pattern, body, pattern.Input is { } given ? Evaluate(given, body, null) : fed ?? throw new Unjudged("a pattern without a tensor"));
            case IndexSyntax index:
                return Indexed(index, body, fed);
            default:
                throw new Unjudged(expression.GetType().Name);
        }
    }

    private object Named(NameExpressionSyntax name, Body body, object? fed)
    {
        var value = Meaning(name.Name, body) is { } known ? known : Constant(name.Name) ?? Callables(name, body);
        return value is Callable callable && fed is not null ? Apply(callable, Fed(callable, [], fed), body.Key) : value;
    }

    /// <summary>What a name was given; a step's own name or a number doesn't hide the operator of that name.</summary>
    private static object? Meaning(string name, Body body) => body.Names.Find(name);

    private static bool MeansOperator(string name, object? value) => OperatorTable.Find(name) is not null && value is long or double or bool or string;

    private object Called(CallSyntax call, Body body, object? fed)
    {
        if (call.Callee is NameExpressionSyntax { Name: var name } && body.Names.Find(name) is var value && (value is null || MeansOperator(name, value)))
        {
            if (_definitions.GetValueOrDefault(name) is FunctionSyntax function)
            {
                var names = new Names();
                foreach (var (argument, i) in call.Arguments.Select((a, i) => (a, i)))
                {
                    var parameter = argument.Name is { } n ? function.Parameters.First(p => p.Name.Text == n.Text) : function.Parameters[i];
                    names.Set(parameter.Name.Text, Settle(argument.Value, parameter.Type, body.Names));
                }
                Defaults(function.Parameters, names);
                return Static(function.Value, names);
            }
            if (Statics.Has(name) && (OperatorTable.Find(name) is null || IsStatic(call, body, fed)))
                return Statics.Call(name, [.. call.Arguments.Select(a => Evaluate(a.Value, body, null))]);
        }
        var callable = Callables(call, body);
        var tensors = call.Arguments.Where(a => a.Name is null).Select(a => TensorsOf(a.Value, body)).TakeWhile(t => t is not null).SelectMany(t => t!).ToList();
        if (fed is null && tensors.Count == 0 && InputCount(callable) > 0)
            return callable;
        return Apply(callable, Fed(callable, tensors, fed), body.Key);
    }

    private bool IsStatic(CallSyntax call, Body body, object? fed) =>
        call.Arguments.Count > 0 && call.Arguments.All(a => a.Name is null || fed is null) && TensorsOf(call.Arguments[0].Value, body) is null && call.Arguments[0].Name is null;

    /// <summary>The tensors of an argument, one or a list of them; null where it is static.</summary>
    private List<Tensor>? TensorsOf(ExpressionSyntax argument, Body body)
    {
        if (argument is NameExpressionSyntax { Name: not "it" } name && body.Names.Find(name.Name) is null)
            return null;
        return Evaluate(argument, body, null) switch
        {
            Tensor one => [one],
            List<object> { Count: > 0 } list when list.All(i => i is Tensor) => [.. list.Cast<Tensor>()],
            _ => null,
        };
    }

    /// <summary>What a name, a call or a choice of them denotes, its arguments still open.</summary>
    private Callable Callables(ExpressionSyntax expression, Body body)
    {
        switch (expression)
        {
            case ConditionalSyntax choice:
                return Callables(Evaluate(choice.Condition, body, null) is true ? choice.Then : choice.Else, body);
            case IndexSyntax index:
                return Indexed(index, body, null) as Callable ?? throw new Unjudged("an item to apply");
            case CallSyntax { Callee: IndexSyntax index }:
                return Callables(index, body);
            case NameExpressionSyntax name:
                return Found(name.Name, [], body);
            case CallSyntax { Callee: NameExpressionSyntax name } call:
                return Found(name.Name, call.Arguments, body);
            default:
                throw new Unjudged("what is applied");
        }
    }

    private Callable Found(string name, IReadOnlyList<ArgumentSyntax> arguments, Body body)
    {
        if (body.Names.Find(name) is { } value && !MeansOperator(name, value))
            return value is LayerCall { Target: OperatorCall } && OperatorTable.Find(name) is { } again && arguments.Count > 0 ? new OperatorCall(again, arguments, body.Names.Copy())
                : value as Callable ?? throw new Unjudged($"{name} isn't applied");
        if (_definitions.GetValueOrDefault(name) is BlockSyntax block)
            return new BlockCall(block, [.. arguments.Where(a => a.Name is not null || TensorsOf(a.Value, body) is null)], body.Names.Copy());
        if (OperatorTable.Find(name) is { } op)
            return new OperatorCall(op, [.. arguments.Where(a => a.Name is not null || TensorsOf(a.Value, body) is null)], body.Names.Copy());
        throw new Unjudged($"nothing is called {name}");
    }

    private static int InputCount(Callable callable) => callable switch
    {
        OperatorCall { Operator.Inputs: OperatorInputs.None } => 0,
        OperatorCall { Operator.Inputs: OperatorInputs.Two } => 2,
        OperatorCall { Operator.Inputs: OperatorInputs.Three } => 3,
        BlockCall block => block.Block.Signature.Inputs.Count,
        ContractCall contract => contract.Type.Signature.Inputs.Count,
        LayerCall layer => InputCount(layer.Target),
        _ => 1,
    };

    private static List<Tensor> Fed(Callable callable, List<Tensor> given, object? fed)
    {
        if (fed is null || given.Count >= InputCount(callable))
            return given;
        return fed is List<object> list ? [.. list.Select(i => Of.Tensor(i, "what is fed")), .. given] : [Of.Tensor(fed, "what is fed"), .. given];
    }
}
