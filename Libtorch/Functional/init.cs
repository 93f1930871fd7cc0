using System;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills parameters, without recording it for gradients; each returns the tensor that it filled.</summary>
        public static partial class init
        {
            /// <summary>Which side of a weight a variance is kept for.</summary>
            public enum FanInOut { FanIn = 0, FanOut = 1 }

            /// <summary>What follows a weight.</summary>
            public enum NonlinearityType
            {
                Linear = 0, Conv1D = 1, Conv2D = 2, Conv3D = 3, ConvTranspose1D = 4, ConvTranspose2D = 5, ConvTranspose3D = 6,
                Sigmoid = 7, Tanh = 8, ReLU = 9, LeakyReLU = 10,
            }

            /// <summary>The factor by which a non-linearity shrinks a standard deviation, inverted.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <summary>How many inputs and outputs each element has, of a weight of two axes or more.</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException("Fan in and fan out need a tensor of two axes or more.", nameof(tensor));
                var field = shape.Skip(2).Aggregate(1L, (product, d) => product * d);
                return (shape[1] * field, shape[0] * field);
            }

            public static Tensor zeros_(Tensor tensor) => Quietly(tensor, t => t.zero_());
            public static Tensor ones_(Tensor tensor) => Quietly(tensor, t => t.fill_(1));
            public static Tensor constant_(Tensor tensor, Scalar val) => Quietly(tensor, t => t.fill_(val));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Quietly(tensor, t => t.uniform_(low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Quietly(tensor, t => t.normal_(mean, std, generator));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var bound = Math.Sqrt(3) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, XavierDeviation(tensor, gain));
            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>A normal distribution cut off at <paramref name="a"/> and <paramref name="b"/>, by the inverse of its integral.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                double Below(double x)
                {
                    using var erf = torch.tensor((x - mean) / std / Math.Sqrt(2), dtype: ScalarType.Float64).erf();
                    return erf.item<double>();
                }

                var (low, high) = (Below(a), Below(b));
                // A float32 drawn uniformly is -1 now and then, where erfinv has no end: one weight in millions would start at a, were it a hundred deviations away.
                const double inside = 1 - 1.0 / (1 << 23);
                return Quietly(tensor, t => t.uniform_(low, high, generator).clamp_(-inside, inside).erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b));
            }

            /// <summary>Rows (or columns, whichever are fewer) at right angles to each other and of one length.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1) => Quietly(tensor, t =>
            {
                using var scope = NewDisposeScope();
                var (rows, columns) = (t.size(0), t.numel() / t.size(0));
                var draw = randn([Math.Max(rows, columns), Math.Min(rows, columns)], t.dtype, t.device);
                var (q, r) = Op.linalg_qr.Call2([draw]);
                q = q * r.diagonal().sign();
                if (rows < columns) q = q.t();
                t.copy_(q.reshape(t.shape)).mul_(gain);
            });

            /// <summary>The identity, of a matrix.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.dim() != 2) throw new ArgumentException("eye_ needs a matrix.", nameof(tensor));
                return Quietly(tensor, t =>
                {
                    using var identity = torch.eye(t.size(0), t.size(1), t.dtype, t.device);
                    t.copy_(identity);
                });
            }

            /// <summary>A convolution's weight that hands as many channels on as it can.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                if (tensor.dim() is < 3 or > 5) throw new ArgumentException("dirac_ needs a tensor of three to five axes.", nameof(tensor));
                return Quietly(tensor, t =>
                {
                    t.zero_();
                    var middle = t.shape.Skip(2).Select(k => k / 2).ToArray();
                    for (long d = 0; d < Math.Min(t.size(0), t.size(1)); d++)
                        t.index_put_(1, Array.ConvertAll<long, TensorIndex>([d, d, .. middle], i => i));
                });
            }

            private static Tensor Quietly(Tensor tensor, Action<Tensor> fill)
            {
                using var _ = no_grad();
                fill(tensor);
                return tensor;
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }
        }
    }
}
