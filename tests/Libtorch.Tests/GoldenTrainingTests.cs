using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Libtorch.Tests;

/// <summary>Five steps of each optimizer, and nine of each schedule, against PyTorch 1.13.1.</summary>
public class GoldenTrainingTests
{
    public static TheoryData<string, float[]> Optimizers => new()
    {
        { "adamw", [0.6148448f, -1.458788f, 2.43281f, 0.05409774f, -0.9847171f] },
        { "adamwams", [0.6291793f, -1.494046f, 2.487869f, 0.05867703f, -0.9985119f] },
        { "adam", [0.5992965f, -1.502956f, 2.50178f, 0.05714589f, -1.002007f] },
        { "adammax", [1.050133f, -2.050021f, 3.050014f, 0.5501366f, -0.4500504f] },
        { "sgd", [0.9362778f, -1.547562f, 2.321343f, 0.3568418f, -1.13416f] },
        { "sgdm", [0.8488944f, -0.8946902f, 1.342035f, 0.1523897f, -2.157022f] },
        { "nest", [1.055284f, -0.6318847f, 0.9478269f, 0.1120953f, -4.755f] },
        { "rms", [1.772843f, -0.6776892f, 1.563768f, 0f, -2.685786f] },
        { "rmsc", [2.203809f, 0.02743774f, 0.6760096f, -1.599367f, -4.249056f] },
    };

    public static TheoryData<string, double[]> Schedules => new()
    {
        { "step", [0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 0.005, 0.005, 0.005] },
        { "multi", [0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.125] },
        { "exp", [0.5, 0.45, 0.405, 0.3645, 0.32805, 0.295245, 0.2657205, 0.23914845, 0.215233605] },
        { "const", [0.125, 0.125, 0.125, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5] },
        { "lin", [0.05, 0.14, 0.23, 0.32, 0.41, 0.5, 0.5, 0.5, 0.5] },
        { "cos", [0.5, 0.428241161391, 0.255, 0.0817588386093, 0.01, 0.0817588386093, 0.255, 0.428241161391, 0.5] },
        { "lam", [0.5, 0.25, 0.166666666667, 0.125, 0.1, 0.0833333333333, 0.0714285714286, 0.0625, 0.0555555555556] },
        { "poly", [0.5, 0.32, 0.18, 0.08, 0.02, 0, 0, 0, 0] },
        { "one", [0.04, 0.651358235235, 0.994415435451, 0.898566659346, 0.705644728991, 0.462637102667, 0.22872995316, 0.060892969758, 4e-06] },
        { "one3", [0.04, 0.604705882353, 0.830588235294, 0.265882352941, 0.0347831304348, 0.0260883478261, 0.0173935652174, 0.0086987826087, 4e-06] },
        { "seq", [0.05, 0.2, 0.35, 0.5, 0.452254248594, 0.327254248594, 0.172745751406, 0.0477457514063, 0] },
    };

    [Theory, MemberData(nameof(Optimizers))]
    public void Steps_give_what_Python_gives(string name, float[] expected)
    {
        using var scope = NewDisposeScope();
        var (p, q) = (new Parameter(tensor(new[] { 1f, -2f, 3f })), new Parameter(tensor(new[,] { { .5f, -.5f } })));
        using var optimizer = Make(name, [p, q]);
        for (var i = 0; i < 5; i++)
        {
            optimizer.zero_grad();
            ((p * p).sum() * .5 + q.pow(3).sum() + p[0] * q[0, 1]).backward();
            optimizer.step();
        }

        Expect.Close(expected, cat([p.detach(), q.detach().flatten()]), 2e-5);
    }

    [Theory, MemberData(nameof(Schedules))]
    public void Schedules_give_what_Python_gives(string name, double[] expected)
    {
        using var optimizer = optim.SGD([new Parameter(zeros(1))], .5, momentum: .9);
        var schedule = Schedule(name, optimizer);
        var rates = new List<double> { schedule.get_last_lr().Single() };
        for (var i = 1; i < expected.Length; i++)
        {
            schedule.step();
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }

        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], rates[i], 1e-9);
    }

    private static optim.Optimizer Make(string name, Parameter[] p) => name switch
    {
        "adamw" => optim.AdamW(p, lr: .1, weight_decay: .05),
        "adamwams" => optim.AdamW(p, lr: .1, weight_decay: .01, amsgrad: true),
        "adam" => optim.Adam(p, lr: .1, weight_decay: .1),
        "adammax" => optim.Adam(p, lr: .01, maximize: true),
        "sgd" => optim.SGD(p, .05),
        "sgdm" => optim.SGD(p, .05, momentum: .9, dampening: .1, weight_decay: .01),
        "nest" => optim.SGD(p, .05, momentum: .9, nesterov: true),
        "rms" => optim.RMSProp(p, lr: .05),
        "rmsc" => optim.RMSProp(p, lr: .05, momentum: .5, centered: true, weight_decay: .1),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static optim.lr_scheduler.LRScheduler Schedule(string name, optim.Optimizer o) => name switch
    {
        "step" => optim.lr_scheduler.StepLR(o, 3, .1),
        "multi" => optim.lr_scheduler.MultiStepLR(o, [2, 5], .5),
        "exp" => optim.lr_scheduler.ExponentialLR(o, .9),
        "const" => optim.lr_scheduler.ConstantLR(o, .25, 3),
        "lin" => optim.lr_scheduler.LinearLR(o, .1, 1, 5),
        "cos" => optim.lr_scheduler.CosineAnnealingLR(o, 4, .01),
        "lam" => optim.lr_scheduler.LambdaLR(o, e => 1.0 / (e + 1)),
        "poly" => optim.lr_scheduler.PolynomialLR(o, 5, 2),
        "one" => optim.lr_scheduler.OneCycleLR(o, 1.0, total_steps: 9),
        "one3" => optim.lr_scheduler.OneCycleLR(o, 1.0, total_steps: 9, three_phase: true, anneal_strategy: optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear),
        "seq" => optim.lr_scheduler.SequentialLR(o, [optim.lr_scheduler.LinearLR(o, .1, 1, 3), optim.lr_scheduler.CosineAnnealingLR(o, 5)], [3]),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
