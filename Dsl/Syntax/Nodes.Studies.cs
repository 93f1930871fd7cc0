using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary><c>ablation Name of Variant { axis …  where … }</c>: combinations of the axes' options.</summary>
public sealed record AblationSyntax(
    TextSpan Span,
    NameSyntax Name,
    string? Doc,
    NameSyntax Target,
    IReadOnlyList<AxisSyntax> Axes,
    IReadOnlyList<CostConditionSyntax> Where) : DefinitionSyntax(Span, Name, Doc)
{
    /// <summary><c>mode: cumulative</c>: which combinations there are; null where it isn't said.</summary>
    public ModeSyntax? Mode { get; init; }

    /// <summary>What members are expected to be.</summary>
    public IReadOnlyList<MemberExpectSyntax> Expects { get; init; } = [];

    /// <summary><c>recipe: Quick</c>: how its members are trained; null where it isn't said.</summary>
    public RecipeUseSyntax? Recipe { get; init; }
}

/// <summary><c>expect Gated params 3.2M, macs 1.1G at [1, 3, 224, 224]</c>: what the member of that name is.</summary>
public sealed record MemberExpectSyntax(TextSpan Span, NameSyntax Member, IReadOnlyList<ExpectSyntax> Clauses) : SyntaxNode(Span);

/// <summary><c>recipe Quick { epochs: 3 }</c>: how models are trained, and on what.</summary>
public sealed record RecipeSyntax(TextSpan Span, NameSyntax Name, string? Doc, IReadOnlyList<ArgumentSyntax> Values) : DefinitionSyntax(Span, Name, Doc);

/// <summary><c>recipe: Quick</c>.</summary>
public sealed record RecipeUseSyntax(TextSpan Span, NameSyntax Name) : SyntaxNode(Span);

/// <summary><c>mode: one_at_a_time</c>.</summary>
public sealed record ModeSyntax(TextSpan Span, NameSyntax Name) : SyntaxNode(Span);

/// <summary><c>axis kernels: adaptive = [3, 5, 7, 9], uniform = [7, 7, 7, 7]</c>.</summary>
public sealed record AxisSyntax(TextSpan Span, NameSyntax Name, IReadOnlyList<OptionSyntax> Options) : SyntaxNode(Span)
{
    /// <summary>True for <c>setting seed: first = 1, second = 2</c>: values for whoever trains the members, which change nothing of the network.</summary>
    public bool IsSetting { get; init; }
}

/// <summary>
/// One option of an axis: <c>adaptive = [3, 5, 7, 9]</c> sets the parameter that the axis is called by (<paramref name="Settings"/> is null);
/// <c>full = (dims: […], heads: 8)</c> sets parameters by name (<paramref name="Value"/> is null).
/// </summary>
public sealed record OptionSyntax(
    TextSpan Span, NameSyntax Name, ExpressionSyntax? Value, IReadOnlyList<ArgumentSyntax>? Settings) : SyntaxNode(Span)
{
    /// <summary>What it changes of the network's structure; its settings are not null then.</summary>
    public IReadOnlyList<EditSyntax> Edits { get; init; } = [];

    /// <summary>What tables call it: <c>on "+ gating" = …</c>; null where that isn't said.</summary>
    public StringSyntax? Label { get; init; }
}

/// <summary><c>remove stages.*.gate</c>, or <c>replace **.mlp by Mlp(2)</c>, where <paramref name="By"/> is what stands there instead.</summary>
public sealed record EditSyntax(TextSpan Span, StepPathSyntax Path, ExpressionSyntax? By) : SyntaxNode(Span)
{
    /// <summary>True for <c>remove</c>.</summary>
    public bool IsRemoval => By is null;
}

/// <summary>Which steps are meant, by their keys: <c>stages.*.gate</c>. The text is empty where it is missing.</summary>
public sealed record StepPathSyntax(TextSpan Span, string Text) : SyntaxNode(Span);

/// <summary><c>params &lt;= 6M</c>, <c>macs &lt;= 1.3G at [1, 3, 256, 256]</c>.</summary>
public sealed record CostConditionSyntax(TextSpan Span, ExpressionSyntax Condition, ListSyntax? At) : SyntaxNode(Span);

/// <summary><c>keys Name of Model, Other { "ours" = "theirs" }</c>: what a checkpoint calls the models' tensors.</summary>
public sealed record KeysSyntax(TextSpan Span, NameSyntax Name, string? Doc, IReadOnlyList<NameSyntax> Targets, IReadOnlyList<KeyRuleSyntax> Rules)
    : DefinitionSyntax(Span, Name, Doc);

/// <summary><c>"stem.**" = "downsample_layers.0.**"</c>.</summary>
public sealed record KeyRuleSyntax(TextSpan Span, StringSyntax Ours, StringSyntax Theirs) : SyntaxNode(Span);
