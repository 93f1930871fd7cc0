using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Pooling.
        public static partial class functional
        {
            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) =>
                Op.adaptive_max_pool2d.Call2([input, output_size]);
            public static (Tensor Values, Tensor Indices) adaptive_max_pool3d_with_indices(Tensor input, long[] output_size) =>
                Op.adaptive_max_pool3d.Call2([input, output_size]);
            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Op.max_pool1d_with_indices.Call2([input, (long[])[kernel_size], One(stride, kernel_size), One(padding, 0), One(dilation, 1), ceil_mode]);
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Op.max_pool2d_with_indices.Call2([input, kernel_size, strides ?? kernel_size, padding ?? [0, 0], dilation ?? [1, 1], ceil_mode]);
            public static (Tensor output, Tensor indices) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Op.max_pool3d_with_indices.Call2([input, kernel_size, strides ?? kernel_size, padding ?? [0, 0, 0], dilation ?? [1, 1, 1], ceil_mode]);
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Op.adaptive_avg_pool1d.Call([input, (long[])[output_size]]);
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                Op.adaptive_avg_pool2d.Call([input, (long[])[output_size.Item1, output_size.Item2]]);
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                Op.adaptive_avg_pool2d.Call([input, (long[])[output_size, output_size]]);
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Op.adaptive_avg_pool2d.Call([input, output_size]);
            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) =>
                Op.adaptive_avg_pool3d.Call([input, (long[])[output_size.Item1, output_size.Item2, output_size.Item3]]);
            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) =>
                Op.adaptive_avg_pool3d.Call([input, (long[])[output_size, output_size, output_size]]);
            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => Op.adaptive_avg_pool3d.Call([input, output_size]);
            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size)
            {
                var (output, indices) = Op.adaptive_max_pool2d.Call2([input, output_size]);
                indices.Dispose();
                return output;
            }
            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size)
            {
                var (output, indices) = Op.adaptive_max_pool3d.Call2([input, output_size]);
                indices.Dispose();
                return output;
            }
            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                Op.avg_pool1d.Call([input, (long[])[kernel_size], One(stride, kernel_size), One(padding, 0), ceil_mode, count_include_pad]);
            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Two(kernel_size), Two(stride), Two(padding), ceil_mode, count_include_pad, divisor_override);
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Two(kernel_size), stride is { } s ? Two(s) : null, Two(padding), ceil_mode, count_include_pad, divisor_override);
            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Op.avg_pool2d.Call([input, kernel_size, stride ?? kernel_size, padding ?? [0, 0], ceil_mode, count_include_pad, divisor_override]);
            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Op.avg_pool3d.Call([input, kernel_size, stride ?? kernel_size, padding ?? [0, 0, 0], ceil_mode, count_include_pad, divisor_override]);
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Op.max_pool1d.Call([input, (long[])[kernel_size], One(stride, kernel_size), One(padding, 0), One(dilation, 1), ceil_mode]);
            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Two(kernel_size), Two(stride), Two(padding), Two(dilation), ceil_mode);
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Two(kernel_size), stride is { } s ? Two(s) : null, padding is { } p ? Two(p) : null, dilation is { } d ? Two(d) : null, ceil_mode);
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Op.max_pool2d.Call([input, kernel_size, strides ?? kernel_size, padding ?? [0, 0], dilation ?? [1, 1], ceil_mode]);
            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Op.max_pool3d.Call([input, kernel_size, strides ?? kernel_size, padding ?? [0, 0, 0], dilation ?? [1, 1, 1], ceil_mode]);

            private static long[] One(long? value, long fallback) => [value ?? fallback];
            private static long[] Two(long value) => [value, value];
            private static long[] Two((long, long) value) => [value.Item1, value.Item2];
            private static long[]? Two((long, long)? value) => value is { } pair ? [pair.Item1, pair.Item2] : null;
        }
    }
}
