using System;
using System.Linq;
using System.Runtime.InteropServices;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests.Inference;

/// <summary>What plans hold, and when they give it back.</summary>
public sealed class PlanMemoryTests : IDisposable
{
    private const int Channels = 512, Hidden = 2048, Kept = 8;
    private const long Weights = 4L * Channels * Hidden;
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

#if TORCH_SYSTEM
    // What other tests have left to the collector isn't these plans'.
    private static (long Bytes, long Tensors) Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (AllocatedBytes(), Tensor.TotalCount);
    }

    [Fact]
    public void A_plan_holds_its_weights_once()
    {
        using var model = Folded();
        using var plans = new InferencePlans(model);
        using var x = randn(1, Channels, 1, 1);
        var before = Held().Bytes;
        plans.Run(x)[0].Dispose();
        Assert.InRange(AllocatedBytes() - before, Weights / 2, Weights * 3 / 2);
    }

    [Fact]
    public void A_plan_that_is_pushed_out_gives_its_memory_back()
    {
        using var model = Folded();
        using var plans = new InferencePlans(model);
        Fill(plans, from: 1, Kept);
        var (bytes, tensors) = Held();
        Fill(plans, from: Kept + 1, 2 * Kept);
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.InRange(AllocatedBytes() - bytes, -Weights / 2, Weights / 2);
    }

    [Fact]
    public void Plans_give_all_back_in_the_end()
    {
        using var model = Folded();
        new InferencePlans(model).Dispose();
        var (bytes, tensors) = Held();
        using (var plans = new InferencePlans(model))
            Fill(plans, from: 1, Kept + 2);
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.InRange(AllocatedBytes() - bytes, -Weights / 2, Weights / 2);
    }

    [Fact]
    public void A_plan_that_cannot_be_made_leaves_nothing()
    {
        var (linear, norm) = (nn.Conv2d(8, 8, 1L), nn.BatchNorm2d(8));
        using var model = new DescribedModule(x => x, x => GraphLayers.Call(norm, GraphLayers.Call(linear, x)).reshape(0, 7) is var y ? throw new InvalidOperationException(y.shape.Length + " axes") : x, linear, norm);
        using var plans = new InferencePlans(model);
        using var x = randn(1, 8, 2, 2);
        var before = Held().Tensors;
        Assert.Throws<InvalidOperationException>(() => plans.Run(x));
        Assert.Equal(before, Tensor.TotalCount);
    }
#endif

    [Fact]
    public void A_plan_that_is_pushed_out_while_it_runs_runs_to_its_end()
    {
        using var model = Interrupted(out var middle);
        using var plans = new InferencePlans(model);
        var x = randn(3, Channels);
        var expected = model.call(x).detach();
        plans.Run(x)[0].Dispose();
        middle.Meanwhile = () => Fill(plans, from: 10, Kept + 1, axes: 2);
        Assert.True(plans.Run(x)[0].allclose(expected, 1e-3, 1e-4));
        Assert.True(plans.Run(x)[0].allclose(expected, 1e-3, 1e-4));
    }

    [Fact]
    public void Plans_that_are_disposed_of_while_one_runs_let_it_run_to_its_end()
    {
        using var model = Interrupted(out var middle);
        var plans = new InferencePlans(model);
        var x = randn(3, Channels);
        var expected = model.call(x).detach();
        plans.Run(x)[0].Dispose();
        middle.Meanwhile = () =>
        {
            plans.Dispose();
            plans.Dispose();
        };
        Assert.True(plans.Run(x)[0].allclose(expected, 1e-3, 1e-4));
        Assert.Throws<ObjectDisposedException>(() => plans.Run(x));
    }

    /// <summary>A layer whose weights are others once the norm is in them.</summary>
    private static DescribedModule Folded()
    {
        var (wide, norm) = (nn.Conv2d(Channels, Hidden, 1L), nn.BatchNorm2d(Hidden));
        return new DescribedModule(x => norm.call(wide.call(x)), x => GraphLayers.Call(norm, GraphLayers.Call(wide, x)), wide, norm);
    }

    /// <summary>Two layers, and between them one that something else happens in.</summary>
    private static DescribedModule Interrupted(out Middle middle)
    {
        var (first, second, between) = (nn.Linear(Channels, Channels), nn.Linear(Channels, Channels), new Middle());
        middle = between;
        return new DescribedModule(x => second.call(between.call(first.call(x))), x => GraphLayers.Call(second, GraphLayers.Call(between, GraphLayers.Call(first, x))), first, second, between);
    }

    private static void Fill(InferencePlans plans, int from, int count, int axes = 4)
    {
        foreach (var batch in Enumerable.Range(from, count))
        {
            using var x = zeros([batch, Channels, .. Enumerable.Repeat(1L, axes - 2)]);
            plans.Run(x)[0].Dispose();
        }
    }

    private sealed class Middle : nn.Module<Tensor, Tensor>
    {
        public Middle()
            : base(nameof(Middle))
        {
        }

        public Action? Meanwhile { get; set; }

        public override Tensor forward(Tensor x)
        {
            var now = Meanwhile;
            Meanwhile = null;
            now?.Invoke();
            return x.relu();
        }
    }

#if TORCH_SYSTEM
    /// <summary>What is allocated of native memory, in bytes, as glibc counts it.</summary>
    private static long AllocatedBytes()
    {
        var info = mallinfo2();
        return (long)(info.InUse + info.Mapped);
    }

    [DllImport("libc")]
    private static extern Counts mallinfo2();

#pragma warning disable CS0649 // the call fills them
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private struct Counts
    {
        [FieldOffset(32)]
        public nuint Mapped;

        [FieldOffset(56)]
        public nuint InUse;
    }
#pragma warning restore CS0649
#endif
}
