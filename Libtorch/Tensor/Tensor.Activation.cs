using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Activations.
    public partial class Tensor
    {
        public Tensor celu() => Op.celu.Call([this]);
        public Tensor celu(Scalar alpha) => Op.celu.Call([this, alpha]);
        public Tensor celu_() => Op.celu_.InPlace(this, [this]);
        public Tensor celu_(Scalar alpha) => Op.celu_.InPlace(this, [this, alpha]);
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Op.elu.Call([this, alpha, scale, input_scale]);
        public Tensor elu(double alpha = 1) => Op.elu.Call([this, alpha]);
        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Op.elu_.InPlace(this, [this, alpha, scale, input_scale]);
        public Tensor elu_(double alpha = 1) => Op.elu_.InPlace(this, [this, alpha]);
        public Tensor gelu() => Op.gelu.Call([this]);
        public Tensor gelu(GELU.Approximate approximate) => Op.gelu.Call([this, approximate.ToString()]);
        public Tensor gelu_() => Op.gelu_.InPlace(this, [this]);
        public Tensor gelu_(GELU.Approximate approximate) => Op.gelu_.InPlace(this, [this, approximate.ToString()]);
        public Tensor glu(long dim = -1) => Op.glu.Call([this, dim]);
        public Tensor hardsigmoid() => Op.hardsigmoid.Call([this]);
        public Tensor hardsigmoid_() => Op.hardsigmoid_.InPlace(this, [this]);
        public Tensor hardswish() => Op.hardswish.Call([this]);
        public Tensor hardswish_() => Op.hardswish_.InPlace(this, [this]);
        public Tensor hardtanh(Scalar min, Scalar max) => Op.hardtanh.Call([this, min, max]);
        public Tensor hardtanh_(Scalar min, Scalar max) => Op.hardtanh_.InPlace(this, [this, min, max]);
        public Tensor leaky_relu(Scalar negative_slope) => Op.leaky_relu.Call([this, negative_slope]);
        public Tensor leaky_relu_(Scalar negative_slope) => Op.leaky_relu_.InPlace(this, [this, negative_slope]);
        public Tensor log_sigmoid() => Op.log_sigmoid.Call([this]);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.log_softmax_int.Call([this, dim, dtype]);
        public Tensor logit(double? eps = null) => Op.logit.Call([this, eps]);
        public Tensor logit_(double? eps = null) => Op.logit_.InPlace(this, [this, eps]);
        public Tensor prelu(Tensor target) => Op.prelu.Call([this, target]);
        public Tensor relu() => Op.relu.Call([this]);
        public Tensor relu_() => Op.relu_.InPlace(this, [this]);
        public Tensor relu6() => Op.relu6.Call([this]);
        public Tensor relu6_() => Op.relu6_.InPlace(this, [this]);
        public Tensor rrelu(double lower = 0.125, double upper = 0.3333333333333333) => Op.rrelu.Call([this, lower, upper]);
        public Tensor rrelu_(double lower = 0.125, double upper = 0.3333333333333333) => Op.rrelu_.InPlace(this, [this, lower, upper]);
        public Tensor selu() => Op.selu.Call([this]);
        public Tensor selu_() => Op.selu_.InPlace(this, [this]);
        public Tensor sigmoid() => Op.sigmoid.Call([this]);
        public Tensor sigmoid_() => Op.sigmoid_.InPlace(this, [this]);
        public Tensor silu() => Op.silu.Call([this]);
        public Tensor silu_() => Op.silu_.InPlace(this, [this]);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.softmax_int.Call([this, dim, dtype]);
        public Tensor softplus(double beta = 1, double threshold = 20) => Op.softplus.Call([this, beta, threshold]);
        public Tensor threshold(Scalar threshold, Scalar value) => Op.threshold.Call([this, threshold, value]);
        public Tensor threshold_(Scalar threshold, Scalar value) => Op.threshold_.InPlace(this, [this, threshold, value]);
    }
}
