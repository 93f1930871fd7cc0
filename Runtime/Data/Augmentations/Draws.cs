using System;

namespace ArchGen.Runtime;

/// <summary>
/// Random numbers that follow from a seed and from what they are for (an epoch, an image's place in it) alone: the same on every machine, whichever thread draws them and wherever a run was resumed.
/// </summary>
internal struct Draws
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    private ulong _state;

    private Draws(ulong state) => _state = state;

    /// <summary>Those for one purpose: each of the numbers makes another sequence.</summary>
    public static Draws For(long seed, DrawPurpose purpose, long epoch, long place)
    {
        var state = Mixed(unchecked((ulong)seed + Golden));
        state = Mixed(state ^ unchecked((ulong)(int)purpose * Golden));
        state = Mixed(state ^ unchecked((ulong)epoch + Golden));
        return new Draws(Mixed(state ^ unchecked((ulong)place * Golden + 1)));
    }

    /// <summary>64 random bits (SplitMix64).</summary>
    public ulong Bits() => Mixed(_state = unchecked(_state + Golden));

    /// <summary>From 0 to 1, 1 excluded.</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>.</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>True with a probability.</summary>
    public bool Happens(double probability) => Uniform() < probability;

    /// <summary>A whole number, both ends included.</summary>
    public int Int(int least, int most) => least + (int)Math.BigMul(Bits(), (ulong)(most - (long)least + 1), out _);

    /// <summary>Normally distributed.</summary>
    public double Gauss(double mean = 0, double deviation = 1) =>
        mean + deviation * Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Beta-distributed, of two equal parameters.</summary>
    public double Beta(double alpha)
    {
        var (first, second) = (LogGamma(alpha), LogGamma(alpha));
        // In logarithms: of small parameters, both may be too small for a double.
        return 1 / (1 + Math.Exp(second - first));
    }

    // The logarithm of a gamma-distributed number (Marsaglia and Tsang's way; below 1 by one of a parameter that is 1 more).
    private double LogGamma(double shape)
    {
        if (shape < 1)
            return LogGamma(shape + 1) + Math.Log(1 - Uniform()) / shape;
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Gauss();
            var v = 1 + c * x;
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(1 - Uniform()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
                return Math.Log(d * v);
        }
    }

    private static ulong Mixed(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}

/// <summary>What random numbers are drawn for: what is drawn for one leaves the others as they are.</summary>
internal enum DrawPurpose
{
    /// <summary>The changes to one image.</summary>
    Image = 1,

    /// <summary>How a batch is mixed.</summary>
    Mix = 2,
}
