using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Ablate.Report.Model;

/// <summary>What the runs of one combination over several seeds are called together: a member's name and label without what tells its seed.</summary>
internal static class MemberNames
{
    private const string Between = ", ";

    /// <summary>The name that all members share once their seeds are left out; the first member's where they share none.</summary>
    public static string Name(IReadOnlyList<StudyMember> members, string? seedAxis) =>
        Shared(members, m => Seed(m, seedAxis) is { } seed ? Written(seed.Option).Replace(m.Own, "", 1) : m.Own) ?? members[0].Own;

    /// <summary>The same of labels.</summary>
    public static string Label(IReadOnlyList<StudyMember> members, string? seedAxis) =>
        Shared(members, m => Seed(m, seedAxis) is not { } seed ? m.Label
            : string.Join(Between, WithoutLast(m.Label.Split(Between), seed.Label ?? seed.Option))) ?? members[0].Label;

    private static StudyChoice? Seed(StudyMember member, string? axis) => axis is null ? null : member.Choices.FirstOrDefault(c => c.Axis == axis);

    private static string? Shared(IReadOnlyList<StudyMember> members, Func<StudyMember, string> name) =>
        members.Select(name).Distinct().ToArray() is [{ Length: > 0 } one] ? one : null;

    private static IEnumerable<string> WithoutLast(string[] parts, string part) =>
        Array.LastIndexOf(parts, part) is >= 0 and var at ? [.. parts[..at], .. parts[(at + 1)..]] : parts;

    // An option in a member's name has lost its underscores, and begins with a capital: the last place where it stands.
    private static Regex Written(string option) =>
        new(string.Join("_?", option.Where(c => c != '_').Select(c => Regex.Escape(c.ToString()))), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft);
}
