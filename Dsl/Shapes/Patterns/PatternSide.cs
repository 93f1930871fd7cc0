using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Shapes.Patterns;

/// <summary>One unit of a pattern: a letter, a number, or one of the axes that <c>..</c> stands for (whose name is <c>..0</c>, <c>..1</c>, …).</summary>
internal sealed record PatternUnit(string Name, long? Number, TextSpan Span)
{
    /// <summary>True for an axis of 1, which has no name.</summary>
    public bool IsOne => Number == 1;
}

/// <summary>The axes of one side, each with its units, <c>..</c> written out.</summary>
internal sealed class PatternSide(IReadOnlyList<IReadOnlyList<PatternUnit>> axes, IReadOnlyList<TextSpan> spans)
{
    public IReadOnlyList<IReadOnlyList<PatternUnit>> Axes { get; } = axes;

    /// <summary>Where each axis is written.</summary>
    public IReadOnlyList<TextSpan> Spans { get; } = spans;

    public IEnumerable<PatternUnit> Units => Axes.SelectMany(a => a);

    public bool Has(string name) => Units.Any(u => u.Name == name);

    /// <summary>How many axes are written, <c>..</c> left out.</summary>
    public static int WrittenRank(IReadOnlyList<PatternAxisSyntax> axes) => axes.Count(a => a.IsGroup || !IsEllipsis(a.Names[0]));

    public static bool HasEllipsis(IReadOnlyList<PatternAxisSyntax> axes) => axes.Any(a => a.Names.Any(IsEllipsis));

    /// <summary>Reads a side; null, reported, where it isn't one. <paramref name="more"/> is how many axes <c>..</c> stands for.</summary>
    public static PatternSide? Read(PatternContext context, IReadOnlyList<PatternAxisSyntax> axes, int more, bool isLeft)
    {
        var side = isLeft ? "left" : "right";
        var (read, spans, seen) = (new List<IReadOnlyList<PatternUnit>>(), new List<TextSpan>(), new HashSet<string>());
        foreach (var axis in axes)
        {
            var units = new List<PatternUnit>();
            foreach (var name in axis.Names)
            {
                if (IsEllipsis(name) && isLeft && axis.IsGroup)
                {
                    context.Report(Catalog.PatternEllipsis, name.Span, [], "'..' can't be part of an axis of the input: write it beside the others");
                    return null;
                }
                if (!char.IsDigit(name.Text[0]) && !seen.Add(name.Text))
                {
                    context.Report(Catalog.PatternDuplicateLetter, name.Span, [], name.Text, side);
                    return null;
                }
                units.AddRange(WrittenOut(name, more));
            }
            if (axis.IsGroup || !IsEllipsis(axis.Names[0]))
            {
                read.Add(units);
                spans.Add(axis.Span);
                continue;
            }
            foreach (var unit in units)
            {
                read.Add([unit]);
                spans.Add(axis.Span);
            }
        }
        return new PatternSide(read, spans);
    }

    private static IEnumerable<PatternUnit> WrittenOut(NameSyntax name, int more)
    {
        if (IsEllipsis(name))
            return Enumerable.Range(0, more).Select(i => new PatternUnit(".." + i.ToString(CultureInfo.InvariantCulture), null, name.Span));
        if (!char.IsDigit(name.Text[0]))
            return [new PatternUnit(name.Text, null, name.Span)];
        var isNumber = long.TryParse(name.Text.Replace("_", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return [new PatternUnit(name.Text, isNumber ? number : 0, name.Span)];
    }

    private static bool IsEllipsis(NameSyntax name) => name.Text == "..";
}
