using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators that make a tensor of nothing.</summary>
internal static class Creation
{
    public static IEnumerable<Operator> All =>
    [
        Function(
            "arange", OperatorInputs.None, "The numbers from one up to another, which is left out.", Arange,
            Int("end", "The number after the last."),
            Int("start", 0, "The first."),
            Int("step", 1, "The step; negative ones go down.")),
        Function("zeros", OperatorInputs.None, "Zeros.", Filled, Ints("sizes", "The sizes.")),
        Function("ones", OperatorInputs.None, "Ones.", Filled, Ints("sizes", "The sizes.")),
        Function(
            "full", OperatorInputs.None, "One number everywhere.", Filled,
            Ints("sizes", "The sizes."),
            new OperatorParameter("value", OperatorParameterKind.Float, Doc: "The number.")),
        Function("eye", OperatorInputs.None, "Ones on the diagonal of a square of zeros.", Eye, Int("n", "The square's size.")),
        Function(
            "linspace", OperatorInputs.None, "Numbers at equal distances from one to another, both included.", Linspace,
            new OperatorParameter("start", OperatorParameterKind.Float, Doc: "The first."),
            new OperatorParameter("end", OperatorParameterKind.Float, Doc: "The last."),
            Int("steps", "How many.")),
    ];

    private static OperatorResult? Arange(Call call)
    {
        if (!call.TryInt("end", out var end) || !call.TryInt("start", out var start) || !call.TryInt("step", out var step))
            return null;
        if (step.Size.Value == 0)
        {
            call.Report(Catalog.ArgumentOutOfRange, "step", "step", call.Name, "other than 0", 0);
            return null;
        }
        var isDown = step.Size.Value < 0;
        if (step.Size.Value is null && !call.RequireMinimum("step", step, 1))
            return null;
        var length = isDown ? Dim.CeilDiv(start.Size - end.Size, -step.Size) : Dim.CeilDiv(end.Size - start.Size, step.Size);
        return call.Context.RequireAtLeast(
            isDown ? start.Size - end.Size : end.Size - start.Size, 1, Catalog.EmptyRange, CallPlace.Call,
            call.Name, Call.Show(start), Call.Show(end), Call.Show(step))
            ? Call.Result([call.Sized(length)])
            : null;
    }

    private static OperatorResult? Filled(Call call) =>
        call.TryInts("sizes", out var sizes) && call.RequireMinimum("sizes", sizes, 1) ? Call.Result(sizes) : null;

    private static OperatorResult? Eye(Call call) => call.TryInt("n", 1, out var size) ? Call.Result([size, size]) : null;

    private static OperatorResult? Linspace(Call call) => call.TryInt("steps", 1, out var steps) ? Call.Result([steps]) : null;
}
