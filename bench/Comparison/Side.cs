using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using ArchGen.Cli.Bench;
using ArchGen.Runtime;
using ArchGen.Runtime.Generated;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Bench.Comparison;

/// <summary>One form of a model with the weights and images that every side has.</summary>
internal sealed class Side
{
    private static readonly IReadOnlyList<VariantDescriptor> Variants = VariantDescriptor.In(typeof(Specs.EdgeNeXt.EdgeNeXtSmall).Assembly);

    // A form is one line here; the tables take up what is listed.
    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>, nn.Module<Tensor, Tensor>>> Made = new()
    {
        ["plain"] = model => model,
        ["inference"] = model => model switch
        {
            Specs.EdgeNeXt.EdgeNeXt m => m.ToInference(),
            Specs.MogaNet.MogaNet m => m.ToInference(),
            Specs.UniFormer.UniFormer m => m.ToInference(),
            Specs.UniNeXt.UniNeXt m => m.ToInference(),
            _ => throw new ArgumentException($"{model.GetName()} isn't among the models compared"),
        },
    };

    // Where our names of parts aren't the official ones.
    private static readonly Dictionary<string, KeyMap> Keys = new() { ["UniNeXtT"] = Specs.UniNeXt.UniNeXtKeys.Official };

    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly AdamW? _optimizer;

    public Side(string form, string variant, string weights, string images, long[] shape, bool train)
    {
        _images = tensor(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(images)).ToArray(), shape);
        _labels = arange(shape[0], dtype: ScalarType.Int64) % 1000;
        var model = (nn.Module<Tensor, Tensor>)Variants.Single(v => v.Name == variant).Create();
        Checkpoint.Load(model, weights, Keys.GetValueOrDefault(variant));
        model.train(train);
        _model = Made[form](model);
        if (train)
            _optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.05);
    }

    public static IEnumerable<string> Forms => Made.Keys;

    public double Loss { get; private set; }

    /// <summary>Multiply-accumulates of one image, by variant.</summary>
    public static Dictionary<string, long> Macs() => Variants.Where(v => v.Macs is not null).ToDictionary(v => v.Name, v => v.Macs!.Value);

    public void WriteOutput(string path)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(_model.call(_images).contiguous().data<float>().ToArray()));
    }

    public (double[] Wall, double[] Processor) Forward(int count)
    {
        using var inference = inference_mode();
        return Timed(count, () =>
        {
            using var scope = NewDisposeScope();
            _ = _model.call(_images);
        });
    }

    public (double[] Wall, double[] Processor) Train(int count) => Timed(count, Step);

    public (long? Resident, long? Allocated) Memory(int count)
    {
        var resident = new ProcessMemory();
        var allocated = Allocations.Begin();
        for (var i = 0; i < count; i++)
            Step();
        return (resident.Above(), allocated?.Above());
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        _optimizer!.zero_grad();
        var loss = F.cross_entropy(_model.call(_images), _labels);
        loss.backward();
        _optimizer.step();
        Loss = loss.item<float>();
    }

    private static (double[] Wall, double[] Processor) Timed(int count, Action body)
    {
        var (wall, processor) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            body();
            wall[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            processor[i] = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds;
        }

        return (wall, processor);
    }
}
