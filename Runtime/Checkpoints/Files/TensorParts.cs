using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>A tensor's memory in parts: TorchSharp shows memory as spans, which end at two gigabytes.</summary>
internal static class TensorParts
{
    private const long Longest = 1 << 30;

    /// <summary>Views of the elements in order, each disposed by the caller. The tensor lies on the processor and in order.</summary>
    public static IEnumerable<Tensor> Of(Tensor tensor)
    {
        var elements = tensor.numel();
        if (elements == 0)
            yield break;
        using var plain = tensor.detach();
        using var flat = plain.view(-1);
        var step = Longest / tensor.ElementSize;
        for (long at = 0; at < elements; at += step)
            yield return flat.narrow(0, at, Math.Min(step, elements - at));
    }
}
