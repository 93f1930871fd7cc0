using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Blocks checked on their own, with symbolic parameters, and lowered to classes.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Blocks are checked once, whoever instantiates them.</summary>
    private readonly Dictionary<BlockSymbol, BlockInfo> _infos = checkedBy?._infos ?? [];

    private readonly Stack<BlockSymbol> _analyzing = [];

    /// <summary>What is known of a block; null before it was checked.</summary>
    public BlockInfo? InfoOf(BlockSymbol block) => _infos.TryGetValue(block, out var known) && !_analyzing.Contains(block) ? known : null;

    /// <summary>Takes over what was found out about the same block.</summary>
    public void Know(BlockSymbol block, BlockInfo info) => _infos[block] = info;

    /// <summary>Checks a block on its own, once.</summary>
    public BlockInfo Analyze(BlockSymbol block)
    {
        if (_infos.TryGetValue(block, out var known))
            return known;
        // What is found out about another block on the way isn't found out about the one at hand.
        return _analyzing.Count == 0 ? AnalyzeNew(block) : Diagnostics.Recorded(() => AnalyzeNew(block), out _);
    }

    /// <summary>Checks a block as one that was the same in a compilation before, where there is one.</summary>
    public void AnalyzeAsBefore(BlockSymbol block, AnalysisCache cache, DefinitionKeys keys)
    {
        if (InfoOf(block) is not null)
            return;
        var others = _infos.Count;
        // Blocks that use one another are found out together, which one first being a part of the result.
        _infos[block] = cache.Get("block", keys.Analysis(block, InfoOf), () => keys.Sight(block), Diagnostics, () => Analyze(block), () => _infos.Count == others + 1);
    }

    private BlockInfo AnalyzeNew(BlockSymbol block)
    {
        var info = new BlockInfo();
        _infos.Add(block, info);
        // A block that uses itself hands on the dims that it is built with: a first look tells which these are.
        int filled;
        do
        {
            filled = info.Filled.Count;
            (info.Model, info.Costs) = (null, null);
            info.Uses.Clear();
            info.UsedUnfinished.ForEach(other => _infos.Remove(other));
            info.UsedUnfinished.Clear();
            Analyze(block, info);
        }
        while (info.IsRecursive && !info.IsBroken && info.Filled.Count > filled);
        return info;
    }

    private void Analyze(BlockSymbol block, BlockInfo info)
    {
        info.Records = IsRecording ? new BodyRecords(block.Syntax.Span.Start) : null;
        var frame = new Frame
        {
            File = block.File,
            Subject = block.Name,
            Concrete = false,
            Class = new ClassBuilder(block.Name, SyntaxNames.Of(block.Syntax).All),
            Costs = new Tally(),
            Kinds = info.Kinds,
            Uses = info.Uses,
            Records = info.Records,
            IsModel = block.Syntax.Kind == BlockKind.Model,
        };
        frame.Class.Steps = frame.Class.Body;
        _analyzing.Push(block);
        var parameters = DeclareParameters(frame, block);
        frame.Scope = new Scope(frame.Scope);
        var inputs = SymbolicInputs(frame, block.Syntax);
        if (frame.IsModel && block.Syntax.Signature.Inputs.FirstOrDefault(i => i.Dims?.Any(IsEllipsis) == true) is { } open)
            Report(frame, Catalog.OpenShape, open.Span, $"'{block.Name}'", OpenSignature);
        AssumeWhere(frame, block.Syntax);
        CheckMixer(frame, block.Syntax, inputs);
        if (block.Syntax.Body is not null)
        {
            var results = RunBody(frame, block.Syntax, inputs);
            info.Uses.Results.AddRange(results.Select(r => Elements.Of(r.Tensor)));
            Emit(frame, new ReturnStep(PlaceOf(frame, LastSpan(block.Syntax)), results.Select(r => r.Code).ToArray()));
            ReportUnused(frame, block);
            ReportInitsOfNothing(frame, block);
        }
        else
        {
            info.Kinds.IsOpen = true;
        }
        _analyzing.Pop();
        info.Kinds.IsWhole = true;
        info.HasState = block.Syntax.Body is null || frame.Class.HasState;
        // A block of which no class can be made, for an error elsewhere, is broken too.
        info.IsBroken = HasErrors(block) || frame.IsTainted;
        if (frame.IsTainted && Diagnostics.ErrorCount == 0)
        {
            var (span, why) = frame.Withheld ?? (frame.TaintedAt ?? block.Syntax.Name.Span, "some step's result isn't known; write the iterations out");
            Report(frame, Catalog.NoGeneralForm, span, block.Name, why);
        }
        info.Costs = block.Syntax.Body is null ? null : frame.Costs;
        Finish(frame, block, info, parameters);
    }

    /// <summary>What a body learns of a block; of one that is still being checked, not all is known.</summary>
    private BlockInfo AnalyzeForUse(BlockSymbol block)
    {
        var info = Analyze(block);
        if (_analyzing.Contains(block))
        {
            info.IsRecursive = true;
            info.UsedUnfinished.AddRange(_analyzing.TakeWhile(other => other != block).Except(info.UsedUnfinished));
        }
        return info;
    }

    private bool HasErrors(BlockSymbol block) => Diagnostics.HasErrorBetween(block.File.Source.Path, block.Syntax.Span.Start, block.Syntax.Span.End);

    private List<ParameterModel> DeclareParameters(Frame frame, BlockSymbol block)
    {
        var models = new List<ParameterModel>();
        foreach (var parameter in block.Syntax.Parameters)
        {
            if (parameter.Name.IsMissing)
                continue;
            Code? byDefault = null;
            if (parameter.Default is { } expression && ParameterArgument(frame, block, parameter, expression) is { } value)
            {
                byDefault = ArgumentCode(frame, value, parameter.Name.Text, parameter.Type, frame, expression.Span);
            }
            if (TypeOf(frame, parameter.Type) is not { } type)
            {
                if (Innermost(parameter.Type) is NamedTypeSyntax { Name.Length: > 0 } named)
                    Report(frame, Catalog.UnknownType, named.Span, named.Name);
                Declare(frame, parameter.Name, "a parameter", null);
                continue;
            }
            Declare(frame, parameter.Name, "a parameter", new Known(SymbolicParameter(frame, parameter)));
            models.Add(new ParameterModel(parameter.Name.Text, type, byDefault, null));
        }
        return models;
    }

    private static TypeSyntax Innermost(TypeSyntax type) => type is ListTypeSyntax list ? Innermost(list.Element) : type;

    private StaticValue SymbolicParameter(Frame frame, ParameterSyntax parameter)
    {
        var name = parameter.Name.Text;
        var code = new CodeName(name, CodeNameKind.Parameter);
        var value = SymbolicOf(frame, parameter.Type, name, code, parameter.Name);
        return value is IntValue number ? number with { Origin = OriginAt(frame.File, name, parameter.Name.Span) } : value;
    }

    private StaticValue SymbolicOf(Frame frame, TypeSyntax type, string name, Code code, NameSyntax parameter)
    {
        if (type is ComponentTypeSyntax component)
            return new ComponentValue(new ParameterCallable(parameter.Text, component, frame.Scope, code, parameter.Span), code);
        if (type is ListTypeSyntax { Length: { } written } list && EvaluateInt(frame, written, "a list's length") is { Value.Value: { } length } && length is >= 0 and <= 4096)
        {
            var items = new List<StaticValue>();
            for (var i = 0; i < length; i++)
                items.Add(SymbolicOf(frame, list.Element, $"{name}[{i}]", new CodeIndex(code, new CodeInt(i)), parameter));
            return new ListValue(items, TypeOf(frame, list.Element) ?? StaticType.Int, code);
        }
        var symbol = SymbolOf(TypeOf(frame, type) ?? StaticType.Int, name, code is CodeIndex ? DimKind.Element : DimKind.Parameter, code);
        return symbol is SymbolicListValue any && type is ListTypeSyntax { Element: var element } && ContractOf(type) is not null
            ? any with { Item = (self, index, indexCode) => SymbolicOf(frame, element, $"{name}[{index}]", new CodeIndex(self, indexCode), parameter) }
            : symbol;
    }

    /// <summary>A mixer's result has its input's shape.</summary>
    private void CheckMixer(Frame frame, BlockSyntax block, IReadOnlyList<Flow> inputs)
    {
        if (block.Kind != BlockKind.Mixer || inputs.Count == 0 || block.Signature.Outputs.Count == 0 || block.Signature.Outputs[0].IsSame)
            return;
        var output = block.Signature.Outputs[0];
        if (inputs[0].Shape is { } expected && OutputOf(frame, output, inputs) is { } declared && DifferentAxis(frame, expected, declared) is { } difference)
            Report(frame, Catalog.OutputMismatch, output.Span, difference.Origins, $"the mixer '{block.Name.Text}'", $"its input's shape {expected}", declared, difference.Text);
    }

    private void AssumeWhere(Frame frame, BlockSyntax block)
    {
        foreach (var condition in block.Where)
        {
            if (EvaluateBool(frame, condition, "a constraint") is null)
                continue;
            frame.Assumptions = Assume(frame, condition, true);
            if (!frame.Assumptions.IsContradictory)
                continue;
            Report(
                frame, Catalog.WhereImpossible, condition.Span,
                $"'{Text(frame, condition)}'" + (condition == block.Where[0] ? "" : " together with the constraints before it"));
            return;
        }
    }

    private void ReportUnused(Frame frame, BlockSymbol block)
    {
        if (HasErrors(block))
            return;
        var names = SyntaxNames.Of(block.Syntax);
        foreach (var parameter in block.Syntax.Parameters.Where(p => !names.Referred.Contains(p.Name.Text)))
            Report(frame, Catalog.UnusedParameter, parameter.Name.Span, parameter.Name.Text);
        foreach (var name in names.Declared.Where(n => !n.IsMissing && n.Text != "_" && !names.Referred.Contains(n.Text)))
            Report(frame, Catalog.UnusedValue, name.Span, name.Text);
    }

    /// <summary>Makes the class: settles which dims of the inputs it is built with and which it reads when it runs.</summary>
    private void Finish(Frame frame, BlockSymbol block, BlockInfo info, List<ParameterModel> parameters)
    {
        var body = ClassLowering.InitsLast(ClassLowering.Prune(Hoisting.Of(frame.Class!.Spellings.In(frame.Class.Body), frame.LocalsUsedLater)));
        var names = FreeNames.Of(body, []);
        var filled = names.Constructor.Where(n => n.Kind is CodeNameKind.InputSize or CodeNameKind.ResultSize).Select(n => n.Name).ToArray();
        foreach (var name in filled.Where(n => frame.ResultSizes.TryGetValue(n, out var size) && size.IsLooped))
        {
            Report(frame, Catalog.DimNotKnownInLoop, frame.ResultSizes[name].Span, frame.ResultSizes[name].Parameter, name);
            info.IsBroken = true;
        }
        info.ResultSizes = frame.ResultSizes;
        info.Filled = block.Syntax.Body is null ? [] : filled;
        body = new ClassLowering.Renamer(new HashSet<string>(filled)).Visit(body);
        body = new ClassLowering.SizeReader(frame.ResultSizes).Visit(body);
        var sizes = names.Statics.Where(n => n.Kind == CodeNameKind.InputSize && !filled.Contains(n.Name)).Select(n => n.Name).ToArray();
        var inputs = block.Syntax.Signature.Inputs.Select((input, i) => new InputModel(
            frame.InputNames[i],
            Whole(frame, input),
            AxesOf(input, sizes)) { IsIndex = info.Uses.Of(i) is (ElementDemand.Index, _) }).ToArray();
        var filledParameters = filled.Select(f => new ParameterModel(
            f, StaticType.Int, null, frame.ResultSizes.TryGetValue(f, out var size) ? $"The size {f} of what {size.Parameter} gives." : $"The size {f} of its input."));
        info.Model = new ClassModel(
            block.Name,
            block.Syntax.Doc,
            Whole(frame, block.Syntax.Signature),
            info.Costs?.Lines(frame.Assumptions) ?? [],
            [.. filledParameters, .. parameters],
            [.. Constraints(frame, block.Syntax, filled), .. frame.Class.Constraints],
            inputs,
            block.Syntax.Signature.Outputs.Count,
            info.IsBroken ? [] : body,
            info.IsBroken ? [] : frame.Class.Nested,
            PlaceOf(frame, block.Syntax.Name.Span),
            info.IsBroken,
            frame.IsModel,
            frame.Exposed.Select(e => new ExposedModel(e.Name, e.IsConditional)).ToArray())
        {
            OutputNames = block.Syntax.Signature.Outputs.Select(o => o.Name is { IsMissing: false } name ? name.Text : "").ToArray(),
        };
    }

    /// <summary>The constraints that a constructor can check: those over its parameters.</summary>
    private List<ConstraintModel> Constraints(Frame frame, BlockSyntax block, string[] filled)
    {
        var constraints = new List<ConstraintModel>();
        foreach (var condition in block.Where)
        {
            frame.Quiet++;
            var value = EvaluateBool(frame, condition, "a constraint");
            frame.Quiet--;
            if (value is null)
                continue;
            var names = FreeNames.Of(value.Code);
            if (names.All(n => n.Kind is not (CodeNameKind.InputSize or CodeNameKind.ResultSize) || filled.Contains(n.Name)))
                constraints.Add(new ConstraintModel(new ClassLowering.Renamer(new HashSet<string>(filled)).Visit(value.Code), Whole(frame, condition)));
        }
        return constraints;
    }

    /// <summary>Checks a constant or a function on its own.</summary>
    public void Check(DefinitionSymbol definition)
    {
        switch (definition)
        {
            case ConstSymbol constant:
                ConstantOf(new Frame { File = constant.File, Subject = constant.Name, Concrete = true }, constant, constant.Definition.Name.Span);
                break;
            case FunctionSymbol function:
                FunctionModel(function);
                break;
        }
    }

    /// <summary>A function or constant for generated code; null of any other definition, and where it isn't known.</summary>
    public FunctionModel? FunctionOf(DefinitionSymbol definition) => definition switch
    {
        FunctionSymbol function => FunctionModel(function),
        ConstSymbol constant when EvaluateStatic(new Frame { File = constant.File, Subject = constant.Name, Concrete = true, Quiet = 1 }, constant.Syntax.Value, "a constant") is { } value
            && !HoldsComponents(value) => new FunctionModel(constant.Name, constant.Syntax.Doc, [], TypeOf(value), value.Code, true),
        _ => null,
    };

    /// <summary>All functions' own checks together: calls of calls can double at every level.</summary>
    private readonly Budget _functionBudget = new();

    private FunctionModel? FunctionModel(FunctionSymbol function)
    {
        // Many functions may take more together.
        _functionBudget.Left += 100 * Budget.PartsOfAStep;
        var frame = new Frame
        {
            File = function.File, Subject = function.Name, Concrete = false, Class = new ClassBuilder(function.Name, []), Budget = _functionBudget,
        };
        var parameters = new List<ParameterModel>();
        foreach (var parameter in function.Syntax.Parameters)
        {
            if (parameter.Name.IsMissing || TypeOf(frame, parameter.Type) is not { } type)
                continue;
            var byDefault = parameter.Default is null ? null : EvaluateStatic(frame, parameter.Default, "a default");
            var code = new CodeName(parameter.Name.Text, CodeNameKind.Parameter);
            Declare(frame, parameter.Name, "a parameter", new Known(SymbolicOf(frame, parameter.Type, parameter.Name.Text, code, parameter.Name)));
            parameters.Add(new ParameterModel(parameter.Name.Text, type, byDefault?.Code, null));
        }
        _calling.Push(function);
        var result = EvaluateStatic(frame, function.Syntax.Value, $"'{function.Name}'");
        _calling.Pop();
        return result is { } value && !HoldsComponents(value)
            ? new FunctionModel(function.Name, function.Syntax.Doc, parameters, TypeOf(value), value.Code, false)
            : null;
    }
}
