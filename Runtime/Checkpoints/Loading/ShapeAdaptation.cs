using System;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// Known ways from another network's tensor to a model's of another shape: a kernel over images inflated to one over videos; a position embedding, or a table of relative
/// positions, interpolated from one square of positions to another; floating-point elements of another such type.
/// </summary>
/// <param name="How">It in words.</param>
/// <param name="Apply">The tensor in the model's shape, its elements as floating point.</param>
public sealed record ShapeAdaptation(string How, Func<Tensor, Tensor> Apply)
{
    // A class token, and one of distillation.
    private const int MostExtraTokens = 2;

    private static readonly string[] s_positions = ["pos_embed", "position_embedding", "position_embeddings", "pos_embedding", "absolute_pos_embed"];

    /// <summary>The way; null where none is known.</summary>
    /// <param name="key">The model's key; position embeddings are known by its last name.</param>
    /// <param name="was">What the other network has.</param>
    /// <param name="entry">What the model needs.</param>
    /// <param name="inflation">How kernels are inflated.</param>
    public static ShapeAdaptation? Of(string key, StateEntry was, StateEntry entry, Inflation inflation = Inflation.Mean)
    {
        if (!IsReal(was.Type) || !IsReal(entry.Type))
            return null;
        long[] from = was.Shape, to = entry.Shape;
        if (from.AsSpan().SequenceEqual(to))
            return new ShapeAdaptation($"converted from {was.Type} to {entry.Type}", x => x.alias());
        var name = key[(key.LastIndexOf('.') + 1)..];
        return from.Length == 4 && to.Length == 5 ? Inflated(from, to, inflation)
            : Array.IndexOf(s_positions, name) >= 0 ? from.Length == 3 && to.Length == 3 ? Tokens(from, to) : from.Length == 4 && to.Length == 4 ? Grid(from, to) : null
            : name == "relative_position_bias_table" && from.Length == 2 && to.Length == 2 ? Table(from, to)
            : null;
    }

    /// <summary>True for the types that may become one another.</summary>
    internal static bool IsReal(ScalarType? type) => type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    // [out, in, H, W] to [out, in, T, H, W], as I3D began.
    private static ShapeAdaptation? Inflated(long[] from, long[] to, Inflation inflation)
    {
        var frames = to[2];
        if (frames < 1 || from[0] != to[0] || from[1] != to[1] || from[2] != to[3] || from[3] != to[4])
            return null;
        if (inflation == Inflation.Mean)
            return new ShapeAdaptation($"inflated to {frames} frames, divided by {frames}", x => x.unsqueeze(2).repeat(1, 1, frames, 1, 1).div(frames));
        return new ShapeAdaptation($"inflated to {frames} frames, at the middle one", x =>
        {
            var inflated = zeros(to, dtype: x.dtype, device: x.device);
            inflated.select(2, frames / 2).copy_(x);
            return inflated;
        });
    }

    // [1, tokens, C]: a square of positions, after a class token or two where only then both are squares.
    private static ShapeAdaptation? Tokens(long[] from, long[] to)
    {
        if (from[0] != to[0] || from[2] != to[2])
            return null;
        for (var extra = 0; extra <= MostExtraTokens; extra++)
        {
            if (Root(from[1] - extra) is not { } old || Root(to[1] - extra) is not { } now)
                continue;
            var kept = extra;
            return new ShapeAdaptation($"interpolated from {old}×{old} to {now}×{now} positions" + (kept > 0 ? $", {kept} before them kept" : ""), x =>
            {
                var grid = x.narrow(1, kept, old * old).reshape(from[0], old, old, from[2]).permute(0, 3, 1, 2);
                var tokens = Resized(grid, now, now).permute(0, 2, 3, 1).flatten(1, 2);
                return kept == 0 ? tokens : cat([x.narrow(1, 0, kept), tokens], 1);
            });
        }

        return null;
    }

    // [1, H, W, C] or [1, C, H, W].
    private static ShapeAdaptation? Grid(long[] from, long[] to)
    {
        if (from[0] != to[0] || (from[3] == to[3]) == (from[1] == to[1]))
            return null;
        var isLast = from[3] == to[3];
        var (oldHeight, oldWidth, height, width) = isLast ? (from[1], from[2], to[1], to[2]) : (from[2], from[3], to[2], to[3]);
        if (oldHeight * oldWidth * height * width == 0)
            return null;
        return new ShapeAdaptation($"interpolated from {oldHeight}×{oldWidth} to {height}×{width} positions", x =>
            isLast ? Resized(x.permute(0, 3, 1, 2), height, width).permute(0, 2, 3, 1) : Resized(x, height, width));
    }

    // [(2H-1)(2W-1), heads] of square windows.
    private static ShapeAdaptation? Table(long[] from, long[] to)
    {
        if (from[1] != to[1] || Root(from[0]) is not { } old || Root(to[0]) is not { } now)
            return null;
        return new ShapeAdaptation($"interpolated from {old}×{old} to {now}×{now} relative positions", x =>
            Resized(x.permute(1, 0).reshape(1, from[1], old, old), now, now).reshape(to[1], now * now).permute(1, 0));
    }

    private static Tensor Resized(Tensor x, long height, long width) => nn.functional.interpolate(x, [height, width], mode: InterpolationMode.Bicubic, align_corners: false);

    private static long? Root(long square)
    {
        var root = (long)Math.Round(Math.Sqrt(Math.Max(square, 0)));
        return root > 0 && root * root == square ? root : null;
    }
}
