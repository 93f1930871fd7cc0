using System;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers as functions: whatever they need is an argument.</summary>
        public static partial class functional
        {
            /// <summary>Resamples to a size or by factors, one each axis (or one for all).</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var axes = (int)x.dim() - 2;
                if (size is null == scale_factor is null) throw new ArgumentException("interpolate needs either a size or a scale factor.");
                if (mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                {
                    if (align_corners is not null) throw new ArgumentException($"align_corners means nothing to {mode}.", nameof(align_corners));
                }

                if (size is { Length: 1 } && axes > 1) size = Enumerable.Repeat(size[0], axes).ToArray();
                if (scale_factor is { Length: 1 } && axes > 1) scale_factor = Enumerable.Repeat(scale_factor[0], axes).ToArray();
                if ((size?.Length ?? scale_factor!.Length) != axes) throw new ArgumentException($"interpolate needs {axes} entries for an input of {axes + 2} axes.");
                if (mode == InterpolationMode.Area || (recompute_scale_factor && scale_factor is not null))
                {
                    size ??= scale_factor!.Select((factor, d) => (long)Math.Floor(x.size(d + 2) * factor)).ToArray();
                    scale_factor = null;
                }

                var corners = align_corners ?? false;
                switch (mode, axes)
                {
                    case (InterpolationMode.Nearest, 1): return Op.upsample_nearest1d_vec.Call([x, size, scale_factor]);
                    case (InterpolationMode.Nearest, 2): return Op.upsample_nearest2d_vec.Call([x, size, scale_factor]);
                    case (InterpolationMode.Nearest, 3): return Op.upsample_nearest3d_vec.Call([x, size, scale_factor]);
                    case (InterpolationMode.NearestExact, 1): return Op._upsample_nearest_exact1d_vec.Call([x, size, scale_factor]);
                    case (InterpolationMode.NearestExact, 2): return Op._upsample_nearest_exact2d_vec.Call([x, size, scale_factor]);
                    case (InterpolationMode.NearestExact, 3): return Op._upsample_nearest_exact3d_vec.Call([x, size, scale_factor]);
                    case (InterpolationMode.Linear, 1): return Op.upsample_linear1d_vec.Call([x, size, corners, scale_factor]);
                    case (InterpolationMode.Bilinear, 2) when antialias: return Op._upsample_bilinear2d_aa_vec.Call([x, size, corners, scale_factor]);
                    case (InterpolationMode.Bilinear, 2): return Op.upsample_bilinear2d_vec.Call([x, size, corners, scale_factor]);
                    case (InterpolationMode.Bicubic, 2) when antialias: return Op._upsample_bicubic2d_aa_vec.Call([x, size, corners, scale_factor]);
                    case (InterpolationMode.Bicubic, 2): return Op.upsample_bicubic2d_vec.Call([x, size, corners, scale_factor]);
                    case (InterpolationMode.Trilinear, 3): return Op.upsample_trilinear3d_vec.Call([x, size, corners, scale_factor]);
                    case (InterpolationMode.Area, 1): return Op.adaptive_avg_pool1d.Call([x, size]);
                    case (InterpolationMode.Area, 2): return Op.adaptive_avg_pool2d.Call([x, size]);
                    case (InterpolationMode.Area, 3): return Op.adaptive_avg_pool3d.Call([x, size]);
                    default: throw new ArgumentException($"{mode} doesn't take an input of {axes + 2} axes.", nameof(mode));
                }
            }

            /// <summary>softmax(Q·Kᵀ / √d + mask)·V. A boolean mask says what takes part; a real one is added.</summary>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                using var scope = NewDisposeScope();
                if (is_casual && attn_mask is not null) throw new ArgumentException("a causal attention takes no other mask", nameof(attn_mask));
                var scores = (query / Math.Sqrt(query.size(-1))).matmul(key.transpose(-2, -1));
                if (is_casual) attn_mask = ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device).tril();
                if (attn_mask is not null)
                {
                    scores = attn_mask.dtype == ScalarType.Bool
                        ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity)
                        : scores + attn_mask;
                }

                var weights = scores.softmax(-1);
                if (p > 0) weights = dropout(weights, p);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
