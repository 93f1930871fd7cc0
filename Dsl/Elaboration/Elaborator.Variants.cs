using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Variants: models with every parameter settled.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A variant's model and its arguments, its own over those of the variant that it is made from. Null after a report.</summary>
    private (BlockSymbol Model, Dictionary<string, Argument> Arguments)? ModelOf(Frame frame, VariantSymbol variant, IReadOnlyList<VariantSymbol>? through = null)
    {
        var target = variant.Syntax.Target;
        if (target.IsMissing)
            return null;
        if (_settling.Contains(variant))
        {
            _settledWithItself = variant;
            return null;
        }
        if (_models.TryGetValue(variant, out var known) && known.Depth + (through?.Count ?? 0) <= Limits.VariantChain)
            return (known.Model, new Dictionary<string, Argument>(known.Arguments));
        through = [.. through ?? [], variant];
        if (through.Take(through.Count - 1).Contains(variant))
        {
            Report(frame, Catalog.Cycle, target.Span, variant.Name, string.Join(" from ", through.Select(v => v.Name)));
            return null;
        }
        if (through.Count > Limits.VariantChain)
        {
            Report(frame, Catalog.TooDeep, target.Span, $"'{variant.Name}' is made from a variant that is made from another, more than {Limits.VariantChain} times");
            return null;
        }
        if (!variant.File.Visible.TryGetValue(target.Text, out var definition))
        {
            Report(frame, Catalog.UnknownName, target.Span, target.Text, Suggestion(target.Text, variant.File.Visible.Where(v => v.Value is VariantSymbol or BlockSymbol).Select(v => v.Key)));
            return null;
        }
        BlockSymbol model;
        var depth = 1;
        var arguments = new Dictionary<string, Argument>();
        switch (definition)
        {
            case BlockSymbol { Syntax.Kind: BlockKind.Model } block:
                model = block;
                break;
            case VariantSymbol other:
            {
                var inner = new Frame { File = other.File, Subject = other.Name, Concrete = true, Quiet = frame.Quiet + (other.File.Whole == variant.File.Whole ? 0 : 1) };
                if (ModelOf(inner, other, through) is not var (based, given))
                    return null;
                model = based;
                arguments = given;
                depth += _models[other].Depth;
                break;
            }
            default:
                Report(frame, Catalog.NotAModel, target.Span, target.Text, definition.Article);
                return null;
        }
        _settling.Add(variant);
        var merged = OwnArguments(frame, variant, model, arguments);
        _settling.Remove(variant);
        if (_settling.Count == 0)
            _settledWithItself = null;
        if (merged is null)
            return null;
        if (variant.Edited is { } edited)
        {
            if (edited.Value is not { } changed)
                return null;
            model = changed;
        }
        _models[variant] = (model, merged, depth);
        return (model, new Dictionary<string, Argument>(merged));
    }

    /// <summary>What variants came to be made of, and through how many others: one is asked for by each that is made from it.</summary>
    private readonly Dictionary<VariantSymbol, (BlockSymbol Model, Dictionary<string, Argument> Arguments, int Depth)> _models = [];

    /// <summary>A variant's arguments over those of what it is made from. Null after a report.</summary>
    private Dictionary<string, Argument>? OwnArguments(Frame frame, VariantSymbol variant, BlockSymbol model, Dictionary<string, Argument> based)
    {
        IReadOnlyList<Flow> inputs = [];
        if (BlockArguments(frame, model, variant.Syntax.Arguments.Where(a => a.Index is null).ToArray(), variant.Syntax.Span, ref inputs) is not { } own)
            return null;
        var merged = new Dictionary<string, Argument>(based);
        foreach (var argument in own)
        {
            var written = variant.Syntax.Arguments.FirstOrDefault(a => a.Value.Span == argument.Value.Span)?.Value;
            merged[argument.Key] = written is null ? argument.Value : argument.Value with { Value = WithPlaces(argument.Value.Value, written, variant.File) };
        }
        return ReplaceItems(frame, model, variant.Syntax.Arguments.Where(a => a.Index is not null), merged) ? merged : null;
    }

    /// <summary>Settles a variant, at given input shapes or at every size that its model allows. Null after a report.</summary>
    public ElaboratedVariant? Elaborate(VariantSymbol variant, IReadOnlyList<IReadOnlyList<long>>? at)
    {
        var start = Diagnostics.ErrorCount;
        if (Begin(variant, at) is not var (model, root, callee, inputs))
            return null;
        var span = variant.Definition.Name.Span;
        inputs = Follow(inputs);
        var results = RunBody(callee, model.Syntax, Tracer?.Enter(callee, callee.Node!, inputs, NamesOf(model.Syntax.Signature.Inputs)) ?? inputs);
        if (Diagnostics.ErrorCount > start)
            return null;
        callee.Node!.Settle();
        if (!_instances.HasDistinctKeys(callee.Node))
        {
            var same = callee.Node.StateDict().GroupBy(e => e.Key).First(g => g.Count() > 1).Key;
            Report(root, Catalog.DuplicateName, span, same, $"the key of another tensor of '{variant.Name}'");
            return null;
        }
        if (at is null && !AreKnownWhenBuilt(callee, callee.Node))
            return null;
        callee.Node!.Output = results.Count == 1 ? results[0].Shape : null;
        Tracer?.Exit(callee, callee.Node, results, NamesOf(model.Syntax.Signature.Outputs));
        return new ElaboratedVariant(
            variant.Name, model.Name, variant.File.Namespace, variant.File.Source.Path, span,
            inputs.Select((f, i) => (model.Syntax.Signature.Inputs[i].Name?.Text ?? (i == 0 ? "x" : $"x{i + 1}"), f.Shape!)).ToArray(),
            results.Select((f, i) => (i < model.Syntax.Signature.Outputs.Count ? model.Syntax.Signature.Outputs[i].Name?.Text ?? "" : "", f.Shape!)).ToArray(),
            callee.Node, LegalInput(callee, model))
        {
            Features = FeaturesOf(callee, model.Syntax.Signature, results),
            ReceptiveFields = FieldsOf(callee, model.Syntax, results),
        };
    }

    /// <summary>Whether a variant takes inputs of these shapes. Reports where it doesn't.</summary>
    public bool Takes(VariantSymbol variant, IReadOnlyList<IReadOnlyList<long>> at) => Begin(variant, at) is not null;

    /// <summary>A variant's model, its frame with every parameter bound and its inputs, which are legal. Null after a report.</summary>
    private (BlockSymbol Model, Frame Root, Frame Callee, List<Flow> Inputs)? Begin(VariantSymbol variant, IReadOnlyList<IReadOnlyList<long>>? at)
    {
        var root = new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Model = variant.Syntax.Target.Text };
        if (ModelOf(root, variant) is not var (model, arguments) || Analyze(model).IsBroken)
            return null;
        var span = variant.Definition.Name.Span;
        var callee = new Frame
        {
            File = model.File,
            Subject = model.Name,
            Concrete = true,
            Chain = [new RelatedPlace(root.Path, span, variant.Name == model.Name ? $"{model.Name} with its defaults" : $"{model.Name} as {variant.Name}")],
            Model = model.Name,
            Depth = 1,
            Node = new GraphNode("", model.Name, root.Path, span),
            Budget = root.Budget,
            Assumptions = _instances.Nothing,
        };
        var start = Diagnostics.ErrorCount;
        _given = [.. GivenBy(variant)];
        if (!BindParameters(root, callee, new BlockCallable(model, arguments, variant.Syntax.Target.Span), span))
            return null;
        if (!FitContracts(root, model, arguments, span))
            return null;
        callee.Scope = new Scope(callee.Scope);
        List<Flow> inputs;
        if (at is null)
        {
            inputs = SymbolicInputs(callee, model.Syntax, new Caller(root, model.Name, span));
            foreach (var condition in model.Syntax.Where)
                callee.Assumptions = Assume(callee, condition, true);
            CheckWhere(new Caller(root, model.Name, span), callee, model.Syntax.Where);
            // What was proved under the same assumptions, for another variant or before an edit, needn't be proved again.
            callee.Assumptions = _instances.Same(callee.Assumptions);
        }
        else
        {
            inputs = at.Select((shape, i) => new Flow(
                new SingleTensor(Shape.Of(shape.Select(Dim.Constant).ToArray()))
                {
                    Elements = i < model.Syntax.Signature.Inputs.Count ? ElementsOf(callee, model.Syntax, model.Syntax.Signature.Inputs[i], i) : null,
                },
                new TensorName("x"))).ToList();
            if (at.Any(shape => shape.Any(size => size < 1)))
            {
                Report(root, Catalog.WhereFails, span, $"'{variant.Name}'", "sizes of at least 1", ", but a size given is less");
                return null;
            }
            if (inputs.Count != model.Syntax.Signature.Inputs.Count)
            {
                Report(root, Catalog.WrongInputCount, span, $"'{variant.Name}'", Plural(model.Syntax.Signature.Inputs.Count, "tensor"), Plural(inputs.Count, "shape") + " given");
                return null;
            }
            if (!Match(new Caller(root, variant.Name, span), callee, model.Syntax.Signature, inputs, model.Syntax.Where) || !CheckWhere(new Caller(root, variant.Name, span), callee, model.Syntax.Where))
                return null;
        }
        return Diagnostics.ErrorCount > start ? null : (model, root, callee, inputs);
    }

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<TensorSyntax> tensors) => [.. tensors.Select(t => t.Name?.Text ?? "")];

    /// <summary>
    /// Whether every tensor's sizes are numbers. Where a layer is built for an input's size, that is found where the model is checked on its own; but what a loop carries
    /// hides there what it comes from.
    /// </summary>
    private bool AreKnownWhenBuilt(Frame frame, GraphNode node)
    {
        if (node.HasKnownTensors)
            return true;
        foreach (var tensor in node.Owned)
        {
            if (tensor.Shape.Axes.FirstOrDefault(a => a.Size.Value is null) is not { } open)
                continue;
            var size = open.Size.Symbols.FirstOrDefault(s => s.Kind == DimKind.InputSize)?.Name ?? open.Size.ToString();
            Diagnostics.Report(
                Catalog.DimNotKnown, node.Path, node.Place, frame.Chain, frame.Chain[0], [$"'{node.Kind}'", size, $", its {tensor.Name} being {tensor.Shape}", ""]);
            return false;
        }
        return node.Children.All(child => AreKnownWhenBuilt(frame, child));
    }

    /// <summary>A text that is the same for variants that are the same network: the model and every parameter's value.</summary>
    public string? Fingerprint(VariantSymbol variant)
    {
        var root = new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Quiet = 1 };
        if (ModelOf(root, variant) is not var (model, arguments))
            return null;
        var callee = new Frame { File = model.File, Subject = model.Name, Concrete = true, Quiet = 1 };
        BindParameters(root, callee, new BlockCallable(model, arguments, variant.Syntax.Target.Span), variant.Syntax.Target.Span);
        return model.File.Namespace + "." + model.Name + ": " + string.Join("; ", callee.Scope.Variables.Select(v => $"{v.Name} = {Spell((v.Value as Known)?.Static)}"));
    }

    private static string Spell(StaticValue? value) => value switch
    {
        IntValue number => number.Value.ToString(),
        FloatValue { Value: { } number } => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        BoolValue { Value: { } truth } => truth ? "true" : "false",
        StringValue { Value: { } text } => "'" + text + "'",
        SymbolValue word => word.Name,
        ListValue list => "[" + string.Join(", ", list.Items.Select(Spell)) + "]",
        ComponentValue component => Spell(component.Target),
        InitialValue initial => CodeText.Of(initial.Code),
        _ => "?",
    };

    private static string Spell(Callable callable) => callable switch
    {
        ContractCallable contract => Spell(contract.Target),
        OperatorCallable op => op.Name + Spell(op.Arguments),
        BlockCallable block => block.Block.File.Namespace + "." + block.Name + Spell(block.Arguments),
        ParameterCallable handed => CodeText.Of(handed.Code),
        ConditionalCallable choice => $"({Spell(choice.Then)} or {Spell(choice.Else)})",
        _ => callable.Name,
    };

    private static string Spell(IReadOnlyDictionary<string, Argument> arguments) =>
        "(" + string.Join(", ", arguments.OrderBy(a => a.Key, System.StringComparer.Ordinal).Select(a => $"{a.Key}: {Spell(a.Value.Value)}")) + ")";

    /// <summary>The legal input sizes in words.</summary>
    private string LegalInput(Frame frame, BlockSymbol model)
    {
        var dims = new HashSet<string>(model.Syntax.Signature.Inputs.SelectMany(i => i.Dims ?? []).OfType<NameExpressionSyntax>().Select(n => n.Name)
            .Where(n => model.Syntax.Parameters.All(p => p.Name.Text != n)));
        var multiples = new Dictionary<string, List<string>>();
        var others = new List<string>();
        foreach (var condition in model.Syntax.Where.Where(c => NamesIn(c).Any(dims.Contains)))
        {
            if (condition is BinarySyntax
                {
                    Operator: BinaryOperator.Equal, Right: IntSyntax { Value: 0 },
                    Left: BinarySyntax { Operator: BinaryOperator.Remainder, Left: NameExpressionSyntax name, Right: var divisor },
                })
            {
                frame.Quiet++;
                var by = EvaluateInt(frame, divisor, "a constraint")?.Value.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Text(frame, divisor);
                frame.Quiet--;
                if (!multiples.TryGetValue(by, out var list))
                    multiples[by] = list = [];
                list.Add(name.Name);
            }
            else
            {
                others.Add(Text(frame, condition));
            }
        }
        var parts = multiples.Select(m => $"{string.Join(" and ", m.Value)} {(m.Value.Count == 1 ? "a multiple" : "multiples")} of {m.Key}").Concat(others).ToArray();
        return parts.Length == 0 ? "any" : string.Join(", ", parts);
    }

    /// <summary>A frame with a model's parameters, for the contracts among them.</summary>
    private Frame ContractsOf(Frame frame, BlockSymbol model, IReadOnlyDictionary<string, Argument> arguments, TextSpan span)
    {
        var callee = new Frame { File = model.File, Subject = model.Name, Concrete = false, Quiet = 1 };
        BindParameters(frame, callee, new BlockCallable(model, arguments, span), span);
        return callee;
    }

    /// <summary>Whether every component that a variant hands in keeps its contract, whatever the size that it is told; where it doesn't, the report is at the component.</summary>
    private bool FitContracts(Frame root, BlockSymbol model, IReadOnlyDictionary<string, Argument> arguments, TextSpan span)
    {
        var start = Diagnostics.ErrorCount;
        var handed = model.Syntax.Parameters.Where(p => ContractOf(p.Type) is not null && arguments.TryGetValue(p.Name.Text, out var given) && given.File.Whole == root.File.Whole).ToArray();
        if (handed.Length == 0)
            return true;
        var callee = ContractsOf(root, model, arguments, span);
        foreach (var parameter in handed)
            HandedCode(root, arguments[parameter.Name.Text], parameter, callee);
        return Diagnostics.ErrorCount == start;
    }

    /// <summary>The code of what a variant hands in; of a component that many hand in, which costs a look at it, once. Null after a report.</summary>
    private Code? HandedCode(Frame frame, Argument argument, ParameterSyntax parameter, Frame callee)
    {
        var use = ContractOf(parameter.Type) is { } contract ? InstanceKey.OfComponent(argument.Value, contract, callee, Identity) : null;
        if (use is not null && _instances.FindComponent(use) is { } known)
            return known;
        var findings = Diagnostics.AddCount;
        var code = ArgumentCode(frame, argument.Value, parameter.Name.Text, parameter.Type, callee, argument.Span);
        if (use is not null && code is not null && frame.Quiet == 0 && Diagnostics.AddCount == findings)
            _instances.AddComponent(use, code);
        return code;
    }

    /// <summary>The value of one expectation's number; what is wrong with it is told where the expectation is checked, and not where it is only asked for.</summary>
    public long? ExpectedNumber(VariantSymbol variant, ExpressionSyntax value, bool isOnlyAsked = false) =>
        EvaluateInt(new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Quiet = isOnlyAsked ? 1 : 0 }, value, "an expectation")?.Value.Value;

    /// <summary>The texts of an expectation's list, at its place; null after a report.</summary>
    public IReadOnlyList<string>? ExpectedTexts(VariantSymbol variant, ExpressionSyntax value)
    {
        var frame = new Frame { File = variant.File, Subject = variant.Name, Concrete = true };
        if (EvaluateStatic(frame, value, "an expectation") is not { } found)
            return null;
        if (found is ListValue list && list.Items.All(i => i is StringValue { Value: not null }))
            return [.. list.Items.Select(i => ((StringValue)i).Value!)];
        Report(frame, Catalog.NoTensorList, value.Span, "are a list of texts, a key and a shape each: [\"head.weight [10, 64]\"]");
        return null;
    }

    /// <summary>The code of a variant's arguments, for its factory.</summary>
    public (BlockSymbol Model, IReadOnlyList<NamedCode> Arguments)? Factory(VariantSymbol variant)
    {
        var frame = new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Quiet = 1 };
        if (ModelOf(frame, variant) is not var (model, arguments))
            return null;
        var span = variant.Definition.Name.Span;
        var callee = ContractsOf(frame, model, arguments, span);
        var codes = new List<NamedCode>();
        var info = Analyze(model);
        foreach (var filled in info.Filled)
        {
            if (!info.ResultSizes.TryGetValue(filled, out var wanted) || ResultSizeOf(frame, callee, model, wanted, span) is not { } size)
                return null;
            codes.Add(new NamedCode(filled, size));
        }
        foreach (var parameter in model.Syntax.Parameters)
        {
            if (!arguments.TryGetValue(parameter.Name.Text, out var argument))
                continue;
            if (HandedCode(frame, argument, parameter, callee) is not { } code)
                return null;
            codes.Add(new NamedCode(parameter.Name.Text, code));
        }
        return (model, codes);
    }
}
