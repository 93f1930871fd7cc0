// The fused kernels against libtorch's own operators on the shapes of the four papers' models, by turns in one run; run-kernels.sh runs it.
//   --threads N, --rounds N, --batch N (repeatable), --only linear|mlp|depthwise|attention|patches|rows, --set avx512|avx2 by ARCHGEN_KERNELS
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Bench.Kernels;
using ArchGen.Cli.Bench;
using ArchGen.Libtorch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

int Number(string option, int otherwise) =>
    Array.IndexOf(args, option) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

var threads = Number("--threads", Environment.ProcessorCount);
var rounds = Number("--rounds", 15);
var batches = args.Contains("--batch") ? [Number("--batch", 1)] : (int[])[1, 8];
var only = Array.IndexOf(args, "--only") is var named and >= 0 ? args[named + 1] : null;
var clock = new Clock(threads == 1);
set_num_threads(threads);
using var quiet = inference_mode();
if (!FusedKernels.IsAvailable)
{
    Console.WriteLine("no fused kernels on this machine");
    return;
}

Console.Write(LibtorchRuntime.Report());
var peak = MachinePeak.Measure(threads);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FusedKernels.InstructionSet}, {threads} threads, {peak.Fma:F1} GFLOP/s by multiply-adds in registers, {peak.MatrixProduct:F1} by libtorch's matrix product, {clock.Name}, {rounds} rounds"));
Console.WriteLine("medians, and in brackets by the quickest run; after each other way, our time by its time");
var measure = new Measure(peak.Fma * 1e9, rounds, clock);

foreach (var batch in batches)
{
    foreach (var (model, side, channels, hidden) in Shapes.Pairs)
    {
        long rows = batch * side * side;
        using var scope = NewDisposeScope();
        var x = randn(rows, channels);
        var (w1, b1, w2, b2) = (randn(hidden, channels) / Math.Sqrt(channels), randn(hidden), randn(channels, hidden) / Math.Sqrt(hidden), randn(channels));
        var (gain, shift, scale) = (ones(channels), zeros(channels), full([channels], 0.5f));
        using var first = new PackedLinear(w1, b1);
        using var second = new PackedLinear(w2, b2);
        var name = $"{model} b{batch} {side}x{side} {channels}->{hidden}";
        double operations = 2.0 * rows * channels * hidden;
        var (wide, narrow) = (empty(rows, hidden), empty(rows, channels));
        var y = randn(rows, hidden);
        if (Wanted("linear"))
        {
            measure.Line("linear " + name, operations, () => FusedKernels.Linear(x, first, output: wide), ("linear", () => F.linear(x, w1, b1)));
            measure.Line("linear+gelu " + name, operations, () => FusedKernels.Linear(x, first, FusedActivation.Gelu, output: wide), ("linear,gelu", () => F.gelu(F.linear(x, w1, b1))));
            measure.Line("linear " + name + " back", operations, () => FusedKernels.Linear(y, second, residual: x, output: narrow), ("linear,add", () => F.linear(y, w2, b2) + x));
        }

        if (Wanted("mlp"))
        {
            measure.Line("norm+mlp+residual " + name, 2 * operations, () => FusedKernels.Mlp(x, first, second, FusedActivation.Gelu, residual: x, normEps: 1e-6, output: narrow),
                ("operators", () => F.linear(F.gelu(F.linear(F.layer_norm(x, [channels], gain, shift), w1, b1)), w2, b2) * scale + x));
        }
    }

    foreach (var (model, side, channels, kernel, stride, dilation) in Shapes.Depthwise)
    {
        if (!Wanted("depthwise")) break;
        using var scope = NewDisposeScope();
        var x = randn(batch, side, side, channels);
        var planes = x.permute(0, 3, 1, 2).contiguous();
        var lastly = x.permute(0, 3, 1, 2);
        var (weight, bias) = (randn(channels, 1, kernel, kernel), randn(channels));
        using var packed = new PackedDepthwise(weight, bias);
        var pad = dilation * (kernel / 2);
        var outSide = (side + 2 * pad - dilation * (kernel - 1) - 1) / stride + 1;
        var output = empty([batch, outSide, outSide, channels]);
        measure.Line($"depthwise {model} b{batch} {side}x{side}x{channels} {kernel}x{kernel} /{stride} d{dilation}", 2.0 * batch * outSide * outSide * channels * kernel * kernel,
            () => FusedKernels.Depthwise(x, packed, (stride, stride), (pad, pad), (dilation, dilation), output: output),
            ("NCHW", () => F.conv2d(planes, weight, bias, [stride, stride], [pad, pad], [dilation, dilation], channels)),
            ("channels_last", () => F.conv2d(lastly, weight, bias, [stride, stride], [pad, pad], [dilation, dilation], channels)));
    }

    foreach (var (model, count, length, heads, depth) in Shapes.Attention)
    {
        if (!Wanted("attention")) break;
        using var scope = NewDisposeScope();
        var qkv = randn([batch * count, length, 3, heads, depth]);
        var (q, k, v) = (qkv.select(2, 0), qkv.select(2, 1), qkv.select(2, 2));
        var output = empty([batch * count, length, heads * depth]);
        var scale = 1 / Math.Sqrt(depth);
        measure.Line($"attention {model} b{batch} {count}x{length}, {heads} heads of {depth}", 4.0 * batch * count * heads * length * length * depth,
            () => FusedKernels.Attention(q, k, v, scale, output: output),
            ("operators", () => ((q.transpose(1, 2) * scale).matmul(k.transpose(1, 2).transpose(-2, -1)).softmax(-1).matmul(v.transpose(1, 2))).transpose(1, 2).reshape(batch * count, length, heads * depth)));
    }

    foreach (var (model, side, channels, kernel, outputs) in Shapes.Patches)
    {
        if (!Wanted("patches")) break;
        using var scope = NewDisposeScope();
        var first = channels == 3; // an image
        var planes = randn(batch, channels, side, side);
        var lastly = planes.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var x = first ? planes : lastly.permute(0, 2, 3, 1);
        var (weight, bias) = (randn(outputs, channels, kernel, kernel), randn(outputs));
        using var packed = new PackedPatches(weight, bias, first);
        var output = empty([batch, side / kernel, side / kernel, outputs]);
        measure.Line($"patches {model} b{batch} {side}x{side}x{channels} {kernel}x{kernel} ->{outputs}", 2.0 * batch * side * side * channels * outputs,
            () => FusedKernels.Patches(x, packed, output: output),
            ("NCHW", () => F.conv2d(planes, weight, bias, [kernel, kernel])), ("channels_last", () => F.conv2d(lastly, weight, bias, [kernel, kernel])));
    }

    foreach (var (side, channels) in ((long, long)[])[(64, 48), (14, 320), (8, 304)])
    {
        if (!Wanted("rows")) break;
        using var scope = NewDisposeScope();
        var x = randn(batch * side * side, channels);
        var (gain, shift, output) = (ones(channels), zeros(channels), empty(batch * side * side, channels));
        measure.Line($"layer norm b{batch} {side}x{side}x{channels}", 8.0 * batch * side * side * channels,
            () => FusedKernels.NormRows(x, 1e-6, gain, shift, output), ("layer_norm", () => F.layer_norm(x, [channels], gain, shift, 1e-6)));
        measure.Line($"gelu b{batch} {side}x{side}x{channels}", 16.0 * batch * side * side * channels,
            () => FusedKernels.Activate(x, FusedActivation.Gelu, output), ("gelu", () => F.gelu(x)));
    }
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"geometric mean of our time by the best other way's: {Math.Exp(measure.Ratios.Average(Math.Log)):F2}, worst {measure.Ratios.Max():F2}"));

bool Wanted(string what) => only is null || only == what;
