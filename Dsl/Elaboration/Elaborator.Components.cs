using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Components: modules handed in, under a contract.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A frame in which a contract's signature is read: the names of where it is declared, and its own.</summary>
    private static Frame ContractFrame(Frame user, Scope scope, Binding.FileSymbol file) => new()
    {
        File = file,
        Subject = user.Subject,
        Concrete = user.Concrete,
        Assumptions = user.Assumptions,
        Scope = new Scope(scope),
        Chain = user.Chain,
        Model = user.Model,
        Depth = user.Depth + 1,
        Quiet = user.Quiet,
        Lenient = user.Lenient,
        Deferring = user.Deferring,
        Budget = user.Budget,
    };

    /// <summary>A component parameter applied where its value isn't known: its contract says what it gives.</summary>
    private Instance? ReferToComponent(Frame frame, ParameterCallable parameter, IReadOnlyList<Flow> inputs, TextSpan span)
    {
        var contract = ContractFrame(frame, parameter.Scope, frame.File);
        if (!Match(new Caller(frame, parameter.Parameter, span), contract, parameter.Type.Signature, inputs))
            return null;
        var told = new List<Code>();
        foreach (var name in parameter.Type.Told)
        {
            if (contract.Scope.Find(name.Text)?.Value is Known { Static: IntValue { Value: var size } })
            {
                told.Add(frame.Assumptions.Simplify(size).ToCode());
                continue;
            }
            Report(frame, Catalog.UnknownName, name.Span, name.Text, " in the component's signature");
            return null;
        }
        frame.Counting?.AddComponent(parameter.Parameter);
        if (frame.Kinds is { } kinds)
            kinds.IsOpen = true;
        var sizes = DeclareResultSizes(frame, contract, parameter, span);
        var outputs = OutputsOf(contract, parameter.Type.Signature, inputs);
        return new Instance(
            new ComponentLayer(parameter.Code, told, inputs.Count, outputs.Count), ResultOf(frame, outputs, parameter.Parameter, span), true, parameter.Parameter)
        {
            Sizes = sizes,
        };
    }

    /// <summary>A known component applied: its input and its result must keep the contract.</summary>
    private Instance? InstantiateComponent(
        Frame frame, ContractCallable callable, IReadOnlyList<Flow> inputs, string? key, bool isNamed, TextSpan span, bool isAgain)
    {
        var contract = ContractFrame(frame, callable.Scope, callable.File);
        if (!Match(new Caller(frame, callable.Parameter, span), contract, callable.Type.Signature, inputs))
            return null;
        if (InputCount(callable.Target) is { } count && count != inputs.Count)
        {
            Report(frame, Catalog.ComponentMismatch, span, $"'{callable.Name}'", callable.Parameter, Text(contract, callable.Type), $"it takes {Plural(count, "tensor")}");
            return null;
        }
        var told = Tell(At(callable.Target, frame.File, span), callable.Parameter, callable.Type, contract.Scope);
        if (Instantiate(frame, told, inputs, key ?? callable.Parameter, isNamed, span, isAgain) is not { } instance)
            return null;
        if (ResultDifference(frame, contract, callable.Type.Signature, inputs, instance.Output) is { } difference)
        {
            Report(frame, Catalog.ComponentMismatch, span, $"'{callable.Name}'", callable.Parameter, Text(contract, callable.Type), difference);
            return null;
        }
        return instance with { DefaultName = callable.Parameter };
    }

    private const string ToldArticle = "a dim that the component is told";

    /// <summary>The names that a component is told, for its arguments: <c>norm: group_norm(C)</c>. Names of the body come first.</summary>
    private static Scope ToldScope(Frame frame, string parameter, ComponentTypeSyntax contract)
    {
        var scope = new Scope(frame.Scope);
        foreach (var told in contract.Told.Where(t => frame.Scope.Find(t.Text) is null or { Article: ToldArticle }))
        {
            var code = new CodeName(told.Text, CodeNameKind.Parameter);
            scope.Add(new Variable(told.Text, told.Span, ToldArticle, new Known(new IntValue(Dim.Symbol(ToldSymbol(parameter, told.Text)), code)), false));
        }
        return scope;
    }

    private static DimSymbol ToldSymbol(string parameter, string told) =>
        new($"{told} of {parameter}", DimKind.Parameter, new CodeName(told, CodeNameKind.Parameter), 1);

    /// <summary>A component with the sizes that it is told in its arguments.</summary>
    private static Callable Tell(Callable callable, string parameter, ComponentTypeSyntax contract, Scope scope)
    {
        var sizes = contract.Told
            .Select(t => (Symbol: ToldSymbol(parameter, t.Text), Value: (scope.Find(t.Text)?.Value as Known)?.Static as IntValue))
            .Where(t => t.Value is not null).ToDictionary(t => t.Symbol, t => t.Value!.Value);
        return sizes.Count == 0 ? callable : Substitute(callable, sizes);
    }

    private static Callable Substitute(Callable callable, IReadOnlyDictionary<DimSymbol, Dim> sizes) => callable switch
    {
        OperatorCallable op => op with { Arguments = op.Arguments.ToDictionary(a => a.Key, a => a.Value with { Value = Substitute(a.Value.Value, sizes) }) },
        BlockCallable block => block with { Arguments = block.Arguments.ToDictionary(a => a.Key, a => a.Value with { Value = Substitute(a.Value.Value, sizes) }) },
        ConditionalCallable choice => choice with { Then = Substitute(choice.Then, sizes), Else = Substitute(choice.Else, sizes) },
        ContractCallable contract => contract with { Target = Substitute(contract.Target, sizes) },
        _ => callable,
    };

    private static StaticValue Substitute(StaticValue value, IReadOnlyDictionary<DimSymbol, Dim> sizes) => value switch
    {
        IntValue number => number.Value.Substitute(sizes) is var settled && settled == number.Value ? number : number with { Value = settled, Code = settled.ToCode() },
        ListValue list => list with
        {
            Items = list.Items.Select(i => Substitute(i, sizes)).ToArray(),
            Code = PendingComponent.Replace(list.Code, p => p with { Target = Substitute(p.Target, sizes) }),
        },
        SymbolicListValue { Item: { } item } list => list with
        {
            Item = (code, index, indexCode) => Substitute(item(code, index, indexCode), sizes),
            Code = PendingComponent.Replace(list.Code, p => p with { Target = Substitute(p.Target, sizes) }),
        },
        ComponentValue component => component with { Target = Substitute(component.Target, sizes) },
        _ => value,
    };

    /// <summary>The same component, whose findings are reported where it is applied.</summary>
    private static Callable At(Callable callable, Binding.FileSymbol file, TextSpan span) => callable switch
    {
        OperatorCallable op => op with { Span = span, Arguments = op.Arguments.ToDictionary(a => a.Key, a => Moved(a.Value, file, span)) },
        BlockCallable block => block with { Span = span, Arguments = block.Arguments.ToDictionary(a => a.Key, a => Moved(a.Value, file, span)) },
        _ => callable,
    };

    /// <summary>An argument at another place; a number goes on coming from where it is written.</summary>
    private static Argument Moved(Argument argument, Binding.FileSymbol file, TextSpan span) => argument with
    {
        Value = argument.Value is IntValue { Origin: null } number
            ? number with { Origin = OriginOf(argument) } : argument.Value,
        Span = span,
        File = file,
    };

    /// <summary>
    /// The factory of a component handed to a block: applied once to the contract's shape with the told dims as symbols, to see that it fits and what it is built with.
    /// </summary>
    private Code? ComponentCode(Frame frame, Callable target, string parameter, ComponentTypeSyntax type, Frame callee, TextSpan span)
    {
        while (target is ContractCallable { Target: ContractCallable or ParameterCallable } wrapped)
            target = wrapped.Target;
        if (type.Signature.Inputs.Any(IsUnread))
            return null;
        if (TryComponent(frame, target, parameter, type, callee, span) is not { } tried)
            return null;
        if (target is ParameterCallable passedOn && HasFactoryOf(passedOn.Type, type))
            return passedOn.Code;
        var code = new CodeComponent(type.Told.Select(t => t.Text).ToArray(), tried.Instance.Layer);
        if (FreeNames.Of(code).FirstOrDefault(n => n.Kind == CodeNameKind.InputSize) is { } unknown)
        {
            Report(
                frame, Catalog.ComponentMismatch, span, $"'{target.Name}'", parameter, Text(callee, type),
                $"it needs {unknown.Name} when it is built, which it isn't told; declare the parameter as block({string.Join(", ", type.Told.Select(t => t.Text).Append(unknown.Name))})");
            return null;
        }
        return code;
    }

    /// <summary>True for a block whose constraints are about its input, not its parameters alone.</summary>
    private static bool DemandsSizes(BlockSyntax block) =>
        block.Where.SelectMany(NamesIn).Any(name => block.Parameters.All(p => p.Name.Text != name) && !StaticFunctions.Contains(name));

    /// <summary>True for contracts whose components are made alike: told the same, for as many tensors.</summary>
    private static bool HasFactoryOf(ComponentTypeSyntax a, ComponentTypeSyntax b) =>
        a.Told.Select(t => t.Text).SequenceEqual(b.Told.Select(t => t.Text)) && a.Signature.Inputs.Count == b.Signature.Inputs.Count && a.Signature.Outputs.Count == b.Signature.Outputs.Count;

    /// <summary>A component applied to its contract's shape, and the frame that has the contract's dims. Null after a report.</summary>
    private (Instance Instance, Frame Contract)? TryComponent(Frame frame, Callable target, string parameter, ComponentTypeSyntax type, Frame callee, TextSpan span)
    {
        var contract = ContractFrame(frame, callee.Scope.Parent ?? callee.Scope, callee.File);
        if (InputCount(target) is { } count && count != type.Signature.Inputs.Count)
        {
            Report(frame, Catalog.ComponentMismatch, span, $"'{target.Name}'", parameter, Text(callee, type), $"it takes {Plural(count, "tensor")}");
            return null;
        }
        var names = new HashSet<string>(type.Told.Select(t => t.Text));
        var inputs = new List<Flow>();
        foreach (var input in type.Signature.Inputs)
            inputs.Add(new Flow(new SingleTensor(ContractShape(contract, input, names)), new TensorName("x")));
        var probe = new Frame
        {
            File = frame.File,
            Subject = frame.Subject,
            Concrete = false,
            Assumptions = frame.Assumptions,
            Scope = frame.Scope,
            Chain = frame.Chain,
            Depth = frame.Depth,
            Quiet = frame.Quiet,
            Budget = frame.Budget,
            Deferring = frame.Deferring + 1,
            Lenient = frame.Lenient,
            Kinds = frame.Kinds,
            Class = new ClassBuilder("probe", []),
        };
        var isStateful = target is OperatorCallable { Operator.HasState: true };
        if (isStateful && inputs.Any(i => i.Shape is null))
        {
            Report(frame, Catalog.ComponentMismatch, span, $"'{target.Name}'", parameter, Text(callee, type), "it is built for a shape, which the contract doesn't give");
            return null;
        }
        if (Instantiate(probe, Tell(target, parameter, type, contract.Scope), inputs, null, true, span) is not { } instance)
            return null;
        // What a block demands of its input may be what makes its result fit (H / 16 is ceil_div(H, 16) where H % 16 == 0): then only its application can tell.
        var judge = target is BlockCallable block && DemandsSizes(block.Block.Syntax) ? probe : frame;
        if (ResultDifference(judge, contract, type.Signature, inputs, instance.Output) is { } difference)
        {
            Report(frame, Catalog.ComponentMismatch, span, $"'{target.Name}'", parameter, Text(callee, type), difference);
            return null;
        }
        return (instance, contract);
    }

    private Shape? ContractShape(Frame contract, TensorSyntax input, HashSet<string> told)
    {
        if (input.Dims is null || input.Dims.Any(IsEllipsis))
            return null;
        var axes = new List<Axis>();
        foreach (var dim in input.Dims)
        {
            if (dim is NameExpressionSyntax name && IsNewDim(contract, name))
            {
                var isTold = told.Contains(name.Name);
                var code = new CodeName(name.Name, isTold ? CodeNameKind.Parameter : CodeNameKind.InputSize);
                var symbol = new DimSymbol(FreshName(name.Name), isTold ? DimKind.Parameter : DimKind.InputSize, code, 1);
                contract.Scope.Add(new Variable(name.Name, dim.Span, "a dim", new Known(new IntValue(Dim.Symbol(symbol), code)), false));
            }
            if (EvaluateInt(contract, dim, "a shape") is not { } size)
                return null;
            axes.Add(new Axis(size.Value, size.Origin));
        }
        return new Shape(axes);
    }
}
