using System;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Libtorch.Tests;

internal static class Expect
{
    /// <summary>The tensor's elements, in order, are near the expected ones.</summary>
    internal static void Close(float[] expected, Tensor actual, double tolerance = 5e-6)
    {
        var values = actual.detach().to(ScalarType.Float32).contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - values[i]);
            Assert.True(error <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"element {i}: expected {expected[i]}, was {values[i]}");
        }
    }

    /// <summary>The gradient of a function's weighted sum, in double, is what small steps to either side give.</summary>
    internal static void GradientMatchesDifferences(Func<Tensor, Tensor> function, Tensor input, double tolerance = 1e-6, double step = 1e-6)
    {
        var leaf = input.detach().clone().requires_grad_();
        var weights = randn(function(leaf).shape, input.dtype);
        (function(leaf) * weights).sum().backward();
        var gradient = leaf.grad!.contiguous().flatten();
        using var _ = no_grad();
        for (long i = 0; i < leaf.numel(); i++)
        {
            double At(double offset)
            {
                var moved = leaf.detach().clone();
                var flat = moved.contiguous().flatten();
                flat[i] = flat[i] + offset;
                return (function(flat.view(leaf.shape)) * weights).sum().ToDouble();
            }

            var expected = (At(step) - At(-step)) / (2 * step);
            var actual = gradient[i].ToDouble();
            Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"element {i}: differences give {expected}, the gradient is {actual}");
        }
    }
}
