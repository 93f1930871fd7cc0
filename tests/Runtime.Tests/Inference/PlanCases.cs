using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests.Inference;

/// <summary>What tests of plans share.</summary>
internal static class PlanCases
{
    /// <summary>The plan gives what the forward pass gives; returns its operations, which are <paramref name="operations"/> where these are given.</summary>
    public static string[] Same(DescribedModule model, Tensor x, params string[] operations)
    {
        using var plans = new InferencePlans(model);
        var expected = model.call(x).detach();
        var actual = plans.Run(x)[0];
        Assert.Equal(expected.shape, actual.shape);
        var error = (expected - actual).abs().max().item<float>() / expected.abs().max().item<float>();
        Assert.True(error < 1e-5, $"the relative error is {error}");
        string[] listed = [.. plans.Operations(x).Select(o => o.Operation)];
        if (operations.Length > 0)
            Assert.Equal(operations, listed);
        return listed;
    }

    public static void Shake(nn.Module norm)
    {
        using var mode = no_grad();
        foreach (var tensor in norm.parameters().Concat(norm.buffers().Where(b => b.dim() > 0)))
            tensor.add_(rand_like(tensor) * 0.5);
    }
}
