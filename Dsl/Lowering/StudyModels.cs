using System.Collections.Generic;

namespace ArchGen.Dsl.Lowering;

/// <summary>One ablation: a list of its members and a factory each.</summary>
/// <param name="Name">The ablation's name.</param>
/// <param name="Doc">The author's doc text.</param>
/// <param name="Base">The variant or model that is varied.</param>
/// <param name="Model">The class that its members build.</param>
/// <param name="ModelNamespace">That class's namespace.</param>
/// <param name="Members">Its members in order, the last axis changing fastest.</param>
/// <param name="Definition">Where it is defined.</param>
public sealed record AblationModel(
    string Name, string? Doc, string Base, string Model, string ModelNamespace, IReadOnlyList<AblationMemberModel> Members, SourcePlace Definition)
{
    /// <summary>Its axes and settings, in order.</summary>
    public IReadOnlyList<AblationAxisModel> Axes { get; init; } = [];

    /// <summary>How many tensors the model takes.</summary>
    public int Inputs { get; init; } = 1;

    /// <summary>How many tensors the model gives.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>How its members are trained: a recipe's namespace and name; null where it says nothing of it.</summary>
    public (string Namespace, string Name)? Recipe { get; init; }
}

/// <summary>An axis with all its options.</summary>
public sealed record AblationAxisModel(string Name, bool IsSetting, IReadOnlyList<AblationChoice> Options);

/// <summary>One member of an ablation.</summary>
/// <param name="Name">Its name in the ablation: <c>AdaptivePaper</c>.</param>
/// <param name="FullName">The ablation's name and its own, with a dot between.</param>
/// <param name="Choices">The option of each axis, in order.</param>
/// <param name="Arguments">The constructor's arguments by name.</param>
/// <param name="Facts">Its constants.</param>
public sealed record AblationMemberModel(
    string Name, string FullName, IReadOnlyList<AblationChoice> Choices, IReadOnlyList<NamedCode> Arguments, VariantFacts Facts)
{
    /// <summary>For a member whose structure is changed, the class that it builds, in the ablation's namespace; null for one that builds the model's own.</summary>
    public string? Edited { get; init; }

    /// <summary>What tables call it: <c>+ gating</c>.</summary>
    public string Label { get; init; } = "";

    /// <summary>What its settings put in place of the recipe's values.</summary>
    public IReadOnlyList<RecipeValue> Settings { get; init; } = [];
}

/// <summary>A recipe: a static class with options for training and for the data set.</summary>
/// <param name="Name">The recipe's name.</param>
/// <param name="Doc">The author's doc text.</param>
/// <param name="Values">What it sets, in order.</param>
public sealed record RecipeModel(string Name, string? Doc, IReadOnlyList<RecipeValue> Values);

/// <summary>A value that a recipe sets: a <c>long</c>, a <c>double</c>, a <c>bool</c> or a <c>string</c>.</summary>
public sealed record RecipeValue(string Name, object Value);

/// <summary>What a member takes on one axis.</summary>
public sealed record AblationChoice(string Axis, string Option)
{
    /// <summary>The option's value, where it is a number, a string, true or false.</summary>
    public Code? Value { get; init; }

    /// <summary>The same as a <c>long</c>, a <c>double</c>, a <c>bool</c> or a <c>string</c>.</summary>
    public object? Constant { get; init; }

    /// <summary>What tables call the option, where the spec says it.</summary>
    public string? Label { get; init; }
}

/// <summary>What a checkpoint calls the tensors of a model or variant.</summary>
/// <param name="Name">The map's name.</param>
/// <param name="Doc">The author's doc text.</param>
/// <param name="Target">The model or variant.</param>
/// <param name="Holder">The static class that holds it.</param>
/// <param name="Rules">The rules in order; the first that fits wins.</param>
public sealed record KeyMapModel(string Name, string? Doc, string Target, string Holder, IReadOnlyList<KeyRuleModel> Rules);

/// <summary>One rule: the form of the model's keys, and that of the checkpoint's.</summary>
public sealed record KeyRuleModel(string Ours, string Theirs);
