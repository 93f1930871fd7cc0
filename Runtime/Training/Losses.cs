using System;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>What the papers' classifiers are trained to make small.</summary>
public static class Losses
{
    /// <summary>Targets [.., classes] of classes [..]: 1 less <paramref name="smoothing"/> at the class, and smoothing spread over all classes.</summary>
    public static Tensor Targets(Tensor labels, long classes, double smoothing = 0)
    {
        using var scope = NewDisposeScope();
        var off = smoothing / classes;
        var targets = full([.. labels.shape, classes], off, dtype: ScalarType.Float32, device: labels.device);
        return targets.scatter_(-1, labels.unsqueeze(-1), full([.. labels.shape, 1], 1 - smoothing + off, dtype: ScalarType.Float32, device: labels.device)).MoveToOuterDisposeScope();
    }

    /// <summary>Cross entropy with targets that are shares of classes, [.., classes]: the mean over all rows.</summary>
    public static Tensor SoftTarget(Tensor logits, Tensor targets)
    {
        using var scope = NewDisposeScope();
        return (-targets * logits.log_softmax(-1)).sum(-1).mean().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Token labelling's loss (arXiv 2104.10858): that of the class, [N, classes], and that of each position by itself, [N, positions, classes]; targets [N, classes] for all positions alike, or
    /// [N, positions, classes].
    /// </summary>
    public static Tensor TokenLabelling(Tensor classLogits, Tensor tokenLogits, Tensor classTargets, Tensor tokenTargets, double classWeight = 1, double tokenWeight = 1)
    {
        using var scope = NewDisposeScope();
        if (tokenTargets.dim() == 2)
            tokenTargets = tokenTargets.unsqueeze(1);
        return (classWeight * SoftTarget(classLogits, classTargets) + tokenWeight * SoftTarget(tokenLogits, tokenTargets)).MoveToOuterDisposeScope();
    }
}
