// One side of the overhead benchmark: prints "name nanoseconds" a line, the CPU time of one call, the minimum of many batches.
// overhead.py is the other side; run-overhead.sh runs both by turns.
using System;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

set_num_threads(1);
using var quiet = no_grad();
var vector = ones(8);
var image = ones(1, 8, 4, 4);
var linear = Linear(8, 8);
var conv = Conv2d(8, 8, 3, padding: 1);
var batchNorm = BatchNorm2d(8);
batchNorm.eval();
var layerNorm = LayerNorm(8);
if (args.Contains("--settings"))
{
    Console.Write(ArchGen.Libtorch.LibtorchRuntime.Report());
    return;
}

Measure("add", () => { using var y = vector + vector; });
Measure("linear", () => { using var y = linear.call(vector); });
Measure("conv2d", () => { using var y = conv.call(image); });
Measure("batch_norm", () => { using var y = batchNorm.call(image); });
Measure("layer_norm", () => { using var y = layerNorm.call(vector); });

static void Measure(string name, Action body)
{
    for (var i = 0; i < 20000; i++) body();
    var best = double.PositiveInfinity;
    for (var batch = 0; batch < 60; batch++)
    {
        const int calls = 1000;
        var start = ThreadTime();
        for (var i = 0; i < calls; i++) body();
        best = Math.Min(best, (ThreadTime() - start) / (double)calls);
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {best:F0}"));
}

static long ThreadTime()
{
    const int thread = 3; // CLOCK_THREAD_CPUTIME_ID
    _ = Native.clock_gettime(thread, out var time);
    return time.Seconds * 1_000_000_000 + time.Nanoseconds;
}

internal static class Native
{
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        internal long Seconds, Nanoseconds;
    }

    [DllImport("libc")]
    internal static extern int clock_gettime(int clock, out TimeSpec time);
}
