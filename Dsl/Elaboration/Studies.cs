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
    int LeftOut);

/// <summary>One member of an ablation: a variant, called <c>Ablation.Member</c>, and the option of each axis.</summary>
public sealed record ElaboratedMember(ElaboratedVariant Variant, IReadOnlyList<AblationChoice> Choices, VariantFacts Facts)
{
    /// <summary>What tables call it: <c>+ gating</c>.</summary>
    public string Label { get; init; } = "";
}
