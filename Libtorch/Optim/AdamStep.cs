using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp.Modules;

/// <summary>What one native Adam step reads and writes of a parameter's state.</summary>
internal interface IAdamState
{
    torch.Tensor First { get; }
    torch.Tensor Second { get; }
    torch.Tensor? Top { get; }
    long NextStep();
}

/// <summary>The fused native step over a list of parameters; those without a gradient are passed over.</summary>
internal static unsafe class AdamStep
{
    internal static void Take(IEnumerable<(Parameter Parameter, IAdamState State)> all, double lr, double beta1, double beta2, double eps,
        double weightDecay, bool amsgrad, bool maximize, bool decoupled)
    {
        using var scope = torch.NewDisposeScope();
        var list = all.Select(item => (item.Parameter, item.State, Gradient: item.Parameter.grad)).Where(item => item.Gradient is not null).ToList();
        var parameters = Bindings.Handles(list.ConvertAll(item => item.Parameter));
        var gradients = Bindings.Handles(list.ConvertAll(item => item.Gradient!));
        var firsts = Bindings.Handles(list.ConvertAll(item => item.State.First));
        var seconds = Bindings.Handles(list.ConvertAll(item => item.State.Second));
        var tops = amsgrad ? Bindings.Handles(list.ConvertAll(item => item.State.Top!)) : null;
        var steps = list.ConvertAll(item => item.State.NextStep()).ToArray();
        var options = new AdamOptions
        {
            LearningRate = lr, Beta1 = beta1, Beta2 = beta2, Epsilon = eps, WeightDecay = weightDecay,
            Decoupled = decoupled ? 1 : 0, Maximize = maximize ? 1 : 0,
        };
        fixed (nint* p = parameters, g = gradients, m = firsts, v = seconds, t = tops)
        fixed (long* s = steps)
        {
            Bindings.Check(Bindings.atg_adam(p, g, m, v, t, s, list.Count, &options));
        }

        GC.KeepAlive(list);
    }
}
