using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>How rules read arguments.</summary>
internal sealed partial class Call
{
    /// <summary>An int as an axis would have it: with its origin.</summary>
    public bool TryInt(string parameter, out Axis value)
    {
        value = new Axis(Dim.Zero);
        if (Context.Argument(parameter) is not IntValue given)
            return false;
        value = new Axis(given.Value, given.Origin);
        return true;
    }

    /// <summary>An int that isn't below a minimum.</summary>
    public bool TryInt(string parameter, long minimum, out Axis value) =>
        TryInt(parameter, out value) && RequireMinimum(parameter, value, minimum);

    /// <summary>An int that must be known.</summary>
    public bool TryConstant(string parameter, out long value)
    {
        value = 0;
        return TryInt(parameter, out var given) && TryConstant(parameter, given.Size, out value);
    }

    /// <summary>A bool that must be known.</summary>
    public bool TryConstant(string parameter, out bool value)
    {
        value = false;
        if (Context.Argument(parameter) is not BoolValue given)
            return false;
        value = given.Value ?? false;
        if (given.Value is null)
            Report(Catalog.NotConstant, parameter, parameter, Name, "one of its block's parameters");
        return given.Value is not null;
    }

    /// <summary>A bool; where it isn't known, what most calls have.</summary>
    public bool Bool(string parameter, bool otherwise) => (Context.Argument(parameter) as BoolValue)?.Value ?? otherwise;

    /// <summary>A float (or int), or null where it isn't known or isn't given.</summary>
    public double? Float(string parameter) => Context.Argument(parameter) switch
    {
        FloatValue given => given.Value,
        IntValue given => given.Value.Value,
        _ => null,
    };

    /// <summary>A bare word, or null where a number is given in its place.</summary>
    public string? Symbol(string parameter) => (Context.Argument(parameter) as SymbolValue)?.Name;

    /// <summary>False, and reported, when a known float breaks a demand.</summary>
    public bool RequireFloat(string parameter, Func<double, bool> demand, string range)
    {
        if (Float(parameter) is not { } value || demand(value))
            return true;
        Report(Catalog.ArgumentOutOfRange, parameter, parameter, Name, range, value.ToString("R", CultureInfo.InvariantCulture));
        return false;
    }

    /// <summary>A list of ints; its length must be known.</summary>
    public bool TryInts(string parameter, out IReadOnlyList<Axis> values)
    {
        values = [];
        switch (Context.Argument(parameter))
        {
            case IntValue single:
                values = [new Axis(single.Value, single.Origin)];
                return true;
            case ListValue list when list.Items.All(i => i is IntValue):
                values = list.Items.Cast<IntValue>().Select(i => new Axis(i.Value, i.Origin)).ToArray();
                return true;
            case SymbolicListValue symbolic:
                Report(Catalog.NotConstant, parameter, parameter, Name, $"{symbolic.Name}, a list of {symbolic.Length} entries");
                return false;
            default:
                return false;
        }
    }

    /// <summary>An int for each of <paramref name="count"/> axes: one for all, or a list of as many.</summary>
    public bool TryPerAxis(string parameter, int count, out IReadOnlyList<Axis> values)
    {
        if (!TryInts(parameter, out values))
            return false;
        if (values.Count == count)
            return true;
        if (Context.Argument(parameter) is IntValue)
        {
            values = [.. Enumerable.Repeat(values[0], count)];
            return true;
        }
        var expected = count == 1 ? "one number" : string.Format(CultureInfo.InvariantCulture, "one number, or {0}: one for each axis", count);
        Report(Catalog.WrongLength, parameter, parameter, Name, expected, values.Count);
        return false;
    }

    /// <summary>An int for each axis, none below a minimum.</summary>
    public bool TryPerAxis(string parameter, int count, long minimum, out IReadOnlyList<Axis> values) =>
        TryPerAxis(parameter, count, out values) && RequireMinimum(parameter, values, minimum);

    /// <summary>An axis of a tensor of that rank, negative ones counted from the end.</summary>
    public bool TryAxis(string parameter, int rank, out int axis)
    {
        axis = 0;
        return TryInt(parameter, out var given) && TryAxis(parameter, given.Size, rank, out axis);
    }

    /// <summary>Several axes, each once.</summary>
    public bool TryAxes(string parameter, int rank, out IReadOnlyList<int> axes)
    {
        var found = new List<int>();
        axes = found;
        if (!TryInts(parameter, out var given))
            return false;
        foreach (var item in given)
        {
            if (!TryAxis(parameter, item.Size, rank, out var axis))
                return false;
            if (found.Contains(axis))
            {
                Report(Catalog.DuplicateAxis, parameter, parameter, item);
                return false;
            }
            found.Add(axis);
        }
        return true;
    }

    private bool TryAxis(string parameter, Dim given, int rank, out int axis)
    {
        axis = 0;
        if (rank == 0)
        {
            ReportCall(Catalog.WrongRank, [], Name, "at least 1 axis", 0, "[]");
            return false;
        }
        if (!TryConstant(parameter, given, out var value))
            return false;
        if (value < -rank || value >= rank)
        {
            Report(Catalog.AxisOutOfRange, parameter, value, OfRank(rank), parameter, -rank, rank - 1);
            return false;
        }
        axis = (int)(value < 0 ? value + rank : value);
        return true;
    }

    private bool TryConstant(string parameter, Dim given, out long value)
    {
        value = given.Value ?? 0;
        if (given.Value is null && !given.IsOpaque)
            Report(Catalog.NotConstant, parameter, parameter, Name, given);
        return given.Value is not null;
    }

    private string OfRank(int rank) =>
        Context.Inputs.Count > 0 && Context.Inputs[0] is SingleTensor { Shape: { } shape } && shape.Rank == rank
            ? shape.ToString()
            : "a tensor with " + Count(rank, "axis", "axes");
}
