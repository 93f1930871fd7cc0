using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Activations. In place, a result is the input itself.
        public static partial class functional
        {
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Op.celu_.InPlace(x, [x, alpha]) : Op.celu.Call([x, alpha]);
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Op.elu_.InPlace(x, [x, alpha]) : Op.elu.Call([x, alpha]);
            public static Tensor gelu(Tensor x) => Op.gelu.Call([x]);
            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                inplace ? x.gelu_(approximate) : x.gelu(approximate);
            public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_() : Op.gelu.Call([x]);
            public static Tensor glu(Tensor input, long dim = -1) => Op.glu.Call([input, dim]);
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Op.hardshrink.Call([x, lambda]);
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? Op.hardsigmoid_.InPlace(input, [input]) : Op.hardsigmoid.Call([input]);
            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? Op.hardswish_.InPlace(input, [input]) : Op.hardswish.Call([input]);
            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) =>
                inplace ? Op.hardtanh_.InPlace(x, [x, min_val, max_val]) : Op.hardtanh.Call([x, min_val, max_val]);
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Op.leaky_relu_.InPlace(input, [input, negative_slope]) : Op.leaky_relu.Call([input, negative_slope]);
            public static Tensor log_softmax(Tensor x, long dim) => Op.log_softmax_int.Call([x, dim]);
            public static Tensor logsigmoid(Tensor x) => Op.log_sigmoid.Call([x]);
            public static Tensor mish(Tensor x, bool inplace = false) => inplace ? Op.mish_.InPlace(x, [x]) : Op.mish.Call([x]);
            public static Tensor prelu(Tensor input, Tensor weight) => Op.prelu.Call([input, weight]);
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Op.relu_.InPlace(x, [x]) : Op.relu.Call([x]);
            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? Op.relu6_.InPlace(x, [x]) : Op.relu6.Call([x]);
            public static Tensor rrelu(Tensor x, double lower = 0.125, double upper = 0.3333333333333333, bool inplace = false) =>
                inplace ? Op.rrelu_.InPlace(x, [x, lower, upper]) : Op.rrelu.Call([x, lower, upper]);
            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? Op.selu_.InPlace(x, [x]) : Op.selu.Call([x]);
            public static Tensor sigmoid(Tensor x) => x.sigmoid();
            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Op.silu_.InPlace(x, [x]) : Op.silu.Call([x]);
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Op.softmax_int.Call([input, dim, dtype]);
            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = x.neg();
                return Op.softmax_int.Call([negative, dim]);
            }
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Op.softplus.Call([x, beta, threshold]);
            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Op.softshrink.Call([x, lambda]);
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                inplace ? Op.threshold_.InPlace(x, [x, threshold, value]) : Op.threshold.Call([x, threshold, value]);
        }
    }
}
