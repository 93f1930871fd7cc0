using System;
using System.IO;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>A classifier of 1×8×8 images with a convolution, a norm with buffers, dropout and a head.</summary>
internal sealed class SmallNet : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly Dropout _dropout = nn.Dropout(0.1);
    private readonly Linear _head;

    public SmallNet(int channels = 8, int classes = 4)
        : base(nameof(SmallNet))
    {
        _conv = nn.Conv2d(1, channels, 3L, 2L, 1L);
        _norm = nn.BatchNorm2d(channels);
        _head = nn.Linear(channels, classes);
        register_module("conv", _conv);
        register_module("norm", _norm);
        register_module("dropout", _dropout);
        register_module("head", _head);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = nn.functional.gelu(_norm.call(_conv.call(input)));
        return _head.call(_dropout.call(x.mean([2L, 3L]))).MoveToOuterDisposeScope();
    }
}

internal static class TestData
{
    /// <summary>Images of which each class has a bright corner of its own.</summary>
    public static ImageDataset Corners(int count, int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[count * 64];
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(4);
            for (var p = 0; p < 64; p++)
            {
                var bright = (p / 8 >= 4 ? 2 : 0) + (p % 8 >= 4 ? 1 : 0) == labels[i];
                pixels[i * 64 + p] = (byte)random.Next(bright ? 150 + 20 * labels[i] : 0, bright ? 180 + 20 * labels[i] : 80);
            }
        }

        return new ImageDataset(pixels, Array.ConvertAll(labels, l => (int)l), 1, 8, 8, ["a", "b", "c", "d"]).Measured();
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("archgen-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
