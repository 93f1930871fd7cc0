using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading;
using ArchGen.Cli.Specs;
using ArchGen.Cli.Verify;
using ArchGen.Dsl.Elaboration;
using ArchGen.Runtime.Generated;
using ArchGen.Workspace;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Bench;

/// <summary>Measures a variant: as a whole, then watched part by part.</summary>
internal sealed class BenchRun(LoadedSpecs specs, BenchOptions options, Action<string> tell, CancellationToken cancellation)
{
    private const int FewestPasses = 5, FewestWatched = 3;
    private const double WarmingShare = 0.2, WatchingShare = 0.4;
    private const int Seed = 1;

    /// <summary>Measures.</summary>
    public BenchResult Of(ElaboratedVariant variant)
    {
        var shapes = BenchInputs.Shapes(specs, variant, options.Batch, options.Size, out var at);
        tell("compiling");
        using var assembly = SpecAssembly.Build(specs, cancellation);
        if (options.Threads is { } threads)
            set_num_threads(threads);
        manual_seed(Seed);
        using var scope = NewDisposeScope();
        var inputs = BenchInputs.Tensors(specs, variant, shapes);
        using var trained = assembly.Create(variant);
        trained.eval();
        var weights = trained.state_dict().Values.DistinctBy(t => t.Handle).Sum(t => t.numel() * t.element_size());
        var settings = Settings();
        tell("measuring the machine");
        var peak = MachinePeak.Measure(get_num_threads());
        using var mode = inference_mode();
        using var model = options.Inference ? InferenceOf(trained) : null;
        var pass = Pass(model ?? trained, inputs);

        var memory = new ProcessMemory();
        _ = Passes(pass, options.Seconds * WarmingShare, FewestWatched, "warming up");
        var above = memory.Above();
        var passes = Passes(pass, options.Seconds, FewestPasses, "measuring");
        var (stages, operators, watched) = model is null ? Watch(trained, at, pass) : Operations(model, inputs);
        return new BenchResult
        {
            Variant = VariantPicker.Full(variant), Model = variant.Model, Inputs = shapes, Options = options, Threads = get_num_threads(), Settings = settings, Macs = at.Root.Macs.Value ?? 0,
            WeightBytes = weights, PeakBytes = above, Passes = [.. passes.Order()], Watched = watched, Peak = peak, Stages = stages, Operators = operators,
        };
    }

    private List<double> Passes(Action pass, double seconds, int fewest, string what)
    {
        var (times, clock) = (new List<double>(), Stopwatch.StartNew());
        while (times.Count < fewest || clock.Elapsed.TotalSeconds < seconds)
        {
            cancellation.ThrowIfCancellationRequested();
            tell($"{what}: pass {times.Count + 1}, {clock.Elapsed.TotalSeconds:0.0} of {seconds:0.0} s");
            var begun = Stopwatch.GetTimestamp();
            pass();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return times;
    }

    private (IReadOnlyList<BenchRow> Stages, IReadOnlyList<BenchRow> Operators, double Watched) Watch(nn.Module model, ElaboratedVariant at, Action pass)
    {
        using var clock = new ModuleClock(model);
        var seen = new List<IReadOnlyDictionary<string, ModuleTime>>();
        _ = Passes(() => seen.Add(clock.Pass(pass)), options.Seconds * WatchingShare, FewestWatched, "part by part");
        var rows = new BenchRows(model, at.Root, seen);
        return (rows.Stages(options.Depth), rows.Operators(), rows.All);
    }

    // The form for inference has no parts any more: it tells of its own operations.
    private (IReadOnlyList<BenchRow> Stages, IReadOnlyList<BenchRow> Operators, double Watched) Operations(nn.Module model, Tensor[] inputs)
    {
        var plans = (InferencePlans)model.GetType().GetProperty("Plans")!.GetValue(model)!;
        tell("operation by operation");
        var steps = plans.Measure(FewestPasses, inputs);
        var rows = steps.GroupBy(s => s.Operation, StringComparer.Ordinal)
            .Select(g => new BenchRow(0, g.Key, "", g.Count(), g.Sum(s => s.Time.TotalMilliseconds), 0)).OrderByDescending(r => r.Milliseconds).ToList();
        return ([], rows, rows.Sum(r => r.Milliseconds!.Value));
    }

    private static nn.Module InferenceOf(nn.Module model)
    {
        var method = model.GetType().GetMethod("ToInference", BindingFlags.Public | BindingFlags.Instance, [])
            ?? throw new CliException($"{model.GetName()} has no form for inference: something in it doesn't describe itself to the rewriter. Measure it without --inference.");
        return (nn.Module)method.Invoke(model, BindingFlags.DoNotWrapExceptions, null, [], null)!;
    }

    // Called as a program would; a model of another kind than most goes by reflection, once a pass.
    private static Action Pass(nn.Module model, Tensor[] inputs)
    {
        Func<object?> call = (model, inputs) switch
        {
            (nn.Module<Tensor, Tensor> one, [var x]) => () => one.call(x),
            (nn.Module<Tensor, Tensor, Tensor> two, [var x, var y]) => () => two.call(x, y),
            _ => Reflected(model, inputs),
        };
        return () =>
        {
            using var scope = NewDisposeScope();
            _ = call();
        };
    }

    private static Func<object?> Reflected(nn.Module model, Tensor[] inputs)
    {
        var method = model.GetType().GetMethod("call", [.. inputs.Select(_ => typeof(Tensor))])
            ?? throw new CliException($"{model.GetName()} doesn't take {inputs.Length} tensors.", ExitCode.Findings);
        return () => method.Invoke(model, BindingFlags.DoNotWrapExceptions, null, [.. inputs], null);
    }

    // What this backend has set up, where it is ours: its name alone is known where the other one is built.
    private static string Settings()
    {
        var report = Type.GetType("ArchGen.Libtorch.LibtorchRuntime, ArchGen.Libtorch")?.GetMethod("Report", BindingFlags.Public | BindingFlags.Static, []);
        return ((string?)report?.Invoke(null, null) ?? $"TorchSharp {typeof(torch).Assembly.GetName().Version}\n").TrimEnd('\n');
    }
}
