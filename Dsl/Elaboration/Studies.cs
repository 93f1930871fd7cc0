using System.Collections.Generic;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>An ablation with the members that its conditions leave.</summary>
/// <param name="Name">The ablation's name.</param>
/// <param name="Base">The variant or model that is varied.</param>
/// <param name="BaseVariant">The variant that is varied; null where it is a model.</param>
/// <param name="Namespace">The namespace it is in.</param>
/// <param name="Path">The file it is in.</param>
/// <param name="Place">Its name in the file.</param>
/// <param name="Axes">The axes' names in order.</param>
/// <param name="Members">The members, the last axis changing fastest.</param>
/// <param name="LeftOut">How many members the conditions leave out.</param>
public sealed record ElaboratedAblation(
    string Name,
    string Base,
    ElaboratedVariant? BaseVariant,
    string Namespace,
    string Path,
    TextSpan Place,
    IReadOnlyList<string> Axes,
    IReadOnlyList<ElaboratedMember> Members,
    int LeftOut)
{
    /// <summary>Which combinations there are.</summary>
    public string Mode { get; init; } = StudyModes.Cross;

    /// <summary>What each axis varies, in order.</summary>
    public IReadOnlyList<AxisKind> Kinds { get; init; } = [];

    /// <summary>Each axis's options, in order, also those that no member takes.</summary>
    public IReadOnlyList<IReadOnlyList<AblationChoice>> Options { get; init; } = [];

    /// <summary>How its members are trained; null where it names no recipe.</summary>
    public ElaboratedRecipe? Recipe { get; init; }
}

/// <summary>What an axis varies.</summary>
public enum AxisKind
{
    /// <summary>A parameter's value.</summary>
    Parameter,

    /// <summary>A parameter that is a component.</summary>
    Component,

    /// <summary>What the model is made of.</summary>
    Structure,

    /// <summary>Parameters that its options name.</summary>
    Several,

    /// <summary>Nothing of the network: how it is trained.</summary>
    Setting,
}

/// <summary>A recipe whose values are sound.</summary>
/// <param name="Name">The recipe's name.</param>
/// <param name="Namespace">The namespace it is in.</param>
/// <param name="Path">The file it is in.</param>
/// <param name="Values">What it sets, in order.</param>
public sealed record ElaboratedRecipe(string Name, string Namespace, string Path, IReadOnlyList<RecipeValue> Values);

/// <summary>One member of an ablation: a variant, called <c>Ablation.Member</c>, and the option of each axis.</summary>
public sealed record ElaboratedMember(ElaboratedVariant Variant, IReadOnlyList<AblationChoice> Choices, VariantFacts Facts)
{
    /// <summary>What tables call it: <c>+ gating</c>.</summary>
    public string Label { get; init; } = "";

    /// <summary>What its settings put in place of the recipe's values.</summary>
    public IReadOnlyList<RecipeValue> Settings { get; init; } = [];
}
