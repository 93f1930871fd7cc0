using System;
using System.Linq;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>How deep parameters lie, for the papers' names and others.</summary>
public sealed class LayerDepthsTests
{
    [Theory]
    // UniNeXt: the stem, a merge before each stage
    [InlineData(
        "stem.stem1.weight merge0.conv.weight stage1.0.mixer.weight stage1.1.norm1.weight merge1.conv.weight stage2.0.ffn.weight merge2.norm.bias stage3.0.w.weight stage3.1.w.weight merge3.conv.weight stage4.0.a.weight norm.weight head.weight",
        "0 0 1 2 3 3 4 4 5 6 6 7 7")]
    // UniFormer
    [InlineData("patch_embed1.proj.weight blocks1.0.conv1.weight blocks1.1.conv1.weight patch_embed2.proj.weight blocks2.0.mlp.weight norm.weight head.weight aux_head.weight", "0 1 2 3 3 4 4 4")]
    // MogaNet: a norm behind each stage
    [InlineData("patch_embed1.projection.0.weight blocks1.0.norm1.weight blocks1.1.norm1.weight norm1.weight patch_embed2.projection.weight blocks2.0.attn.weight norm2.weight head.weight", "0 1 2 2 3 3 3 4")]
    // EdgeNeXt: all downsampling first, the second number isn't a block's
    [InlineData(
        "downsample_layers.0.0.weight downsample_layers.0.1.weight downsample_layers.1.1.weight downsample_layers.2.1.weight stages.0.0.gamma stages.0.0.dwconv.weight stages.0.1.dwconv.weight stages.1.0.dwconv.weight stages.1.1.norm.weight stages.2.0.dwconv.weight norm.weight head.weight",
        "0 0 3 5 1 1 2 3 4 5 6 6")]
    // ResNet
    [InlineData("conv1.weight bn1.weight layer1.0.conv1.weight layer1.0.conv2.weight layer1.1.conv1.weight layer1.1.bn2.weight layer2.0.conv1.weight layer2.0.downsample.0.weight layer2.0.bn1.weight fc.weight", "0 0 1 1 2 2 3 3 3 4")]
    // ViT: blocks of one number
    [InlineData("cls_token pos_embed patch_embed.proj.weight blocks.0.norm1.weight blocks.0.attn.qkv.weight blocks.1.norm1.weight norm.weight head.weight", "0 0 0 1 1 2 3 3")]
    // Nothing numbered
    [InlineData("stem.conv.weight local.dwconv.weight local.norm.weight down.conv.weight head.weight", "0 1 1 2 3")]
    public void A_depth_for_each(string names, string depths)
    {
        var all = names.Split(' ');
        var made = new LayerDepths(all);
        Assert.Equal(depths, string.Join(' ', all.Select(made.Of)));
        Assert.Equal(1, made.Scale(all[^1], 0.7));
        Assert.Equal(Math.Pow(0.7, int.Parse(depths.Split(' ')[^1])), made.Scale(all[0], 0.7), 1e-12);
    }
}
