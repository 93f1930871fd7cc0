using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Fields;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Blocks used in bodies: referred to by their signature where parameters are symbolic, walked through where they have values.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A callee's frame with parameters bound and inputs matched; null after a report. One that is inlined adds to what the caller makes.</summary>
    private Frame? Enter(Frame caller, BlockCallable callable, IReadOnlyList<Flow> inputs, TextSpan span, bool isInline = false)
    {
        var block = callable.Block;
        if (caller.Depth >= Limits.Depth)
        {
            Report(caller, Catalog.TooDeep, span, $"Blocks are nested more than {Limits.Depth} deep at '{block.Name}': does its recursion end?");
            return null;
        }
        if (!Spend(caller, 20, span))
            return null;
        _deepest = System.Math.Max(_deepest, caller.Depth + 1);
        var callee = new Frame
        {
            File = block.File,
            Subject = block.Name,
            Concrete = caller.Concrete,
            Assumptions = caller.Assumptions,
            Chain = [.. caller.Chain, new RelatedPlace(caller.Path, span, $"{block.Name} in {caller.Subject}")],
            Model = caller.Model,
            Depth = caller.Depth + 1,
            Quiet = caller.Quiet,
            Lenient = caller.Lenient,
            Deferring = caller.Deferring,
            Budget = caller.Budget,
            Class = isInline ? caller.Class : null,
            Costs = isInline ? caller.Costs : null,
            Kinds = isInline ? caller.Kinds : null,
            Uses = isInline ? caller.Uses : null,
            IsModel = isInline && caller.IsModel,
            InputAxes = isInline ? caller.InputAxes : [],
            Exposed = isInline ? caller.Exposed : [],
            ResultSizes = isInline ? caller.ResultSizes : [],
            LoopIndex = isInline ? caller.LoopIndex : null,
            AroundGroup = isInline ? caller.AroundGroup : null,
            InChoice = isInline && caller.InChoice,
            InlinedInto = isInline ? caller : null,
        };
        var isBound = BindParameters(caller, callee, callable, span);
        // A component's contract sees the parameters, not the block's own dims.
        callee.Scope = new Scope(callee.Scope);
        if (!isBound | !Match(new Caller(caller, block.Name, span), callee, block.Syntax.Signature, inputs, block.Syntax.Where))
            return null;
        if (!CheckWhere(new Caller(caller, block.Name, WhereSpan(callable, span)), callee, block.Syntax.Where))
            return null;
        // What can't be proved here is left to the instantiation, which checks it; what follows may rely on it.
        if (!caller.Concrete)
        {
            foreach (var condition in block.Syntax.Where)
                callee.Assumptions = Assume(callee, condition, true);
            if (!caller.InChoice)
                caller.Assumptions = callee.Assumptions;
        }
        return callee;
    }

    private static TextSpan WhereSpan(BlockCallable callable, TextSpan span) => callable.Span.Length > 0 ? callable.Span : span;

    /// <summary>Where an argument is written.</summary>
    public static DimOrigin OriginOf(Argument argument) => OriginAt(argument.File, argument.File.Source.Slice(argument.Span), argument.Span);

    /// <summary>Gives a callee's parameters their values: the arguments, then defaults.</summary>
    private bool BindParameters(Frame caller, Frame callee, BlockCallable callable, TextSpan span)
    {
        var ok = true;
        foreach (var parameter in callable.Block.Syntax.Parameters)
        {
            StaticValue? value;
            if (callable.Arguments.TryGetValue(parameter.Name.Text, out var argument))
            {
                value = argument.Value;
                if (value is IntValue number && number.Origin is null)
                    value = number with { Origin = OriginOf(argument) };
            }
            else if (parameter.Default is { } expression)
            {
                value = ParameterArgument(callee, callable.Block, parameter, expression);
                if (value is IntValue byDefault && byDefault.Origin is null)
                    value = byDefault with { Origin = OriginAt(callee.File, callee.File.Source.Slice(expression.Span), expression.Span) };
            }
            else
            {
                Report(caller, Catalog.MissingArgument, WhereSpan(callable, span), $"'{callable.Name}'", parameter.Name.Text);
                ok = false;
                continue;
            }
            if (value is not null && ContractOf(parameter.Type) is { } contract)
                value = Contracted(value, parameter.Name.Text, contract, callee);
            callee.Scope.Add(new Variable(parameter.Name.Text, parameter.Name.Span, "a parameter", value is null ? null : new Known(value), false));
            ok &= value is not null;
        }
        return ok;
    }

    /// <summary>A block in a body with symbolic parameters: its signature says what it gives.</summary>
    private Instance? ReferToBlock(Frame frame, BlockCallable callable, IReadOnlyList<Flow> inputs, bool isNamed, TextSpan span)
    {
        var info = AnalyzeForUse(callable.Block);
        if (_analyzing.Count > 0 && _analyzing.Peek() == callable.Block && frame.Class is { IsConditional: false } && frame.LoopIndex is null && !frame.InChoice)
        {
            Report(frame, Catalog.Cycle, callable.Span, callable.Name, "every one holds another, without end; make one under a condition");
            return null;
        }
        // A block with errors of its own has said so.
        if (info.IsBroken || Enter(frame, callable, inputs, span) is not { } callee)
            return null;
        if (info.HasState && !isNamed)
        {
            Report(frame, Catalog.UnnamedLayer, callable.Span, callable.Name);
            return null;
        }
        var arguments = new List<NamedCode>();
        foreach (var filled in info.Filled)
        {
            if (callee.Scope.Find(filled)?.Value is Known { Static: IntValue { Value: var size } })
                arguments.Add(new NamedCode(filled, frame.Assumptions.Simplify(size).ToCode()));
            else if (info.ResultSizes.TryGetValue(filled, out var wanted))
            {
                if (ResultSizeOf(frame, callee, callable.Block, wanted, span) is not { } code)
                    return null;
                arguments.Add(new NamedCode(filled, code));
            }
        }
        foreach (var parameter in callable.Block.Syntax.Parameters)
        {
            if (!callable.Arguments.TryGetValue(parameter.Name.Text, out var argument))
                continue;
            if (ArgumentCode(frame, argument.Value, parameter.Name.Text, parameter.Type, callee, argument.Span) is not { } code)
                return null;
            arguments.Add(new NamedCode(parameter.Name.Text, code));
        }
        if (!TakesElements(frame, callable.Name, info.Uses, inputs, callable.Span))
            return null;
        frame.Counting?.Add(info.Costs, callee.Scope);
        frame.Kinds?.Add(info.Kinds);
        var outputs = OutputsOf(callee, callable.Block.Syntax.Signature, inputs);
        var layer = new BlockLayer(callable.Name, callable.Block.File.Namespace, arguments, inputs.Count, outputs.Count);
        var results = outputs.Select((shape, i) => new SingleTensor(shape) { Elements = info.Uses.ResultOf(i, inputs, callable.Name) }).ToArray();
        return new Instance(layer, ResultOf(frame, results, callable.Name, span), info.HasState, FieldName(callable.Name));
    }

    private static TensorValue ResultOf(Frame frame, IReadOnlyList<Shape?> outputs, string name, TextSpan span) =>
        ResultOf(frame, outputs.Select(o => new SingleTensor(o)).ToArray(), name, span);

    private static TensorValue ResultOf(Frame frame, SingleTensor[] outputs, string name, TextSpan span) =>
        Stamp(frame, outputs.Length == 1 ? outputs[0] : new KnownTensors(outputs), name, span);

    /// <summary>A block with values: its body becomes a part of the network.</summary>
    private Instance? InstantiateBlock(
        Frame frame, BlockCallable callable, IReadOnlyList<Flow> inputs, string? key, bool isNamed, TextSpan span, bool isAgain)
    {
        var info = Analyze(callable.Block);
        if (info.IsBroken)
            return null;
        if (info.HasState && !isNamed)
        {
            Report(frame, Catalog.UnnamedLayer, callable.Span, callable.Name);
            return null;
        }
        if (MadeAlike(frame, callable, inputs, key, span) is not var (node, outputs))
            return null;
        frame.Node?.Children.Add(isAgain ? node.WithoutTensors() : node);
        return new Instance(new BlockLayer(callable.Name, null, [], 0, 0), ResultOf(frame, outputs, callable.Name, span), info.HasState, FieldName(callable.Name));
    }

    /// <summary>A block's part of the network and its results. Null after a report.</summary>
    private (GraphNode Node, SingleTensor[] Outputs)? Make(Frame frame, BlockCallable callable, IReadOnlyList<Flow> inputs, string? key, TextSpan span)
    {
        if (Enter(frame, callable, inputs, span) is not { } callee)
            return null;
        var node = new GraphNode(key ?? "", callable.Name, frame.Path, span) { Input = ShapeOf(inputs), Block = callable.Block };
        callee.Node = node;
        inputs = Tracer?.Enter(frame, node, inputs) ?? inputs;
        var outputs = callable.Block.Syntax.Body is null
            ? OutputsOf(callee, callable.Block.Syntax.Signature, inputs).Select(o => Opaque(o, new FieldCause(callable.Name, frame.Path, span, "is written in C#"))).ToArray()
            : RunBody(callee, callable.Block.Syntax, inputs).Select(f => f.Tensor as SingleTensor ?? new SingleTensor(null)).ToArray();
        node.Output = outputs.Length == 1 ? outputs[0].Shape : null;
        node.FieldBefore = FieldOf(inputs);
        node.FieldAfter = FieldOf(outputs[0]);
        outputs = Tracer?.Exit(frame, node, outputs) ?? outputs;
        return (node, outputs);
    }

    /// <summary>Runs a body on its inputs and checks its results against the signature.</summary>
    private IReadOnlyList<Flow> RunBody(Frame frame, BlockSyntax block, IReadOnlyList<Flow> inputs)
    {
        frame.Current = inputs.Count > 0 ? inputs[0] : Flow.Unknown;
        for (var i = 0; i < block.Signature.Inputs.Count && i < inputs.Count; i++)
        {
            if (block.Signature.Inputs[i].Name is { IsMissing: false } name)
                Declare(frame, name, "an input", inputs[i]);
        }
        var start = Diagnostics.ErrorCount;
        frame.TopLevel = block.Body!.Statements;
        RunGroup(frame, block.Body);
        var returned = frame.Returned ?? [(frame.Current, LastSpan(block))];
        var declared = OutputsOf(frame, block.Signature, inputs);
        if (declared.Count > 1 && returned is [{ Flow: { Tensor: KnownTensors list } } all] && list.Items.Count == declared.Count)
            returned = list.Items.Select((item, i) => (new Flow(item, ItemCode(all.Flow.Code, i)), all.Span)).ToList();
        if (returned.Count != declared.Count)
        {
            if (Diagnostics.ErrorCount == start && !frame.IsTainted)
                Report(frame, Catalog.MissingReturn, LastSpan(block), $"'{block.Name.Text}'", Plural(declared.Count, "output"), returned.Count);
            return declared.Select(shape => new Flow(new SingleTensor(shape), new TensorName("unknown"))).ToArray();
        }
        var results = new List<Flow>();
        for (var i = 0; i < declared.Count; i++)
        {
            var fits = CheckOutput(frame, block.Name.Text, block.Signature.Outputs[i], declared[i], returned[i].Flow, returned[i].Span);
            results.Add(fits && declared[i] is { } shape && returned[i].Flow.Tensor is SingleTensor tensor
                ? returned[i].Flow with { Tensor = tensor with { Shape = shape } } : returned[i].Flow);
        }
        return results;
    }

    private static TensorCode ItemCode(TensorCode list, int i) =>
        list is TensorListCode { Start: null } known ? known.Items[i] : new TensorListIndex(list, new CodeInt(i));

    /// <summary>Where a body's result is made: its last statement, or its name where it has none.</summary>
    private static TextSpan LastSpan(BlockSyntax block) =>
        block.Body!.Statements.Count > 0 ? block.Body.Statements[block.Body.Statements.Count - 1].Span : block.Name.Span;
}
