namespace ArchGen.Libtorch;

/// <summary>The activations that <see cref="FusedKernels"/> can apply to what they compute.</summary>
public enum FusedActivation
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>GELU by the normal distribution.</summary>
    Gelu = 1,

    /// <summary>GELU by its approximation with tanh.</summary>
    GeluTanh = 2,

    /// <summary>x · sigmoid(x).</summary>
    Silu = 3,

    /// <summary>max(x, 0).</summary>
    Relu = 4,

    /// <summary>x · clamp(x + 3, 0, 6) / 6.</summary>
    Hardswish = 5,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid = 6,
}
