using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Shapes.Patterns;

/// <summary>What <c>rearrange</c>, <c>reduce</c> and <c>repeat</c> do with their patterns.</summary>
public static class PatternRules
{
    /// <summary>What a reduction's name stands for; null where it is none.</summary>
    public static PatternReduction? ReductionOf(string name) => name switch
    {
        "mean" => PatternReduction.Mean,
        "sum" => PatternReduction.Sum,
        "max" => PatternReduction.Max,
        "min" => PatternReduction.Min,
        _ => null,
    };

    /// <summary>
    /// The steps that a pattern comes down to for an input, with sizes for letters by name; null, reported, where it doesn't fit.
    /// <paramref name="reduction"/> matters to <c>reduce</c> only.
    /// </summary>
    public static PatternPlan? Plan(
        PatternCallSyntax call, Shape input, IReadOnlyDictionary<string, IntValue> sizes, PatternReduction reduction, PatternContext context)
    {
        if (call.Left.Count == 0 || call.Right.Count == 0 || call.Left.Concat(call.Right).Any(a => a.Names.Any(n => n.IsMissing)))
            return null;
        if (Sides(call, input, context) is not var (left, right) || !CheckNumbers(call, left, right, context) || !CheckLetters(call, left, right, context))
            return null;
        var settled = new PatternSizes(context, call, sizes);
        if (!settled.CheckGiven(left, right) || settled.Left(left, input) is not { } letters)
            return null;
        var result = new List<IReadOnlyList<PatternLetter>>();
        foreach (var axis in right.Axes)
        {
            if (Join(axis, letters, settled) is not { } joined)
                return null;
            result.Add(joined);
        }
        return new PatternSteps(left, letters, result, context.Assumptions).Plan(reduction) with { Layout = new PatternLayout(ByAxis(left, letters), result) };
    }

    private static IReadOnlyList<IReadOnlyList<PatternLetter>> ByAxis(PatternSide side, List<PatternLetter> letters)
    {
        var axes = new List<IReadOnlyList<PatternLetter>>();
        var from = 0;
        foreach (var count in side.Axes.Select(a => a.Count(u => !u.IsOne)))
        {
            axes.Add(letters.GetRange(from, count));
            from += count;
        }
        return axes;
    }

    /// <summary>The two sides, once the pattern has as many axes as the input.</summary>
    private static (PatternSide Left, PatternSide Right)? Sides(PatternCallSyntax call, Shape input, PatternContext context)
    {
        var written = PatternSide.WrittenRank(call.Left);
        var isOpen = PatternSide.HasEllipsis(call.Left);
        if (isOpen ? written > input.Rank : written != input.Rank)
        {
            var span = TextSpan.Cover(call.Left[0].Span, call.Left[call.Left.Count - 1].Span);
            context.Report(
                Catalog.PatternRank, span, [.. input.Axes.Select(a => a.Origin)],
                (isOpen ? "at least " : "") + Call.Count(written, "axis", "axes"), input.Rank, input);
            return null;
        }
        var more = input.Rank - written;
        if (PatternSide.Read(context, call.Left, more, isLeft: true) is not { } left || PatternSide.Read(context, call.Right, more, isLeft: false) is not { } right)
            return null;
        var missing = call.Operator.Text == "reduce" ? null : call.Left.SelectMany(a => a.Names).FirstOrDefault(n => n.Text == "..");
        var extra = call.Right.SelectMany(a => a.Names).FirstOrDefault(n => n.Text == "..");
        if (isOpen ? missing is not null && extra is null : extra is not null)
        {
            context.Report(
                Catalog.PatternEllipsis, (isOpen ? missing : extra)!.Span, [],
                isOpen ? "'..' is on the left side only: its axes have to be somewhere in the result" : "'..' is on the right side only: there are no axes that it stands for");
            return null;
        }
        return (left, right);
    }

    /// <summary>Only 1 can stand anywhere; <c>reduce</c> takes other numbers on the left, <c>repeat</c> on the right.</summary>
    private static bool CheckNumbers(PatternCallSyntax call, PatternSide left, PatternSide right, PatternContext context)
    {
        foreach (var (unit, isLegal) in left.Units.Select(u => (u, call.Operator.Text == "reduce")).Concat(right.Units.Select(u => (u, call.Operator.Text == "repeat"))))
        {
            if (unit.Number is null or 1 || (isLegal && unit.Number > 1))
                continue;
            var why = unit.Number < 1 ? "an axis has at least 1 entry" : "without a letter, an axis can only be 1 here";
            context.Report(Catalog.PatternNumber, unit.Span, [], unit.Number, why);
            return false;
        }
        return true;
    }

    private static bool CheckLetters(PatternCallSyntax call, PatternSide left, PatternSide right, PatternContext context)
    {
        var name = call.Operator.Text;
        var lost = name == "reduce" ? null : left.Units.FirstOrDefault(u => u.Number is null && !right.Has(u.Name));
        var added = name == "repeat" ? null : right.Units.FirstOrDefault(u => u.Number is null && !left.Has(u.Name));
        if ((lost ?? added) is not { } letter)
            return true;
        var what = lost is not null
            ? $"'{name}' keeps every axis" + (name == "rearrange" ? "; 'reduce' can drop one" : "")
            : $"'{name}' adds no axis" + (name == "rearrange" ? "; 'repeat' can add one" : "");
        context.Report(Catalog.PatternLetterMissing, letter.Span, [], letter.Name, lost is not null ? "left" : "right", what);
        return false;
    }

    /// <summary>One axis of the result as letters; an axis of 1 is one without a name.</summary>
    private static List<PatternLetter>? Join(IReadOnlyList<PatternUnit> units, List<PatternLetter> letters, PatternSizes sizes)
    {
        var joined = new List<PatternLetter>();
        foreach (var unit in units.Where(u => !u.IsOne))
        {
            var letter = letters.FirstOrDefault(l => unit.Number is null && l.Name == unit.Name) ?? sizes.New(unit);
            if (letter is null)
                return null;
            joined.Add(letter);
        }
        if (joined.Count == 0)
            joined.Add(new PatternLetter("", new Axis(Dim.One), PatternSize.Of(Dim.One)));
        return joined;
    }
}
