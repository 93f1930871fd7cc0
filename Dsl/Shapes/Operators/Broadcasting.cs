using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators of two tensors: arithmetic, which broadcasts, and the matrix product.</summary>
internal static class Broadcasting
{
    public static IEnumerable<Operator> All =>
    [
        Arithmetic("add", "a + b."),
        Arithmetic("subtract", "a - b."),
        Arithmetic("multiply", "a * b."),
        Arithmetic("divide", "a / b."),
        Arithmetic("power", "a ** b."),
        Arithmetic("maximum", "The larger of each two."),
        Arithmetic("minimum", "The smaller of each two."),
        Function("matmul", OperatorInputs.Two, "The matrix product of the last two axes, a @ b; the axes before them broadcast.", Matmul),
    ];

    /// <summary>How an operator is written: <c>+</c> for <c>add</c>.</summary>
    public static string Written(string name) => name switch
    {
        "add" => "+",
        "subtract" => "-",
        "multiply" => "*",
        "divide" => "/",
        "power" => "**",
        "matmul" => "@",
        _ => name,
    };

    private static Operator Arithmetic(string name, string doc) => Function(
        name, OperatorInputs.Two, $"{doc} Sizes of 1, and missing axes at the front, broadcast.", call =>
            Broadcast(call, call.InputAt(0).Axes, call.InputAt(1).Axes) is { } axes ? Call.Result(axes) : null);

    /// <summary>
    /// The axes that two tensors have together. An axis of 1 takes the other's size; a symbolic size is taken not to be 1, so the two
    /// must be equal for every legal value.
    /// </summary>
    private static Axis[]? Broadcast(Call call, IReadOnlyList<Axis> left, IReadOnlyList<Axis> right)
    {
        var rank = Math.Max(left.Count, right.Count);
        var axes = new Axis[rank];
        for (var i = 0; i < rank; i++)
        {
            var a = i - (rank - left.Count) is >= 0 and var l ? left[l] : null;
            var b = i - (rank - right.Count) is >= 0 and var r ? right[r] : null;
            if (a is null || (b is not null && a.Size.Value == 1))
                axes[i] = b!;
            else if (b is null || b.Size.Value == 1)
                axes[i] = a;
            else if (call.Context.RequireEqual(
                a, b, Catalog.BroadcastMismatch, CallPlace.Call, Written(call.Name), left.Count == right.Count ? i : i - rank, Call.Show(a), Call.Show(b)))
                axes[i] = a.Size.IsOpaque || (b.Size.IsConstant && !a.Size.IsConstant) ? b : a;
            else
                return null;
        }
        return axes;
    }

    private static OperatorResult? Matmul(Call call)
    {
        if (!call.RequireRank(1, int.MaxValue) || !call.RequireRank(1, int.MaxValue, input: 1))
            return null;
        var (left, right) = (call.InputAt(0), call.InputAt(1));
        var inner = left[left.Rank - 1];
        var other = right[Math.Max(right.Rank - 2, 0)];
        if (!call.Context.RequireEqual(
            inner, other, Catalog.MatmulMismatch, CallPlace.Call, Call.Show(inner), Call.Show(other), left, right))
            return null;
        if (Broadcast(call, [.. left.Axes.Take(left.Rank - 2)], [.. right.Axes.Take(right.Rank - 2)]) is not { } batch)
            return null;
        var axes = batch.ToList();
        if (left.Rank > 1)
            axes.Add(left[left.Rank - 2]);
        if (right.Rank > 1)
            axes.Add(right[right.Rank - 1]);
        var output = new Shape(axes);
        return Call.Result(output) with { Macs = output.Count * inner.Size };
    }
}
