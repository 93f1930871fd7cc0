using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using static ArchGen.Libtorch.Tests.Kernels.KernelCases;

namespace ArchGen.Libtorch.Tests.Kernels;

[Collection(nameof(KernelCollection))]
public sealed class LinearKernelTests
{
    private static Tensor Reference(Tensor x, Tensor weight, Tensor? bias, FusedActivation activation, Tensor? multiply, Tensor? residual, double? eps)
    {
        var y = Plain(F.linear(Norm(x.to(ScalarType.Float64), eps), weight.to(ScalarType.Float64), bias?.to(ScalarType.Float64)), activation);
        if (multiply is not null) y = y * multiply.to(ScalarType.Float64);
        return residual is null ? y : y + residual.to(ScalarType.Float64);
    }

    private static (Tensor Weight, Tensor Bias) Weights(long outputs, long inputs) => (randn(outputs, inputs) / Math.Sqrt(inputs), randn(outputs));

    [Fact]
    public void EqualsThePlainOperatorsOverShapesActivationsAndStrides() => Each(set =>
    {
        var random = new Random(3);
        foreach (var inputs in Channels)
        {
            foreach (var outputs in Channels)
            {
                using var scope = NewDisposeScope();
                var rows = random.Next(1, 60);
                var activation = Activations[random.Next(Activations.Length)];
                double? eps = inputs > 1 && random.Next(2) == 0 ? 1e-5 : null;
                var (weight, bias) = Weights(outputs, inputs);
                var hasBias = random.Next(4) > 0;
                using var packed = new PackedLinear(weight, hasBias ? bias : null);
                var x = Rows(rows, inputs, random.Next(3) * 5);
                var multiply = random.Next(2) == 0 ? Rows(rows, outputs, random.Next(2) * 7) : null;
                var residual = random.Next(2) == 0 ? Rows(rows, outputs, random.Next(2) * 7) : null;
                var buffer = full([rows, outputs + 9], 7f);
                var output = random.Next(2) == 0 ? buffer.narrow(1, 4, outputs) : null;
                var y = FusedKernels.Linear(x, packed, activation, multiply, residual, eps, output);
                Near(Reference(x, weight, hasBias ? bias : null, activation, multiply, residual, eps), y, $"{set} {rows}x{inputs}->{outputs} {activation} norm {eps}");
                if (output is null) continue;
                Assert.Same(output, y);
                Assert.True((buffer.narrow(1, 0, 4) == 7f).all().ToBoolean() && (buffer.narrow(1, outputs + 4, 5) == 7f).all().ToBoolean(), "memory beside the output was written to");
            }
        }
    });

    [Fact]
    public void EveryActivationHasItsOwnCurve() => Each(set =>
    {
        var x = cat([linspace(-12, 12, 4001), tensor([-1000f, -100f, -20f, 20f, 100f, 1000f, 0f])]).unsqueeze(1);
        using var packed = new PackedLinear(ones(1, 1));
        foreach (var activation in Activations)
        {
            var expected = Plain(x.to(ScalarType.Float64), activation);
            Near(expected, FusedKernels.Linear(x, packed, activation), $"{set} {activation} after a layer", 2e-6);
            Near(expected, FusedKernels.Activate(x, activation), $"{set} {activation} alone", 2e-6);
        }
    });

    [Fact]
    public void NotANumberStaysInItsRow() => Each(set =>
    {
        var (weight, bias) = Weights(33, 17);
        using var packed = new PackedLinear(weight, bias);
        foreach (var activation in Activations)
        {
            foreach (var bad in (float[])[float.NaN, float.PositiveInfinity])
            {
                var x = randn(20, 17);
                x[5, 3] = bad;
                var finite = FusedKernels.Linear(x, packed, activation, normEps: float.IsNaN(bad) ? null : 1e-5).isfinite();
                if (float.IsNaN(bad) || activation == FusedActivation.None) Assert.False(finite[5].any().ToBoolean(), $"{set} {activation}: {bad} vanished");
                Assert.True(finite.narrow(0, 0, 5).all().ToBoolean() && finite.narrow(0, 6, 14).all().ToBoolean(), $"{set} {activation}: {bad} spread");
            }
        }
    });

    [Fact]
    public void APairEqualsThePlainOperators() => Each(set =>
    {
        var random = new Random(5);
        foreach (var (rows, inputs, hidden) in ((long, long, long)[])[(1, 3, 17), (7, 31, 100), (49, 64, 256), (83, 33, 300), (200, 48, 192), (400, 17, 65)])
        {
            foreach (var activation in Activations)
            {
                using var scope = NewDisposeScope();
                double? eps = random.Next(2) == 0 ? 1e-6 : null;
                var (w1, b1) = Weights(hidden, inputs);
                var (w2, b2) = Weights(inputs, hidden);
                using var first = new PackedLinear(w1, b1);
                using var second = new PackedLinear(w2, b2);
                var x = Rows(rows, inputs, random.Next(2) * 6);
                var hiddenReference = Reference(x, w1, b1, activation, null, null, eps);
                var expected = F.linear(hiddenReference, w2.to(ScalarType.Float64), b2.to(ScalarType.Float64)) + x.to(ScalarType.Float64);
                Near(expected, FusedKernels.Mlp(x, first, second, activation, residual: x, normEps: eps), $"{set} {rows}x{inputs}x{hidden} {activation}");
                Assert.Same(x, FusedKernels.Mlp(x, first, second, activation, residual: x, normEps: eps, output: x));
                Near(expected, x, $"{set} {rows}x{inputs}x{hidden} {activation} in place");
            }
        }
    });

    [Fact]
    public void ThreadsDoNotChangeABit() => Each(set =>
    {
        var threads = get_num_threads();
        try
        {
            foreach (var (rows, inputs, outputs) in ((long, long, long)[])[(49, 512, 512), (60, 300, 1000), (1000, 64, 256), (3001, 31, 100)])
            {
                using var scope = NewDisposeScope();
                var (weight, bias) = Weights(outputs, inputs);
                var (back, backBias) = Weights(inputs, outputs);
                using var first = new PackedLinear(weight, bias);
                using var second = new PackedLinear(back, backBias);
                var x = randn(rows, inputs);
                var results = ((int[])[1, 2, 3, 7]).Select(count =>
                {
                    set_num_threads(count);
                    return (FusedKernels.Linear(x, first, FusedActivation.Gelu, normEps: 1e-5), FusedKernels.Mlp(x, first, second, FusedActivation.Silu, residual: x));
                }).ToList();
                foreach (var (linear, pair) in results)
                {
                    Assert.True(linear.equal(results[0].Item1).ToBoolean(), $"{set}: a layer of {rows} rows depends on the threads");
                    Assert.True(pair.equal(results[0].Item2).ToBoolean(), $"{set}: a pair of {rows} rows depends on the threads");
                }
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    });

    [Fact]
    public void KeepsTheAxesBeforeTheChannels() => Each(_ =>
    {
        var (weight, bias) = Weights(10, 6);
        using var packed = new PackedLinear(weight.view(10, 6, 1, 1), bias);
        var map = randn(2, 3, 5, 12).narrow(3, 6, 6);
        Near(Reference(map, weight, bias, FusedActivation.None, null, null, null), FusedKernels.Linear(map, packed), "a slice of a map");
        Assert.Equal([0, 10], FusedKernels.Linear(zeros(0, 6), packed).shape);
    });
}
