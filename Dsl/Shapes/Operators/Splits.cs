using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators that make several tensors of one.</summary>
internal static class Splits
{
    /// <summary>Lists that are longer are summarised: nothing is said of single entries.</summary>
    private const long MostPieces = 4096;

    public static IEnumerable<Operator> All =>
    [
        Function(
            "split", OperatorInputs.One, "Pieces of given sizes along an axis.", Split,
            Ints("sizes", "The sizes, which sum up to the axis's."),
            Int("dim", 1, "The axis.")),
        Function(
            "chunk", OperatorInputs.One, "A number of pieces along an axis, equal but for the last, which may be smaller.", Chunk,
            Int("chunks", "How many."),
            Int("dim", 1, "The axis.")),
        Function(
            "split_size", OperatorInputs.One, "Pieces of one size along an axis; the last may be smaller.", SplitSize,
            Int("size", "Their size."),
            Int("dim", 1, "The axis.")),
        Function("unstack", OperatorInputs.One, "A tensor of each entry of an axis.", Unstack, Int("dim", 0, "The axis.")),
    ];

    private static OperatorResult? Split(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis) || !call.TryInts("sizes", out var sizes) || !call.RequireMinimum("sizes", sizes, 1))
            return null;
        var sum = sizes.Aggregate(Dim.Zero, (total, size) => total + size.Size);
        if (!call.Context.RequireEqual(
            input[axis], new Axis(sum), Catalog.SplitSumMismatch, CallPlace.Of("sizes"), sum, axis, Call.Show(input[axis])))
            return null;
        return Pieces(input, axis, sizes);
    }

    private static OperatorResult? Chunk(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis) || !call.TryInt("chunks", 1, out var chunks))
            return null;
        var size = input[axis];
        var piece = Piece(call, size, chunks.Size);
        var last = size.Size - (chunks.Size - 1) * piece.Size;
        var hint = Call.DivisorsHint(size.Size, chunks.Size);
        if (!call.Context.RequireAtLeast(
            last, 1, Catalog.ChunkCount, CallPlace.Of("chunks"), Call.Show(chunks), axis, Call.Show(size), piece, hint))
            return null;
        return chunks.Size.Value is { } count and <= MostPieces
            ? Pieces(input, axis, [.. Enumerable.Repeat(piece, (int)count - 1), call.Sized(last)])
            : Summary(input, axis, chunks.Size, piece, Divides(call, chunks.Size, size.Size));
    }

    private static OperatorResult? SplitSize(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis) || !call.TryInt("size", 1, out var piece))
            return null;
        var size = input[axis];
        var isEven = Divides(call, piece.Size, size.Size);
        var count = call.Sized(isEven ? Dim.Quotient(size.Size, piece.Size) : Dim.CeilDiv(size.Size, piece.Size)).Size;
        if (count.Value is not { } known || known is < 1 or > MostPieces)
            return Summary(input, axis, count, piece, isEven);
        var last = call.Sized(size.Size - (count - 1) * piece.Size);
        return Pieces(input, axis, [.. Enumerable.Repeat(piece, (int)known - 1), last]);
    }

    private static OperatorResult? Unstack(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis))
            return null;
        var size = input[axis];
        if (size.Size.Value is { } count)
        {
            IReadOnlyList<Axis> rest = [.. input.Axes.Where((_, i) => i != axis)];
            return count is >= 0 and <= MostPieces
                ? new OperatorResult(new KnownTensors([.. Enumerable.Repeat(new SingleTensor(new Shape(rest)), (int)count)]))
                : Summary(rest, count);
        }
        if (!size.Size.IsOpaque)
            call.ReportCall(Catalog.UnstackNeedsConstant, [size.Origin], axis, Call.Show(size));
        return null;
    }

    /// <summary>The size of all pieces but the last.</summary>
    private static Axis Piece(Call call, Axis size, Dim chunks) =>
        call.Sized(Divides(call, chunks, size.Size) ? Dim.Quotient(size.Size, chunks) : Dim.CeilDiv(size.Size, chunks));

    private static bool Divides(Call call, Dim divisor, Dim dividend) => call.Context.Assumptions.Divides(divisor, dividend) == Proof.True;

    private static OperatorResult Pieces(Shape input, int axis, IEnumerable<Axis> sizes) =>
        new(new KnownTensors([.. sizes.Select(s => new SingleTensor(input.With(axis, s)))]));

    private static OperatorResult Summary(IReadOnlyList<Axis> axes, Dim count) =>
        new(new SummarizedTensors(count, axes.Count, [.. axes.Select(a => a.Size)], [.. axes.Select(a => count * a.Size)]));

    private static OperatorResult Summary(Shape input, int axis, Dim count, Axis piece, bool isEven)
    {
        var common = input.Axes.Select((a, i) => i == axis ? (isEven ? piece.Size : null) : a.Size).ToArray();
        var sums = input.Axes.Select((a, i) => i == axis ? a.Size : count * a.Size).ToArray();
        return new OperatorResult(new SummarizedTensors(count, input.Rank, common, sums));
    }
}
