using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Padding and moves of elements.
        public static partial class functional
        {
            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Op.col2im.Call([input, Two(output_size), Two(kernel_size), Two(dilation) ?? [1, 1], Two(padding) ?? [0, 0], Two(stride) ?? [1, 1]]);
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Op.col2im.Call([input, Two(output_size), Two(kernel_size), Two(dilation), Two(padding), Two(stride)]);
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Op.one_hot.Call([x, num_classes]);
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad.Item1, pad.Item2], mode, value);
            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad, pad], mode, value);
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Op.pad.Call([input, pad, PadMode(mode), mode is PaddingModes.Constant or PaddingModes.Zeros ? value : Arg.None]);
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Op.pixel_shuffle.Call([input, upscale_factor]);
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Op.pixel_unshuffle.Call([input, downscale_factor]);
            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Op.im2col.Call([input, Two(kernel_size), Two(dilation) ?? [1, 1], Two(padding) ?? [0, 0], Two(stride) ?? [1, 1]]);
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Op.im2col.Call([input, Two(kernel_size), Two(dilation), Two(padding), Two(stride)]);

            private static string PadMode(PaddingModes mode) => mode switch
            {
                PaddingModes.Zeros or PaddingModes.Constant => "constant",
                _ => mode.ToString().ToLowerInvariant(),
            };
        }
    }
}
