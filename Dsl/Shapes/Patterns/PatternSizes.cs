using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Shapes.Patterns;

/// <summary>A letter with its size: as a dim, and as the forward pass computes it.</summary>
internal sealed record PatternLetter(string Name, Axis Axis, PatternSize Size);

/// <summary>Settles the sizes of a pattern's letters.</summary>
internal sealed class PatternSizes(PatternContext context, PatternCallSyntax call, IReadOnlyDictionary<string, IntValue> given)
{
    /// <summary>
    /// The letters of the left side in order, axes of 1 left out (reshaping drops them); null, reported, where a size doesn't come out.
    /// </summary>
    public List<PatternLetter>? Left(PatternSide side, Shape input)
    {
        var letters = new List<PatternLetter>();
        for (var k = 0; k < side.Axes.Count; k++)
        {
            if (Split(side, k, input[k]) is not { } split)
                return null;
            letters.AddRange(split);
        }
        return letters;
    }

    /// <summary>A letter or number that only the result has; null, reported, where its size isn't given.</summary>
    public PatternLetter? New(PatternUnit unit)
    {
        if (unit.Number is { } number)
            return Known(unit.Name, new Axis(Dim.Constant(number)));
        if (given.TryGetValue(unit.Name, out var value))
            return Known(unit.Name, new Axis(value.Value, value.Origin));
        context.Report(Catalog.PatternUnknownSize, unit.Span, [], unit.Name);
        return null;
    }

    /// <summary>True when every given size is that of a letter in the pattern, and at least 1.</summary>
    public bool CheckGiven(PatternSide left, PatternSide right)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Name is not { } name || !given.TryGetValue(name.Text, out var value))
                continue;
            if (!left.Has(name.Text) && !right.Has(name.Text))
            {
                context.Report(Catalog.PatternUnusedSize, name.Span, [], name.Text);
                return false;
            }
            if (!context.RequireAtLeast(
                value.Value, 1, Catalog.ArgumentTooSmall, argument.Value.Span, name.Text, call.Operator.Text, 1, value.Value))
                return false;
        }
        return true;
    }

    /// <summary>One axis of the input as letters.</summary>
    private List<PatternLetter>? Split(PatternSide side, int k, Axis axis)
    {
        var units = side.Axes[k];
        var open = units.Where(u => u.Number is null && !given.ContainsKey(u.Name)).ToArray();
        if (open.Length > 1)
        {
            context.Report(Catalog.PatternUnknownSize, open[1].Span, [], open[1].Name);
            return null;
        }
        var known = units.Where(u => !open.Contains(u)).ToArray();
        var product = known.Aggregate(Dim.One, (p, u) => p * (u.Number is { } n ? Dim.Constant(n) : given[u.Name].Value));
        var names = known.Length == 0 ? "1" : string.Join(" ", known.Select(u => u.Name));
        if (open.Length == 0 && !context.RequireEqual(
            new Axis(product), axis, Catalog.PatternSizeMismatch, side.Spans[k], names, product, k, Call.Show(axis)))
            return null;
        if (open.Length == 1 && known.Length > 0 && !context.RequireDivides(
            product, axis, Catalog.PatternNotDivisible, side.Spans[k], k, Call.Show(axis), product, names, Call.DivisorsHint(axis.Size, product)))
            return null;
        var letters = new List<PatternLetter>();
        foreach (var unit in units.Where(u => !u.IsOne))
        {
            if (!open.Contains(unit))
                letters.Add(units.Count == 1 ? FromAxis(unit.Name, axis, k) : New(unit)!);
            else if (known.All(u => u.IsOne))
                letters.Add(FromAxis(unit.Name, axis, k));
            else
                letters.Add(Quotient(unit.Name, axis, k, product));
        }
        return letters;
    }

    private static PatternLetter FromAxis(string name, Axis axis, int k) =>
        new(name, axis, IsStatic(axis.Size) ? PatternSize.Of(axis.Size) : PatternSize.OfAxis(k));

    private PatternLetter Quotient(string name, Axis axis, int k, Dim product)
    {
        var size = context.Assumptions.Simplify(Dim.Quotient(axis.Size, product));
        return new PatternLetter(name, new Axis(size), IsStatic(size) ? PatternSize.Of(size) : PatternSize.OfAxis(k).Over(product));
    }

    private static PatternLetter Known(string name, Axis axis) => new(name, axis, PatternSize.Of(axis.Size));

    /// <summary>True for a dim that the generated constructor knows: what depends on an input's size, or is carried, is read from the tensor instead.</summary>
    private static bool IsStatic(Dim size) => !size.IsOpaque && size.Symbols.All(s => s.Kind is DimKind.Parameter or DimKind.Element);
}
