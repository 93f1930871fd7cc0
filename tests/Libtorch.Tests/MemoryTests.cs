using System;
using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Libtorch.Tests;

/// <summary>Who owns a tensor, when it is freed, and how errors come out. Alone in a collection: it counts live tensors.</summary>
[Collection("Counts")]
public class MemoryTests
{
    [Fact]
    public void A_thousand_training_steps_leave_no_tensor_behind()
    {
        using var model = Sequential(Conv2d(3, 4, 3, padding: 1), BatchNorm2d(4), GELU(), AdaptiveAvgPool2d(1), Flatten(), Linear(4, 3));
        using var optimizer = optim.AdamW(model.parameters());
        using var x = randn(2, 3, 8, 8);
        using var y = tensor(new long[] { 0, 2 });
        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            F.cross_entropy(model.call(x), y).backward();
            optimizer.step();
        }

        Step();
        Settle();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 1000; i++) Step();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_spares_what_was_moved_out()
    {
        Tensor kept, lost, detached;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                (kept, lost, detached) = (ones(2), ones(2), ones(2));
                Assert.Equal(3, inner.DisposablesCount);
                kept.MoveToOuterDisposeScope();
                detached.DetachFromDisposeScope();
            }

            Assert.False(kept.IsInvalid);
            Assert.True(lost.IsInvalid);
            Assert.Equal(1, outer.DisposablesCount);
        }

        Assert.True(kept.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
        Assert.Throws<ObjectDisposedException>(() => detached.shape);
    }

    [Fact]
    public void A_scope_keeps_what_it_is_told_to_keep()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (ones(1), ones(1), ones(1));
        scope.DisposeEverythingBut(b);
        Assert.True(a.IsInvalid && c.IsInvalid && !b.IsInvalid);
        Assert.Same(scope, CurrentDisposeScope);
        b.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void A_scope_that_frees_many_one_by_one_stays_right()
    {
        using var scope = NewDisposeScope();
        var tensors = new Tensor[500];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = ones(1);
        for (var i = 0; i < tensors.Length; i += 2) tensors[i].Dispose();
        for (var i = 1; i < tensors.Length; i += 4) tensors[i].Dispose();
        Assert.Equal(125, scope.DisposablesCount);
        scope.Dispose();
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void A_forgotten_tensor_is_collected()
    {
        Settle();
        var before = Tensor.TotalCount;
        Forget();
        Settle();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_module_built_in_a_scope_keeps_its_parameters()
    {
        torch.nn.Module<Tensor, Tensor> layer;
        using (NewDisposeScope()) layer = BatchNorm2d(2);
        using (layer) Assert.Equal([1, 2, 3, 3], layer.call(ones(1, 2, 3, 3)).shape);
    }

    [Fact]
    public void Native_errors_carry_libtorchs_message()
    {
        var error = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("shapes cannot be multiplied (2x3 and 2x3)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inference_tensors_never_take_part_in_gradients()
    {
        Assert.False(is_inference_mode_enabled());
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False(is_grad_enabled());
        }

        using (no_grad())
        {
            using (enable_grad()) Assert.True(is_grad_enabled());
            Assert.False(is_grad_enabled());
        }

        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void The_runtime_reports_its_settings()
    {
        Assert.Contains("OMP_WAIT_POLICY", LibtorchRuntime.Report(), StringComparison.Ordinal);
        Assert.True(get_num_threads() >= 1);
    }

    /// <summary>Collects what other tests forgot.</summary>
    private static void Settle()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static void Forget()
    {
        for (var i = 0; i < 10; i++) ones(4);
    }
}

[CollectionDefinition("Counts", DisableParallelization = true)]
public class CountsCollection;
