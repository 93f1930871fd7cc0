using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>
/// How layers' tensors start. What is said of a layer goes before what is said of all layers of its kind, and what a block says before what the block around it says:
/// the innermost constructor runs first, and what it has said of a tensor stays.
/// </summary>
public static class LayerInit
{
    private static readonly Dictionary<string, Predicate<nn.Module>> s_kinds = new(StringComparer.Ordinal)
    {
        ["linear"] = m => m is Linear,
        ["embedding"] = m => m is Embedding or IndexEmbedding,
        ["conv1d"] = m => m is Conv1d or SameConv1d,
        ["conv2d"] = m => m is Conv2d or SameConv2d,
        ["conv3d"] = m => m is Conv3d or SameConv3d,
        ["conv_transpose1d"] = m => m is ConvTranspose1d,
        ["conv_transpose2d"] = m => m is ConvTranspose2d,
        ["conv_transpose3d"] = m => m is ConvTranspose3d,
        ["layer_norm"] = m => m is LayerNorm or ChannelsFirstLayerNorm,
        ["rms_norm"] = m => m is RmsNorm,
        ["batch_norm"] = m => m is BatchNorm,
        ["group_norm"] = m => m is GroupNorm,
        ["instance_norm"] = m => m is InstanceNorm,
    };

    /// <summary>The layers of which something has been said, and of which tensors.</summary>
    private static readonly ConditionalWeakTable<nn.Module, HashSet<string>> s_settled = [];

    /// <summary>The kinds that <see cref="Below"/> knows, by the names that they have in specs.</summary>
    public static IReadOnlyCollection<string> Kinds => s_kinds.Keys;

    /// <summary>Says how a layer's tensors start; null leaves one as it is. A tensor that the layer doesn't have is passed over.</summary>
    public static T Start<T>(this T layer, Initial? weight = null, Initial? bias = null)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(layer);
        Fill(layer, weight, bias, again: true);
        return layer;
    }

    /// <summary>Says how the tensors of all layers of a kind below a module start, as PyTorch's <c>apply</c> would, but for those of which something was said already.</summary>
    public static void Below(nn.Module root, string kind, Initial? weight = null, Initial? bias = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (!s_kinds.TryGetValue(kind, out var isOfKind))
            throw new ArgumentException($"There is no kind of layer '{kind}': it may be {string.Join(", ", s_kinds.Keys)}.", nameof(kind));
        root.apply(module =>
        {
            if (isOfKind(module))
                Fill(module, weight, bias, again: false);
        });
    }

    /// <summary>Keeps every layer below a module as it is, whatever is said of its kind later: for a module written in C# that has started its layers itself.</summary>
    public static void Keep(nn.Module root)
    {
        ArgumentNullException.ThrowIfNull(root);
        root.apply(module => s_settled.GetOrCreateValue(module).UnionWith(["weight", "bias"]));
    }

    private static void Fill(nn.Module layer, Initial? weight, Initial? bias, bool again)
    {
        var settled = s_settled.GetOrCreateValue(layer);
        foreach (var (name, tensor) in layer.named_parameters(recurse: false))
        {
            var start = name switch { "weight" => weight, "bias" => bias, _ => null };
            if (start is not null && (settled.Add(name) || again))
                start.Fill(tensor, Groups(layer));
        }
    }

    private static long Groups(nn.Module layer) => layer switch
    {
        Convolution convolution => convolution.groups,
        SameConvolution same => same.Groups,
        _ => 1,
    };
}
