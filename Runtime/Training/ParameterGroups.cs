using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// Which parameters decay: matrices and kernels do; biases, norms, scales, temperatures and position encodings don't. With layer decay, those of one depth (<see cref="LayerDepths"/>) also learn at a rate
/// of their own.
/// </summary>
internal sealed class ParameterGroups : IDisposable
{
    private readonly double[] _scales;

    public ParameterGroups(nn.Module model, TrainingOptions options)
    {
        var parameters = model.named_parameters().Where(p => p.parameter.requires_grad).ToList();
        var depths = options.LayerDecay < 1 ? new LayerDepths(parameters.Select(p => p.name)) : null;
        var groups = parameters.GroupBy(p => (Scale: depths?.Scale(p.name, options.LayerDecay) ?? 1, Decays: Decays(p.name, p.parameter)))
            .OrderByDescending(g => g.Key.Decays).ThenBy(g => g.Key.Scale).ToArray();
        _scales = [.. groups.Select(g => g.Key.Scale)];
        All = [.. parameters.Select(p => p.parameter)];
        Optimizer = optim.AdamW(
            groups.Select(g => new AdamW.ParamGroup([.. g.Select(p => p.parameter)], options.LearningRate * g.Key.Scale, weight_decay: g.Key.Decays ? options.WeightDecay : 0)), options.LearningRate);
    }

    /// <summary>All that is trained.</summary>
    public IReadOnlyList<Parameter> All { get; }

    public AdamW Optimizer { get; }

    /// <summary>Sets every group's rate, from that of the head.</summary>
    public void SetRate(double rate)
    {
        var i = 0;
        foreach (var group in Optimizer.ParamGroups)
            group.LearningRate = rate * _scales[i++];
    }

    public void Dispose() => Optimizer.Dispose();

    private static bool Decays(string name, Tensor parameter) =>
        parameter.dim() > 1 && (name == "weight" || name.EndsWith(".weight", StringComparison.Ordinal));
}
