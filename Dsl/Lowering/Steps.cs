using System.Collections.Generic;

namespace ArchGen.Dsl.Lowering;

/// <summary>
/// One statement of a class. The same list is read twice: for the constructor (layers and static values are made) and for the forward pass
/// (tensors flow). Tensor locals are in single-assignment form except where a <see cref="TensorLocal"/> is assigned again inside a loop or an if.
/// </summary>
public abstract record Step(SourcePlace Place);

/// <summary>A static local: computed in the constructor, in the forward pass, or in both, wherever it is used.</summary>
public sealed record StaticLocal(SourcePlace Place, string Name, StaticType Type, Code Value, bool IsAssignment, bool IsVar) : Step(Place);

/// <summary>
/// A dim that changes over a loop and is needed to build layers (the channels so far): a static local, declared before the loop and updated at
/// its end. Constructor only.
/// </summary>
public sealed record CarriedDim(SourcePlace Place, string Name, Code Value, bool IsAssignment) : Step(Place);

/// <summary>
/// Makes a layer, in the constructor only: a field of the class registered under <paramref name="Key"/>. The forward pass applies it through
/// <see cref="ApplyCode"/> by <paramref name="Field"/>.
/// </summary>
public sealed record MakeLayer(SourcePlace Place, LayerField Field, LayerKey Key, LayerCode Layer) : Step(Place);

/// <summary>Makes a raw learned tensor or a fixed buffer, in the constructor only.</summary>
public sealed record MakeTensor(SourcePlace Place, string Name, bool IsBuffer, IReadOnlyList<Code> Shape, TensorInit Init) : Step(Place);

/// <summary>
/// How the tensors of all layers of a kind below this module start, but for those that something nearer has said it for. The constructor's last act.
/// </summary>
public sealed record InitStep(SourcePlace Place, string Kind, TensorInit? Weight, TensorInit? Bias) : Step(Place);

/// <summary>Binds or assigns a tensor local, in the forward pass only.</summary>
public sealed record TensorLocal(SourcePlace Place, IReadOnlyList<string> Names, TensorCode Value, bool IsAssignment, bool IsList) : Step(Place);

/// <summary>Evaluates a static repetition. Children's fields are lists when the loop is in their key.</summary>
public sealed record LoopStep(SourcePlace Place, string Index, Code From, Code To, IReadOnlyList<Step> Body) : Step(Place);

/// <summary>A static repetition over a list's entries.</summary>
public sealed record ForEachStep(SourcePlace Place, string Item, StaticType ItemType, Code List, IReadOnlyList<Step> Body) : Step(Place);

/// <summary>A static choice.</summary>
public sealed record IfStep(SourcePlace Place, Code Condition, IReadOnlyList<Step> Then, IReadOnlyList<Step> Else) : Step(Place);

/// <summary>A tensor is an output of the model: number <paramref name="Index"/> of those that it exposes.</summary>
public sealed record ExposeStep(SourcePlace Place, Code Index, TensorCode Value) : Step(Place);

/// <summary>The outputs; always the last step.</summary>
public sealed record ReturnStep(SourcePlace Place, IReadOnlyList<TensorCode> Values) : Step(Place);

/// <summary>
/// The field that holds a layer. <paramref name="ListDepth"/> 0: one layer; 1: a list filled by one loop, in order; 2: a list of lists.
/// <paramref name="IsOptional"/>: made only under a static condition.
/// </summary>
public sealed record LayerField(string Name, int ListDepth, bool IsOptional);

/// <summary>
/// The name under which a layer is registered. <paramref name="Container"/> is the registered list that it is an entry of (key
/// <c>stages</c> in <c>stages.0</c>), or null where it is registered in the class itself. <paramref name="Parts"/> are joined: text and numbers.
/// </summary>
public sealed record LayerKey(string? Container, IReadOnlyList<Code> Parts);

/// <summary>How a layer is built.</summary>
public abstract record LayerCode;

/// <summary>A built-in layer: the operator's name and every argument by name, with what the compiler inferred (<c>in_channels</c>, …).</summary>
public sealed record OperatorLayer(string Operator, IReadOnlyList<NamedCode> Arguments) : LayerCode;

/// <summary>A block of this or another file, or a nested class of a group (<paramref name="Namespace"/> null), with every argument by name.</summary>
public sealed record BlockLayer(string Class, string? Namespace, IReadOnlyList<NamedCode> Arguments, int Inputs, int Outputs) : LayerCode;

/// <summary>A component handed in: the parameter's factory, called with the dims that it is told.</summary>
public sealed record ComponentLayer(Code Factory, IReadOnlyList<Code> Told, int Inputs, int Outputs) : LayerCode;

/// <summary>One of two layers, by a static condition.</summary>
public sealed record ConditionalLayer(Code Condition, LayerCode Then, LayerCode Else) : LayerCode;

/// <summary>How a tensor starts.</summary>
public abstract record TensorInit;

/// <summary>Every element the same.</summary>
public sealed record ConstantInit(Code Value) : TensorInit;

/// <summary>By an initialiser of the language's table, with the arguments that are given: <c>trunc_normal(std: 0.02)</c>.</summary>
public sealed record CalledInit(string Name, IReadOnlyList<NamedCode> Arguments) : TensorInit;

/// <summary>One of two ways, by a static condition.</summary>
public sealed record ConditionalInit(Code Condition, TensorInit Then, TensorInit Else) : TensorInit;

/// <summary>Computed (buffers).</summary>
public sealed record ComputedInit(TensorCode Value) : TensorInit;

/// <summary>A tensor's computation in the forward pass.</summary>
public abstract record TensorCode;

/// <summary>A tensor local or an input.</summary>
public sealed record TensorName(string Name) : TensorCode;

/// <summary>Nothing yet: what a local is declared as whose branches give it a value.</summary>
public sealed record NoTensor : TensorCode;

/// <summary>A raw tensor of the class.</summary>
public sealed record TensorField(string Name) : TensorCode;

/// <summary>An operator without learned tensors. <paramref name="Inputs"/> come first; arguments are complete.</summary>
public sealed record OperatorCode(string Operator, IReadOnlyList<TensorCode> Inputs, IReadOnlyList<NamedCode> Arguments) : TensorCode;

/// <summary>A static number where a tensor operand stands: the 2 in <c>x * 2</c>.</summary>
public sealed record ScalarOperand(Code Value) : TensorCode;

/// <summary>A made layer applied. <paramref name="Indices"/> are the loop indices into a list field.</summary>
public sealed record ApplyCode(LayerField Field, IReadOnlyList<Code> Indices, IReadOnlyList<TensorCode> Inputs) : TensorCode;

/// <summary>A list of tensors: items, or another list with items added.</summary>
public sealed record TensorListCode(TensorCode? Start, IReadOnlyList<TensorCode> Items) : TensorCode;

/// <summary>An entry of a list of tensors.</summary>
public sealed record TensorListIndex(TensorCode List, Code Index) : TensorCode;

/// <summary>A slice of a list of tensors.</summary>
public sealed record TensorListSlice(TensorCode List, Code? From, Code? To) : TensorCode;

/// <summary>A reshape: sizes known when built, or read from tensors; at most one -1.</summary>
public sealed record ReshapeCode(TensorCode Input, IReadOnlyList<Code> Sizes) : TensorCode;

/// <summary>A permutation of axes.</summary>
public sealed record PermuteCode(TensorCode Input, IReadOnlyList<int> Axes) : TensorCode;
