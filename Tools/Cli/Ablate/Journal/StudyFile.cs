using System.Collections.Generic;

namespace ArchGen.Cli.Ablate.Journal;

/// <summary>What a study that is run is: <c>study.json</c> in its folder, written before the first member begins.</summary>
/// <param name="Study">The ablation's name.</param>
/// <param name="Namespace">The namespace it is in.</param>
/// <param name="Of">The variant or model that is varied.</param>
/// <param name="Mode">Which combinations there are: <c>cross</c>, <c>cumulative</c>, …</param>
/// <param name="Files">The spec files, as they were named.</param>
/// <param name="Axes">The axes and settings in order.</param>
/// <param name="Recipe">How every member is trained.</param>
/// <param name="Data">What it is trained and tested on.</param>
/// <param name="Base">The member that the others are compared with.</param>
/// <param name="Threads">Threads a member; another number sums in another order.</param>
/// <param name="Members">The members in the table's order.</param>
internal sealed record StudyFile(
    string Study,
    string Namespace,
    string Of,
    string Mode,
    IReadOnlyList<string> Files,
    IReadOnlyList<StudyAxis> Axes,
    StudyRecipe Recipe,
    StudyData Data,
    string Base,
    int Threads,
    IReadOnlyList<StudyMember> Members)
{
    /// <summary>The form that this program writes.</summary>
    public const int Current = 1;

    /// <summary>The file's form.</summary>
    public int Format { get; init; } = Current;

    /// <summary>
    /// A hash of each generated class that the members are made of, by its full name: whether the specs are still what the study was begun with.
    /// </summary>
    public IReadOnlyDictionary<string, string> Code { get; init; } = new Dictionary<string, string>();
}

/// <summary>An axis: <c>parameter</c>, <c>component</c>, <c>structure</c> (some option removes or replaces steps), <c>several</c> (options that set any parameters), or <c>setting</c>.</summary>
internal sealed record StudyAxis(string Name, string Kind, IReadOnlyList<StudyOption> Options);

/// <summary>An option; <paramref name="Label"/> is what tables call it where the spec says so, <paramref name="Value"/> a <c>long</c>, <c>double</c>, <c>bool</c> or <c>string</c>, or null.</summary>
internal sealed record StudyOption(string Name, string? Label, object? Value);

/// <summary>A recipe and all its values, those that go without saying too.</summary>
/// <param name="Name">The recipe's name; null where the study names none and everything goes without saying.</param>
/// <param name="Values">By the names that the language has for them: <c>epochs</c>, <c>learning_rate</c>, <c>data</c>.</param>
internal sealed record StudyRecipe(string? Name, IReadOnlyDictionary<string, object?> Values);

/// <summary>A data set: how many images it has in each part, and classes; the shape of one image, channels first; a hash of all its pixels and labels.</summary>
internal sealed record StudyData(string Name, int Train, int Test, int Classes, IReadOnlyList<long> Image, string Fingerprint)
{
    /// <summary>Where a path that isn't rooted begins: the folder of the spec that has the recipe.</summary>
    public string Folder { get; init; } = "";
}

/// <summary>A member of the study.</summary>
/// <param name="Name">The study's name and its own, with a dot between.</param>
/// <param name="Label">What tables call it.</param>
/// <param name="Choices">The option of each axis, in order.</param>
/// <param name="Parameters">Learned numbers.</param>
/// <param name="Macs">Multiply-accumulates at <paramref name="MacsAt"/>.</param>
/// <param name="MacsAt">The input's shape, batch first: one image as the member is trained with.</param>
/// <param name="LegalInput">The legal input sizes in words.</param>
/// <param name="Settings">What its settings put in place of the recipe's values.</param>
/// <param name="Diff">What tells it from the study's base; null for the base.</param>
internal sealed record StudyMember(
    string Name,
    string Label,
    IReadOnlyList<StudyChoice> Choices,
    long Parameters,
    long? Macs,
    IReadOnlyList<long>? MacsAt,
    string LegalInput,
    IReadOnlyDictionary<string, object?> Settings,
    StudyDiff? Diff)
{
    /// <summary>Its name in the study, which is its folder's.</summary>
    public string Own => Name[(Name.IndexOf('.') + 1)..];
}

/// <summary>What a member takes on one axis.</summary>
internal sealed record StudyChoice(string Axis, string Option, string? Label, object? Value);

/// <summary>What a member has that <paramref name="Against"/> hasn't, and what that costs; as <c>archgen diff</c> tells it.</summary>
/// <param name="Against">The member that it is compared with.</param>
/// <param name="Parts">The parts that differ.</param>
/// <param name="Parameters">How many more learned numbers.</param>
/// <param name="Macs">How many more multiply-accumulates.</param>
internal sealed record StudyDiff(string Against, IReadOnlyList<StudyDiffPart> Parts, long Parameters, long? Macs);

/// <summary>A part that differs: <c>added</c>, <c>removed</c> or <c>changed</c>; its kinds on both sides, and how many more learned numbers and multiply-accumulates.</summary>
internal sealed record StudyDiffPart(string Path, string Change, string? From, string? To, long Parameters, long? Macs);
