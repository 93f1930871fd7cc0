using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Norms and dropout.
        public static partial class functional
        {
            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                inplace ? Op.alpha_dropout_.InPlace(input, [input, p, training]) : Op.alpha_dropout.Call([input, p, training]);
            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1E-05) =>
                Op.batch_norm.Call([input, weight, bias, running_mean, running_var, training, momentum, eps, true]);
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Op.dropout_.InPlace(input, [input, p, training]) : Op.dropout.Call([input, p, training]);
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Op.feature_dropout_.InPlace(input, [input, p, training]) : Op.feature_dropout.Call([input, p, training]);
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Op.feature_dropout_.InPlace(input, [input, p, training]) : Op.feature_dropout.Call([input, p, training]);
            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Op.feature_dropout_.InPlace(input, [input, p, training]) : Op.feature_dropout.Call([input, p, training]);
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Op.group_norm.Call([input, num_groups, weight, bias, eps]);
            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1E-05) =>
                Op.instance_norm.Call([input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true]);
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Op.layer_norm.Call([input, normalized_shape, weight, bias, eps]);
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using var norm = Op.norm_ScalarOpt_dim.Call([input, p, (long[])[dim], true]);
                using var least = norm.clamp_min(eps);
                return input.div(least);
            }
        }
    }
}
