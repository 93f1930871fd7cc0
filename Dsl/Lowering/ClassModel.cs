using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Lowering;

/// <summary>Everything that one <c>.arch</c> file generates.</summary>
public sealed record FileModel(string Path, string Namespace, IReadOnlyList<ClassModel> Classes, IReadOnlyList<VariantModel> Variants, IReadOnlyList<FunctionModel> Functions)
{
    /// <summary>Its ablations.</summary>
    public IReadOnlyList<AblationModel> Ablations { get; init; } = [];

    /// <summary>Its recipes.</summary>
    public IReadOnlyList<RecipeModel> Recipes { get; init; } = [];

    /// <summary>Its key maps.</summary>
    public IReadOnlyList<KeyMapModel> KeyMaps { get; init; } = [];
}

/// <summary>A spec's <c>fn</c> or, without parameters, a <c>const</c>.</summary>
public sealed record FunctionModel(string Name, string? Doc, IReadOnlyList<ParameterModel> Parameters, StaticType ReturnType, Code Value, bool IsConst);

/// <summary>One module: a block or model, or (nested in it) a named group of its steps.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Doc">The author's doc text.</param>
/// <param name="Signature">Inputs and outputs as written, for the docs: <c>[N, dim, H, W] -> same</c>.</param>
/// <param name="Facts">Lines for the docs: costs, legal sizes.</param>
/// <param name="Parameters">The constructor's parameters in order: dims that the compiler fills in first, then the author's.</param>
/// <param name="Where">Constraints that the constructor checks: condition over parameters, and its text.</param>
/// <param name="Inputs">The forward pass's inputs.</param>
/// <param name="OutputCount">How many tensors it returns.</param>
/// <param name="Body">The statements.</param>
/// <param name="Nested">The classes of its named groups.</param>
/// <param name="Definition">Where it is defined (for <c>#line</c>).</param>
/// <param name="IsBroken">True when it has errors: only its public shell is emitted.</param>
/// <param name="IsModel">True for <c>model</c>.</param>
/// <param name="Exposed">The outputs that the model exposes besides its results.</param>
public sealed record ClassModel(
    string Name,
    string? Doc,
    string Signature,
    IReadOnlyList<string> Facts,
    IReadOnlyList<ParameterModel> Parameters,
    IReadOnlyList<ConstraintModel> Where,
    IReadOnlyList<InputModel> Inputs,
    int OutputCount,
    IReadOnlyList<Step> Body,
    IReadOnlyList<ClassModel> Nested,
    SourcePlace Definition,
    bool IsBroken,
    bool IsModel,
    IReadOnlyList<ExposedModel> Exposed)
{
    /// <summary>The outputs' names; empty for one without.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];
}

/// <summary>An exposed output; <paramref name="IsConditional"/> where not every set of arguments has it.</summary>
public sealed record ExposedModel(string Name, bool IsConditional);

/// <summary>A place in a <c>.arch</c> file: 1-based lines and columns, the end exclusive.</summary>
public readonly record struct SourcePlace(string Path, int Line, int Column, int EndLine, int EndColumn);

/// <summary>A constructor parameter.</summary>
public sealed record ParameterModel(string Name, StaticType Type, Code? Default, string? Doc);

/// <summary>A constraint over the constructor's parameters.</summary>
public sealed record ConstraintModel(Code Condition, string Text);

/// <summary>An input tensor; <paramref name="Dims"/> is its shape as text for the docs, and <paramref name="Sizes"/> names the axes whose sizes the body reads.</summary>
public sealed record InputModel(string Name, string Dims, IReadOnlyList<InputSizeModel> Sizes)
{
    /// <summary>True where something is looked up by its entries, which are ints then.</summary>
    public bool IsIndex { get; init; }
}

/// <summary>An input's axis that the forward pass reads the size of, as a local of that name.</summary>
public sealed record InputSizeModel(string Name, int Axis);

/// <summary>One variant: a factory and its constants.</summary>
/// <param name="Name">The variant's name.</param>
/// <param name="Doc">The author's doc text.</param>
/// <param name="Model">The class that it builds.</param>
/// <param name="ModelNamespace">That class's namespace.</param>
/// <param name="Arguments">The constructor's arguments by name (every one that isn't the default).</param>
/// <param name="Facts">The constants.</param>
/// <param name="Definition">Where it is defined.</param>
public sealed record VariantModel(
    string Name, string? Doc, string Model, string ModelNamespace, IReadOnlyList<NamedCode> Arguments, VariantFacts? Facts, SourcePlace Definition);

/// <summary>What is known of a variant at build time.</summary>
/// <param name="Parameters">Learnable scalars.</param>
/// <param name="Macs">Multiply-accumulates at <paramref name="InputShape"/>, or null where no size is known.</param>
/// <param name="InputShape">The input that MACs are counted at.</param>
/// <param name="LegalInput">The legal input sizes in words: <c>H and W multiples of 32</c>.</param>
/// <param name="Stages">A row for each top-level part.</param>
public sealed record VariantFacts(long Parameters, long? Macs, IReadOnlyList<long>? InputShape, string LegalInput, IReadOnlyList<StageFact> Stages)
{
    /// <summary>What its model's <c>Features</c> gives, by name.</summary>
    public IReadOnlyList<FeatureFact> Features { get; init; } = [];
}

/// <summary>
/// One feature map of a variant. <paramref name="Channels"/> is its second axis's size; <paramref name="Stride"/> is how many input pixels there are to
/// one of its positions along an axis. Null where it isn't one number.
/// </summary>
public sealed record FeatureFact(string Name, string Shape, long? Channels, long? Stride);

/// <summary>One row of a variant's table.</summary>
public sealed record StageFact(string Name, string OutputShape, long Parameters, long Macs);

/// <summary>A named argument.</summary>
public sealed record NamedCode(string Name, Code Value);
