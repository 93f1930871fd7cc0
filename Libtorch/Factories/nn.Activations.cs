namespace TorchSharp;

public static partial class torch
{
    // Activation layers.
    public static partial class nn
    {
        public static Modules.ELU ELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);
        public static Modules.GELU GELU() => new(Modules.GELU.Approximate.none, false);
        public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
        public static Modules.GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);
        public static Modules.Hardsigmoid Hardsigmoid(bool inplace = false) => new(inplace);
        public static Modules.Hardswish Hardswish(bool inplace = false) => new(inplace);
        public static Modules.Hardtanh Hardtanh(double min_val = -1, double max_val = 1, bool inplace = false) => new(min_val, max_val, inplace);
        public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);
        public static Modules.LogSigmoid LogSigmoid() => new();
        public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
        public static Modules.Mish Mish() => new(false);
        public static Modules.Mish Mish(bool inplace) => new(inplace);
        public static Modules.PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
            new(num_parameters, init, device, dtype);
        public static Modules.ReLU ReLU(bool inplace = false) => new(inplace);
        public static Modules.ReLU6 ReLU6(bool inplace = false) => new(inplace);
        public static Modules.SiLU SiLU() => new(false);
        public static Modules.SiLU SiLU(bool inplace) => new(inplace);
        public static Modules.Sigmoid Sigmoid() => new(false);
        public static Modules.Sigmoid Sigmoid(bool inplace) => new(inplace);
        public static Modules.Softmax Softmax(long dim) => new(dim);
        public static Modules.Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);
        public static Modules.Tanh Tanh() => new(false);
        public static Modules.Tanh Tanh(bool inplace = false) => new(inplace);
    }
}
