using System;
using System.Diagnostics;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Bench;

/// <summary>What this machine can do at most in float32, measured now: what a model's achieved rate is held against.</summary>
/// <param name="Fma">Multiply-additions in registers alone, in GFLOP/s over all threads: no program does more.</param>
/// <param name="MatrixProduct">The matrix product of libtorch, in GFLOP/s: what its operators come near to.</param>
internal sealed record MachinePeak(double Fma, double MatrixProduct)
{
    // Enough independent sums to fill two units for their latency of four or five cycles, and no more than there are registers.
    private const int Sums = 12;
    // Runs so short, about a millisecond, that among many some aren't interrupted, whatever else the machine does.
    private const int Turns = 300_000;
    private const int Runs = 150;
    private const int Side = 512;

    /// <summary>Measures both, with so many threads; the best of many short runs each.</summary>
    public static MachinePeak Measure(int threads) => new(InRegisters(threads), InMatrixProduct());

    private static double InRegisters(int threads)
    {
        var best = new double[threads];
        using var begin = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            begin.SignalAndWait();
            best[i] = Best(() => s_sink = Chains());
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return best.Sum(seconds => 2.0 * Width * Sums * Turns / seconds / 1e9);
    }

    private static double InMatrixProduct()
    {
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        var (a, b) = (rand(Side, Side), rand(Side, Side));
        var best = Best(() =>
        {
            using var product = mm(a, b);
        });
        return 2.0 * Side * Side * Side / best / 1e9;
    }

    private static double Best(Action run)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < Runs; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        return best;
    }

    private static volatile float s_sink;

    private static int Width => Avx512F.IsSupported ? Vector512<float>.Count : Fma256 ? Vector256<float>.Count : Vector<float>.Count;

    private static bool Fma256 => System.Runtime.Intrinsics.X86.Fma.IsSupported;

    private static float Chains() => Avx512F.IsSupported ? Chains512() : Fma256 ? Chains256() : ChainsPortable();

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains512()
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var turn = 0; turn < Turns; turn++)
        {
            (a, b, c) = (Avx512F.FusedMultiplyAdd(a, x, y), Avx512F.FusedMultiplyAdd(b, x, y), Avx512F.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Avx512F.FusedMultiplyAdd(d, x, y), Avx512F.FusedMultiplyAdd(e, x, y), Avx512F.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Avx512F.FusedMultiplyAdd(g, x, y), Avx512F.FusedMultiplyAdd(h, x, y), Avx512F.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Avx512F.FusedMultiplyAdd(j, x, y), Avx512F.FusedMultiplyAdd(k, x, y), Avx512F.FusedMultiplyAdd(l, x, y));
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains256()
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var turn = 0; turn < Turns; turn++)
        {
            (a, b, c) = (Vector256.FusedMultiplyAdd(a, x, y), Vector256.FusedMultiplyAdd(b, x, y), Vector256.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Vector256.FusedMultiplyAdd(d, x, y), Vector256.FusedMultiplyAdd(e, x, y), Vector256.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Vector256.FusedMultiplyAdd(g, x, y), Vector256.FusedMultiplyAdd(h, x, y), Vector256.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Vector256.FusedMultiplyAdd(j, x, y), Vector256.FusedMultiplyAdd(k, x, y), Vector256.FusedMultiplyAdd(l, x, y));
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float ChainsPortable()
    {
        var (x, y) = (new Vector<float>(0.999f), new Vector<float>(0.001f));
        Vector<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var turn = 0; turn < Turns; turn++)
        {
            (a, b, c) = (Vector.FusedMultiplyAdd(a, x, y), Vector.FusedMultiplyAdd(b, x, y), Vector.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Vector.FusedMultiplyAdd(d, x, y), Vector.FusedMultiplyAdd(e, x, y), Vector.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Vector.FusedMultiplyAdd(g, x, y), Vector.FusedMultiplyAdd(h, x, y), Vector.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Vector.FusedMultiplyAdd(j, x, y), Vector.FusedMultiplyAdd(k, x, y), Vector.FusedMultiplyAdd(l, x, y));
        }

        return Vector.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
