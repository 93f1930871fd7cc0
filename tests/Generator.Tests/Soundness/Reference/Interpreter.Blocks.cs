using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Applying blocks, components, layers and operators.</summary>
internal sealed partial class Interpreter
{
    private object Apply(Callable callable, IReadOnlyList<Tensor> inputs, string key, Names? told = null)
    {
        switch (callable)
        {
            case LayerCall layer:
                return Apply(layer.Target, inputs, layer.Key, told);
            case ContractCall contract:
            {
                var names = new Names();
                var dims = new Names(contract.Names);
                Checked(() => Bind(contract.Type.Signature, [.. inputs.Select(i => i.shape)], dims));
                foreach (var name in contract.Type.Told)
                    names.Set(name.Text, dims.Find(name.Text) ?? throw new Unjudged("a dim that nothing tells"));
                var result = Apply(contract.Target, inputs, key, names);
                Promised(contract.Type.Signature, Listed(result, contract.Type.Signature), inputs, dims);
                return result;
            }
            case OperatorCall op:
                return ApplyOperator(op, inputs, key, told is null ? op.Names : Joined(op.Names, told));
            case BlockCall block:
            {
                if (++_depth > DeepestCalls)
                    throw new Unjudged("calls too deep");
                var names = new Names();
                var arguments = told is null ? block.Names : Joined(block.Names, told);
                var position = 0;
                foreach (var argument in block.Arguments)
                {
                    var parameter = Parameter(block.Block, argument, position++);
                    names.Set(parameter.Name.Text, Settle(argument.Value, parameter.Type, arguments, names));
                }
                Defaults(block.Block.Parameters, names);
                IReadOnlyList<object> outputs = [];
                Checked(() => outputs = RunBlock(block.Block, names, inputs, key));
                _depth--;
                return outputs.Count == 1 ? outputs[0] : outputs.ToList();
            }
            default:
                throw new Unjudged("what is applied");
        }
    }

    /// <summary>What a component is told, but names of the body come first.</summary>
    private static Names Joined(Names names, Names told)
    {
        var joined = told.Copy();
        joined.Add(names);
        return joined;
    }

    private static List<object> Listed(object result, SignatureSyntax signature) => signature.Outputs.Count == 1 ? [result] : (List<object>)result;

    /// <summary>Below a model, an input that a signature doesn't allow is a failure of the spec.</summary>
    private static void Checked(Action run)
    {
        try
        {
            run();
        }
        catch (IllegalInput illegal)
        {
            throw new SpecFails(illegal.Message);
        }
    }

    private IReadOnlyList<object> RunBlock(BlockSyntax block, Names names, IReadOnlyList<Tensor> inputs, string key)
    {
        Bind(block.Signature, [.. inputs.Select(i => i.shape)], names);
        Where(block, names);
        var dims = names.Copy();
        foreach (var (input, tensor) in block.Signature.Inputs.Zip(inputs))
        {
            if (input.Name is { } name)
                names.Set(name.Text, tensor);
        }
        var body = new Body(names, key) { It = inputs[0] };
        IReadOnlyList<object> outputs = [];
        Checked(() =>
        {
            RunGroup(block.Body ?? throw new Unjudged("an extern block"), body);
            outputs = body.Returned ?? [body.It!];
            // A list of as many tensors is the outputs, as what an inlined block gives.
            if (block.Signature.Outputs.Count > 1 && outputs is [List<object> several])
                outputs = several;
            Promised(block.Signature, outputs, inputs, dims);
        });
        return outputs;
    }

    /// <summary>The outputs have the sizes that the signature says.</summary>
    private void Promised(SignatureSyntax signature, IReadOnlyList<object> outputs, IReadOnlyList<Tensor> inputs, Names dims)
    {
        if (outputs.Count != signature.Outputs.Count)
            throw new SpecFails("another number of outputs");
        foreach (var (output, value) in signature.Outputs.Zip(outputs))
        {
            var shape = Of.Tensor(value, "an output").shape;
            var promised = output.Dims is null ? inputs[0].shape.Select(s => (object)s)
                : output.Dims.Any(d => d is RangeSyntax) ? throw new Unjudged("an open output") : output.Dims.Select(d => Static(d, dims));
            if (!promised.SequenceEqual(shape.Select(s => (object)s)))
                throw new SpecFails($"the output is [{string.Join(", ", shape)}]");
        }
    }

    private void RunGroup(GroupSyntax group, Body body)
    {
        foreach (var statement in group.Statements)
            RunStatement(statement, body);
    }

    /// <summary>A tensor of a layer's: one of that key has one shape.</summary>
    private Tensor Weight(string key, params long[] shape)
    {
        if (shape.Any(s => s < 0))
            throw new SpecFails($"{key} has negative sizes");
        if (_state.TryGetValue(key, out var other) && !other.SequenceEqual(shape))
            throw new SpecFails($"{key} is applied to tensors of other sizes");
        _state[key] = shape;
        return rand(shape);
    }
}
