using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>One combination of options, what tells it from the others and what a table calls it.</summary>
internal sealed record Combination(string Name, string Label, IReadOnlyList<OptionSyntax> Options);

/// <summary>Which combinations of its axes' options an ablation has. The first option of an axis is its base, the last what it comes to.</summary>
internal static class StudyModes
{
    public const string Cross = "cross";
    public const string OneAtATime = "one_at_a_time";
    public const string LeaveOneOut = "leave_one_out";
    public const string Cumulative = "cumulative";
    public const string Zip = "zip";

    public static IReadOnlyList<string> All { get; } = [Cross, OneAtATime, LeaveOneOut, Cumulative, Zip];

    public static string Of(AblationSyntax ablation) => ablation.Mode?.Name.Text ?? Cross;

    /// <summary>How many combinations there are, without making any.</summary>
    public static BigInteger Count(AblationSyntax ablation) => Of(ablation) switch
    {
        OneAtATime => 1 + ablation.Axes.Sum(a => a.Options.Count - 1),
        LeaveOneOut or Cumulative => 1 + ablation.Axes.Count,
        Zip => ablation.Axes[0].Options.Count,
        _ => ablation.Axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Options.Count),
    };

    /// <summary>The combinations in order; of a product, the last axis changing fastest.</summary>
    public static IEnumerable<Combination> Combinations(AblationSyntax ablation)
    {
        var axes = ablation.Axes;
        OptionSyntax[] first = [.. axes.Select(a => a.Options[0])];
        OptionSyntax[] last = [.. axes.Select(a => a.Options[a.Options.Count - 1])];
        switch (Of(ablation))
        {
            case OneAtATime:
                return [new("Base", "base", first), .. axes.SelectMany((axis, i) => axis.Options.Skip(1).Select(o => new Combination(Pascal(o.Name.Text), LabelOf(o), With(first, i, o))))];
            case LeaveOneOut:
                return [new("Full", "full", last), .. axes.Select((axis, i) => new Combination("Without" + Pascal(axis.Name.Text), axis.Options[0].Label?.Value ?? "without " + axis.Name.Text, With(last, i, first[i])))];
            case Cumulative:
                return [new("Base", "base", first), .. axes.Select((axis, i) => new Combination(Pascal(last[i].Name.Text), last[i].Label?.Value ?? "+ " + last[i].Name.Text, [.. last.Take(i + 1), .. first.Skip(i + 1)]))];
            case Zip:
                return Enumerable.Range(0, axes[0].Options.Count).Select(i => Together([.. axes.Select(a => a.Options[i])]));
            default:
            {
                IEnumerable<IReadOnlyList<OptionSyntax>> all = [[]];
                foreach (var axis in axes)
                    all = all.SelectMany(c => axis.Options.Select(o => (IReadOnlyList<OptionSyntax>)[.. c, o]));
                return all.Select(Together);
            }
        }
    }

    /// <summary><c>no_bias</c>: <c>NoBias</c>.</summary>
    public static string Pascal(string name)
    {
        var words = name.Split(['_'], System.StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1)).ToArray();
        // Digits that only an underscore keeps apart stay apart.
        return string.Concat(words.Select((w, i) => i > 0 && char.IsDigit(w[0]) && char.IsDigit(words[i - 1][words[i - 1].Length - 1]) ? "_" + w : w));
    }

    private static Combination Together(IReadOnlyList<OptionSyntax> options) =>
        new(string.Concat(options.Select(o => Pascal(o.Name.Text))), string.Join(", ", options.Select(LabelOf)), options);

    private static string LabelOf(OptionSyntax option) => option.Label?.Value ?? option.Name.Text;

    private static IReadOnlyList<OptionSyntax> With(IReadOnlyList<OptionSyntax> options, int index, OptionSyntax option) => [.. options.Select((o, i) => i == index ? option : o)];
}
