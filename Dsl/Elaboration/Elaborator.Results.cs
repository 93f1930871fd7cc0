using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// What components give: <c>backbone: block() [N, 3, H, W] -> c2 [N, C2, H2, W2], …</c> leaves it to the backbone what C2, H2 and W2 are. A layer that is
/// built with C2 makes it a parameter of the class, which the compiler fills in; the forward pass reads it from the tensor.
/// </summary>
internal sealed partial class Elaborator
{
    /// <summary>Gives a name to every dim that a contract leaves to its component; the names in generated code.</summary>
    private static IReadOnlyList<string> DeclareResultSizes(Frame frame, Frame contract, ParameterCallable parameter, TextSpan span)
    {
        var names = new List<string>();
        var outputs = parameter.Type.Signature.Outputs;
        for (var o = 0; o < outputs.Count; o++)
        {
            for (var axis = 0; axis < (outputs[o].Dims?.Count ?? 0); axis++)
            {
                if (outputs[o].Dims![axis] is not NameExpressionSyntax dim || !IsNewDim(contract, dim))
                    continue;
                var local = dim.Name;
                for (var n = 2; frame.Scope.Find(local) is not null || frame.ResultSizes.ContainsKey(local); n++)
                    local = $"{dim.Name}_{n}";
                var isEmitted = frame.Class is { Steps: not null };
                if (isEmitted)
                    frame.ResultSizes.Add(local, new ResultSize(parameter.Parameter, o, axis, frame.Class!.Loops.Count > 0, span));
                var code = new CodeName(local, CodeNameKind.ResultSize);
                var symbol = new DimSymbol($"{dim.Name} of {parameter.Parameter}" + (isEmitted && frame.Class!.Loops.Count == 0 && local == dim.Name ? "" : $" ({local})"), DimKind.InputSize, code, 1);
                contract.Scope.Add(new Variable(dim.Name, dim.Span, "a dim", new Known(new IntValue(Dim.Symbol(symbol), code, OriginAt(contract.File, $"{dim.Name} of {parameter.Parameter}", dim.Span))), false));
                names.Add(local);
            }
        }
        return names;
    }

    /// <summary>Keeps results in locals of their own where the forward pass may read their sizes.</summary>
    private static Flow KeepSized(Frame frame, Instance instance, Flow flow, TextSpan span)
    {
        if (instance.Sizes.Count == 0 || frame.Class is not { Steps: not null } builder)
            return flow;
        var count = flow.Tensor is KnownTensors list ? list.Items.Count : 1;
        var locals = frame.Naming is var (place, wanted) && place == span && wanted.Count == count && !wanted.Contains("_")
            ? wanted
            : Enumerable.Range(1, count).Select(i => builder.FreshLocal(count == 1 ? instance.DefaultName : $"{instance.DefaultName}_{i}")).ToArray();
        Emit(frame, new TensorLocal(PlaceOf(frame, span), locals, flow.Code, false, false));
        foreach (var name in instance.Sizes)
            frame.ResultSizes[name] = frame.ResultSizes[name] with { Tensor = locals[frame.ResultSizes[name].Output] };
        return flow with { Code = count == 1 ? new TensorName(locals[0]) : new TensorListCode(null, locals.Select(l => (TensorCode)new TensorName(l)).ToArray()) };
    }

    /// <summary>Binds the dims that a contract leaves to its component, and says what of the rest differs.</summary>
    private string? ResultDifference(Frame frame, Frame contract, SignatureSyntax signature, IReadOnlyList<Flow> inputs, TensorValue result)
    {
        IReadOnlyList<SingleTensor>? given = result switch
        {
            SingleTensor single => [single],
            KnownTensors list => list.Items,
            _ => null,
        };
        if (given is null || given.Count != signature.Outputs.Count)
            return $"it gives {(given is null ? "a list of tensors" : Plural(given.Count, "tensor"))} where {Plural(signature.Outputs.Count, "tensor")} {(signature.Outputs.Count == 1 ? "is" : "are")} expected";
        string? difference = null;
        for (var i = 0; i < given.Count; i++)
            difference ??= ResultDifference(frame, contract, signature.Outputs[i], inputs, given[i].Shape);
        return difference;
    }

    private string? ResultDifference(Frame frame, Frame contract, TensorSyntax declared, IReadOnlyList<Flow> inputs, Shape? actual)
    {
        var dims = declared.Dims ?? [];
        for (var axis = 0; axis < dims.Count; axis++)
        {
            if (dims[axis] is not NameExpressionSyntax dim || !IsNewDim(contract, dim))
                continue;
            var size = actual is not null && actual.Rank == dims.Count ? actual[axis] : null;
            var code = size?.Size.ToCode() ?? new CodeInt(1);
            contract.Scope.Add(new Variable(dim.Name, dim.Span, "a dim", new Known(new IntValue(size?.Size ?? OpaqueDim(dim.Name, code), code, size?.Origin)), false));
        }
        if (actual is null)
            return null;
        if (!declared.IsSame && !dims.Any(IsEllipsis) && dims.Count != actual.Rank)
            return $"it gives {actual} where {Text(contract, declared)} is expected";
        return OutputOf(contract, declared, inputs) is { } expected ? Difference(frame, expected, actual) : null;
    }

    private static string? Difference(Frame frame, Shape expected, Shape actual)
    {
        if (expected.Rank != actual.Rank)
            return $"it gives {actual} where {expected} is expected";
        for (var i = 0; i < expected.Rank; i++)
        {
            if (!Same(frame, expected[i].Size, actual[i].Size))
                return $"it gives {actual} where {expected} is expected (axis {i}{Namesakes(expected[i].Size, actual[i].Size)})";
        }
        return null;
    }

    /// <summary>What tells two sizes of one name apart.</summary>
    private static string Namesakes(Dim expected, Dim actual) =>
        DiagnosticBag.WithoutNumbers(expected.ToString()) == DiagnosticBag.WithoutNumbers(actual.ToString())
            ? $"; the {actual} that it gives is this body's, the other is what it is applied to" : "";

    /// <summary>The dim of a component's result that a block is built with, in the caller's terms. Null after a report.</summary>
    private Code? ResultSizeOf(Frame frame, Frame callee, BlockSymbol block, ResultSize wanted, TextSpan span)
    {
        if ((callee.Scope.Find(wanted.Parameter)?.Value as Known)?.Static is not ComponentValue { Target: var target }
            || block.Syntax.Parameters.FirstOrDefault(p => p.Name.Text == wanted.Parameter)?.Type is not ComponentTypeSyntax type)
            return null;
        while (target is ContractCallable { Target: var inner })
            target = inner;
        Frame contract;
        IReadOnlyList<Shape?> results;
        if (target is ParameterCallable passedOn)
        {
            var probe = ContractFrame(frame, callee.Scope.Parent ?? callee.Scope, callee.File);
            var inputs = type.Signature.Inputs.Select(i => new Flow(new SingleTensor(ContractShape(probe, i, [])), new TensorName("x"))).ToArray();
            contract = ContractFrame(frame, passedOn.Scope, frame.File);
            Match(new Caller(frame, passedOn.Parameter, span), contract, passedOn.Type.Signature, inputs);
            DeclareResultSizes(frame, contract, passedOn, span);
            results = OutputsOf(contract, passedOn.Type.Signature, inputs);
        }
        else
        {
            if (TryComponent(frame, target, wanted.Parameter, type, callee, span) is not { } tried)
                return null;
            contract = tried.Contract;
            results = tried.Instance.Output is KnownTensors list ? list.Items.Select(i => i.Shape).ToArray() : [(tried.Instance.Output as SingleTensor)?.Shape];
        }
        if (wanted.Output >= results.Count || results[wanted.Output] is not { } shape || wanted.Axis >= shape.Rank)
            return null;
        var size = frame.Assumptions.Simplify(shape[wanted.Axis].Size);
        var open = contract.Scope.Variables.Select(v => (v.Value as Known)?.Static).OfType<IntValue>()
            .Where(v => v.Code is CodeName { Kind: CodeNameKind.InputSize }).SelectMany(v => v.Value.Symbols).ToArray();
        if (!size.Symbols.Any(open.Contains))
            return size.ToCode();
        Report(
            frame, Catalog.ComponentMismatch, span, $"'{target.Name}'", wanted.Parameter, Text(callee, type),
            $"{block.Name} has layers that are built with axis {wanted.Axis} of its result {shape}, which depends on the input's size");
        return null;
    }
}
