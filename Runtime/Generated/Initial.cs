using System;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace ArchGen.Runtime.Generated;

/// <summary>Which of a weight's connections a variance is kept over.</summary>
public enum Fan
{
    /// <summary>Those that each output has.</summary>
    In,

    /// <summary>Those that each input has, as PyTorch counts them: as if there were no groups.</summary>
    Out,

    /// <summary>Those that each input has within its group, as TensorFlow counts them.</summary>
    OutPerGroup,
}

/// <summary>How a learned tensor starts. A number means a tensor full of it.</summary>
public sealed class Initial
{
    /// <summary>The standard deviation that is left of 1 when a normal distribution is cut off at 2.</summary>
    private const double CutDeviation = 0.87962566103423978;

    private readonly Action<Tensor, long> _fill;

    private Initial(Action<Tensor, long> fill) => _fill = fill;

    /// <summary>A tensor full of a number.</summary>
    public static implicit operator Initial(double value) => Constant(value);

    /// <summary>Every element the same.</summary>
    public static Initial Constant(double value) => new((t, _) => constant_(t, value));

    /// <summary>Drawn from a normal distribution.</summary>
    public static Initial Normal(double mean = 0, double std = 1) => new((t, _) => normal_(t, mean, std));

    /// <summary>Drawn from a normal distribution and never below <paramref name="a"/> or above <paramref name="b"/>, which are values, not multiples of the deviation.</summary>
    public static Initial TruncNormal(double std = 1, double mean = 0, double a = -2, double b = 2) => new((t, _) => trunc_normal_(t, mean, std, a, b));

    /// <summary>Drawn evenly from a range.</summary>
    public static Initial Uniform(double low = 0, double high = 1) => new((t, _) => uniform_(t, low, high));

    /// <summary>Glorot's, drawn evenly.</summary>
    public static Initial XavierUniform(double gain = 1) => new((t, _) => xavier_uniform_(t, gain));

    /// <summary>Glorot's, drawn from a normal distribution.</summary>
    public static Initial XavierNormal(double gain = 1) => new((t, _) => xavier_normal_(t, gain));

    /// <summary>He's, drawn evenly.</summary>
    public static Initial KaimingUniform(Fan mode = Fan.In, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU, double a = 0) => new((t, groups) =>
    {
        var bound = Math.Sqrt(3) * Deviation(t, groups, mode, nonlinearity, a);
        uniform_(t, -bound, bound);
    });

    /// <summary>He's, drawn from a normal distribution.</summary>
    public static Initial KaimingNormal(Fan mode = Fan.In, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU, double a = 0) =>
        new((t, groups) => normal_(t, 0, Deviation(t, groups, mode, nonlinearity, a)));

    /// <summary>LeCun's: a variance of 1 / inputs, from a normal distribution cut off at two deviations.</summary>
    public static Initial LecunNormal() => new((t, groups) =>
    {
        var std = Deviation(t, groups, Fan.In, NonlinearityType.Linear, 0) / CutDeviation;
        trunc_normal_(t, 0, std, -2 * std, 2 * std);
    });

    /// <summary>Rows (or columns, whichever are fewer) at right angles to each other.</summary>
    public static Initial Orthogonal(double gain = 1) => new((t, _) => orthogonal_(t, gain));

    /// <summary>The identity.</summary>
    public static Initial Eye() => new((t, _) => eye_(t));

    /// <summary>A convolution's weight that hands as many channels on as it can.</summary>
    public static Initial Dirac() => new((t, _) => dirac_(t));

    /// <summary>Fills a tensor; <paramref name="groups"/> are those of the convolution that it is the weight of.</summary>
    public void Fill(Tensor tensor, long groups = 1)
    {
        using var gradients = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        _fill(tensor, groups);
    }

    private static double Deviation(Tensor weight, long groups, Fan mode, NonlinearityType nonlinearity, double a)
    {
        var (inputs, outputs) = CalculateFanInAndFanOut(weight);
        var fan = mode switch { Fan.In => inputs, Fan.Out => outputs, _ => outputs / groups };
        return calculate_gain(nonlinearity, a) / Math.Sqrt(fan);
    }
}
