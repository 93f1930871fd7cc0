using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The <c>rearrange</c> that a message about two shapes proposes, where moving axes and joining them is all that is wanting.</summary>
internal sealed partial class Elaborator
{
    /// <summary>The difference between two shapes, with the step that would undo it after a place.</summary>
    private static Suggested WithRearrange(Frame frame, string difference, Shape have, Shape want, TextSpan? after)
    {
        if (PatternBetween(frame, have, want.Axes) is not { } step)
            return Suggested.Words(difference);
        return Suggested.Edit($"{difference}; insert '{step}'", after is { } place ? new Fix($"insert '{step}'", new TextSpan(place.End, 0), NewStep(frame, place) + step) : null);
    }

    /// <summary>What separates a step from the one before it: a line break where that has a line to itself.</summary>
    private static string NewStep(Frame frame, TextSpan before)
    {
        var start = frame.File.Source.PositionOf(before.Start);
        var indent = frame.File.Source.LineText(start.Line).Substring(0, start.Column);
        return indent.Trim().Length == 0 ? "\n" + indent : "; ";
    }

    /// <summary>The end of a message about an input that a <c>rearrange</c> before it would make fit.</summary>
    private Suggested Beforehand(Caller caller, Frame callee, TensorSyntax declared, Shape have)
    {
        var dims = declared.Dims ?? [];
        if (dims.Any(IsEllipsis) || dims.OfType<NameExpressionSyntax>().GroupBy(n => n.Name).Any(g => g.Count() > 1))
            return Suggested.Words("");
        callee.Quiet++;
        // A name that stands for any size takes what is left over.
        var want = dims.Select(d => d is NameExpressionSyntax name && (IsNewDim(callee, name) || callee.Scope.Find(name.Name)?.Span == d.Span)
            ? null : EvaluateInt(callee, d, "a shape") is { } size ? new Axis(size.Value) : null).ToArray();
        callee.Quiet--;
        // Tokens are what is meant by three axes, and maps by four.
        if (want.All(w => w is null) && have.Rank == 4 && want.Length == 3)
            want = [have[0], null, have[1]];
        return PatternBetween(caller.Frame, have, want) is { } step ? Suggested.Edit($"; insert '{step}' before it", StepBefore(caller, step)) : Suggested.Words("");
    }

    /// <summary>The edit that puts a step before one that is fed with the current value, or with what stands left of a pipe; null for any other.</summary>
    private Fix? StepBefore(Caller caller, string step)
    {
        var path = SyntaxParts.PathTo(caller.Frame.File.Syntax, caller.Span.Start);
        var at = path.ToList().FindIndex(n => n.Span == caller.Span && n is NameExpressionSyntax or CallSyntax);
        if (at < 1 || (path[at] is CallSyntax call && call.Arguments.Any(a => a.Name is null && Aside(caller.Frame, a.Value) is not Known)))
            return null;
        at -= path[at - 1] is LabeledSyntax ? 1 : 0;
        var place = path[at].Span;
        return path[at - 1] switch
        {
            PipeSyntax pipe when pipe.Right.Span == place => new Fix($"insert '{step}'", new TextSpan(place.Start, 0), step + " |> "),
            StepSyntax => new Fix($"insert '{step}'", new TextSpan(place.Start, 0), step + NewStep(caller.Frame, place)),
            _ => null,
        };
    }

    private const int MaxRank = 8;

    /// <summary>The pattern that makes a shape of another; axes that may have any size (null) take what is left in order, the last of them all the rest. Null where none does.</summary>
    private static string? PatternBetween(Frame frame, Shape have, IReadOnlyList<Axis?> want)
    {
        // Of so many axes, nobody means a pattern.
        if (have.Rank > MaxRank)
            return null;
        var taken = new bool[have.Rank];
        var groups = new List<int>?[want.Count];
        for (var w = 0; w < want.Count; w++)
        {
            if (want[w] is { } axis && Run(frame, have, taken, axis.Size) is { } run)
            {
                run.ForEach(i => taken[i] = true);
                groups[w] = run;
            }
            else if (want[w] is not null)
            {
                return null;
            }
        }
        var left = Enumerable.Range(0, have.Rank).Where(i => !taken[i]).ToList();
        var open = Enumerable.Range(0, want.Count).Where(w => groups[w] is null).ToList();
        if (open.Count > left.Count || (open.Count == 0 && left.Count > 0))
            return null;
        for (var o = 0; o < open.Count; o++)
            groups[open[o]] = o < open.Count - 1 ? [left[o]] : left.GetRange(o, left.Count - o);
        if (groups.SelectMany(g => g!).SequenceEqual(Enumerable.Range(0, have.Rank)) && groups.All(g => g!.Count == 1))
            return null;
        var letters = Letters(have);
        return $"rearrange({string.Join(" ", letters)} -> {string.Join(" ", groups.Select(g => g!.Count == 1 ? letters[g[0]] : $"({string.Join(" ", g.Select(i => letters[i]))})"))})";
    }

    /// <summary>An axis that isn't taken and has a size, or neighbours that have it together.</summary>
    private static List<int>? Run(Frame frame, Shape have, bool[] taken, Dim size)
    {
        for (var length = 1; length <= have.Rank; length++)
        {
            for (var first = 0; first + length <= have.Rank; first++)
            {
                var run = Enumerable.Range(first, length).ToList();
                var product = run.Aggregate(Dim.One, (p, i) => p * have[i].Size);
                if (run.All(i => !taken[i]) && !product.IsOpaque && frame.Assumptions.Equal(product, size) == Proof.True)
                    return run;
            }
        }
        return null;
    }

    /// <summary>A letter for each axis: the first of its size's name where that is free.</summary>
    private static string[] Letters(Shape shape)
    {
        var letters = new string[shape.Rank];
        for (var i = 0; i < shape.Rank; i++)
        {
            var name = shape[i].Size.ToString();
            var own = char.IsLetter(name[0]) ? char.ToLowerInvariant(name[0]).ToString() : "";
            letters[i] = new[] { own, "h", "w", "c", "l", "a", "b", "d", "e" }.Concat("fgijkmnopq".Select(c => c.ToString())).First(l => l.Length > 0 && !letters.Contains(l));
        }
        return letters;
    }
}
