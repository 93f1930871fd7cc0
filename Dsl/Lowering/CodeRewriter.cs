using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Lowering;

/// <summary>Walks lowered statements and rebuilds them; a derived class overrides what it wants to see or change.</summary>
public abstract class CodeRewriter
{
    /// <summary>Rebuilds a list of statements.</summary>
    public virtual IReadOnlyList<Step> Visit(IReadOnlyList<Step> steps) => steps.Select(Visit).ToArray();

    /// <summary>Rebuilds a statement.</summary>
    public virtual Step Visit(Step step) => step switch
    {
        StaticLocal s => s with { Value = Visit(s.Value) },
        CarriedDim s => s with { Value = Visit(s.Value) },
        MakeLayer s => s with { Key = s.Key with { Parts = Visit(s.Key.Parts) }, Layer = Visit(s.Layer) },
        MakeTensor s => s with { Shape = Visit(s.Shape), Init = Visit(s.Init) },
        InitStep s => s with { Weight = s.Weight is null ? null : Visit(s.Weight), Bias = s.Bias is null ? null : Visit(s.Bias) },
        TensorLocal s => s with { Value = Visit(s.Value) },
        LoopStep s => s with { From = Visit(s.From), To = Visit(s.To), Body = Visit(s.Body) },
        ForEachStep s => s with { List = Visit(s.List), Body = Visit(s.Body) },
        IfStep s => s with { Condition = Visit(s.Condition), Then = Visit(s.Then), Else = Visit(s.Else) },
        ExposeStep s => s with { Index = Visit(s.Index), Value = Visit(s.Value) },
        ReturnStep s => s with { Values = Visit(s.Values) },
        _ => step,
    };

    /// <summary>Rebuilds a layer's making.</summary>
    public virtual LayerCode Visit(LayerCode layer) => layer switch
    {
        OperatorLayer l => l with { Arguments = Visit(l.Arguments) },
        BlockLayer l => l with { Arguments = Visit(l.Arguments) },
        ComponentLayer l => l with { Factory = Visit(l.Factory), Told = Visit(l.Told) },
        ConditionalLayer l => l with { Condition = Visit(l.Condition), Then = Visit(l.Then), Else = Visit(l.Else) },
        _ => layer,
    };

    /// <summary>Rebuilds how a tensor starts.</summary>
    public virtual TensorInit Visit(TensorInit init) => init switch
    {
        ConstantInit i => i with { Value = Visit(i.Value) },
        CalledInit i => i with { Arguments = Visit(i.Arguments) },
        ConditionalInit i => i with { Condition = Visit(i.Condition), Then = Visit(i.Then), Else = Visit(i.Else) },
        ComputedInit i => i with { Value = Visit(i.Value) },
        _ => init,
    };

    /// <summary>Rebuilds a tensor's computation.</summary>
    public virtual TensorCode Visit(TensorCode code) => code switch
    {
        OperatorCode c => c with { Inputs = Visit(c.Inputs), Arguments = Visit(c.Arguments) },
        ScalarOperand c => c with { Value = Visit(c.Value) },
        ApplyCode c => c with { Indices = Visit(c.Indices), Inputs = Visit(c.Inputs) },
        TensorListCode c => c with { Start = c.Start is null ? null : Visit(c.Start), Items = Visit(c.Items) },
        TensorListIndex c => c with { List = Visit(c.List), Index = Visit(c.Index) },
        TensorListSlice c => c with { List = Visit(c.List), From = Optional(c.From), To = Optional(c.To) },
        ReshapeCode c => c with { Input = Visit(c.Input), Sizes = Visit(c.Sizes) },
        PermuteCode c => c with { Input = Visit(c.Input) },
        _ => code,
    };

    /// <summary>Rebuilds a static expression.</summary>
    public virtual Code Visit(Code code) => code switch
    {
        CodeOperation c => c with { Operands = Visit(c.Operands) },
        CodeCall c => c with { Arguments = Visit(c.Arguments) },
        CodeIndex c => c with { List = Visit(c.List), Index = Visit(c.Index) },
        CodeSlice c => c with { List = Visit(c.List), From = Optional(c.From), To = Optional(c.To) },
        CodeList c => c with { Items = Visit(c.Items) },
        CodeComprehension c => c with { Item = Visit(c.Item), From = Visit(c.From), To = Optional(c.To) },
        CodeConditional c => c with { Condition = Visit(c.Condition), Then = Visit(c.Then), Else = Visit(c.Else) },
        CodeSize c => c with { Tensor = Visit(c.Tensor) },
        CodeComponent c => c with { Layer = Visit(c.Layer) },
        CodeInitial c => c with { Init = Visit(c.Init) },
        _ => code,
    };

    private Code? Optional(Code? code) => code is null ? null : Visit(code);

    private IReadOnlyList<Code> Visit(IReadOnlyList<Code> codes) => codes.Select(Visit).ToArray();

    private IReadOnlyList<TensorCode> Visit(IReadOnlyList<TensorCode> codes) => codes.Select(Visit).ToArray();

    private IReadOnlyList<NamedCode> Visit(IReadOnlyList<NamedCode> arguments) =>
        arguments.Select(a => a with { Value = Visit(a.Value) }).ToArray();
}
