using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Ablate;

/// <summary>Whether a study is still what its folder was begun with: what was trained before must be what would be trained now. Members that came in addition are welcome.</summary>
internal static class StudyAgreement
{
    /// <summary>What differs, in sentences; empty where nothing does.</summary>
    public static IReadOnlyList<string> Differences(StudyFile was, StudyFile now)
    {
        var found = new List<string>();
        if ((was.Study, was.Namespace) != (now.Study, now.Namespace))
            return [$"it has the study {Full(was)}, and this is {Full(now)}"];
        foreach (var name in was.Recipe.Values.Keys.Union(now.Recipe.Values.Keys).Where(n => n != "data" || was.Data.Name != now.Data.Name))
        {
            var (before, after) = (was.Recipe.Values.GetValueOrDefault(name), now.Recipe.Values.GetValueOrDefault(name));
            if (!Equals(before, after))
                found.Add($"the recipe's {name} was {RecipeOptions.Text(before)} and is {RecipeOptions.Text(after)}");
        }

        if (was.Data.Fingerprint != now.Data.Fingerprint && found.Count == 0)
            found.Add($"the images of '{now.Data.Name}' are others ({was.Data.Train} and {was.Data.Test}, now {now.Data.Train} and {now.Data.Test} for training and testing)");
        if (was.Threads != now.Threads)
            found.Add($"it was begun with {was.Threads} thread{(was.Threads == 1 ? "" : "s")} a member, and another number sums in another order: --threads {was.Threads}");
        foreach (var member in was.Members)
        {
            if (now.Members.FirstOrDefault(m => m.Name == member.Name) is not { } same)
                found.Add($"the member {member.Name} is gone");
            else
                found.AddRange(member.Choices.Where(c => same.Choices.FirstOrDefault(s => s.Axis == c.Axis) is var s && (s?.Option, Json(s?.Value)) != (c.Option, Json(c.Value)))
                    .Select(c => $"the {c.Axis} of {member.Name} was {c.Option}{Value(c)} and is {(same.Choices.FirstOrDefault(s => s.Axis == c.Axis) is { } other ? other.Option + Value(other) : "gone")}"));
        }

        if (found.Count > 0)
            return found;
        // What a class is called says less than which member it makes.
        var names = was.Code.Where(c => now.Code.GetValueOrDefault(c.Key) != c.Value).Select(c => c.Key).ToArray();
        return [.. names.Select(n => now.Code.ContainsKey(n) ? $"{n} is built otherwise" : $"{n} is gone")];
    }

    private static string Full(StudyFile study) => study.Namespace.Length == 0 ? study.Study : study.Namespace + "." + study.Study;

    private static string Value(StudyChoice choice) => choice.Value is null ? "" : $" ({RecipeOptions.Text(choice.Value)})";

    private static string Json(object? value) => JsonSerializer.Serialize(value, JournalJson.Line);
}
