using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Text;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Runtime;
using ArchGen.Workspace;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Verify;

/// <summary>Holds variants of compiled specs against fixtures. The C# is compiled at the first one that needs it, and kept.</summary>
internal sealed class FixtureCheck(LoadedSpecs specs, string? variantName, CancellationToken cancellation) : IDisposable
{
    /// <summary>The largest relative error of results that passes.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>The largest relative error of a step in training mode that passes: gradients are sums that cancel, so rounding weighs more.</summary>
    public const double TrainingTolerance = 1e-3;

    private const int Shown = 8;
    private readonly IReadOnlyList<ElaboratedVariant> _variants = [.. specs.Variants];
    private SpecAssembly? _assembly;

    /// <summary>Compares one fixture. Whatever goes wrong with it is in the result, so that the others still run.</summary>
    public FixtureResult Run(string path)
    {
        var clock = Stopwatch.StartNew();
        var result = new FixtureResult { Fixture = System.IO.Path.GetFileNameWithoutExtension(path) };
        try
        {
            var fixture = GoldenFixture.Read(path);
            result = new FixtureResult { Fixture = fixture.Name };
            if (Variant(fixture, out var problem) is { } variant)
                Compare(result, fixture, variant);
            else
                result.Problems.Add(problem!);
        }
        catch (Exception e) when (IsOfThisFixture(e))
        {
            result.Problems.Add(e is GoldenFixtureException or CliException ? e.Message : $"running it failed: {e.Message.TrimEnd()}");
        }

        result.Elapsed = clock.Elapsed;
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _assembly?.Dispose();

    // What would befall every fixture ends the run: no libtorch, C# that doesn't compile, Ctrl-C.
    private static bool IsOfThisFixture(Exception e) => e switch
    {
        OperationCanceledException or TypeInitializationException or DllNotFoundException => false,
        CliException known => known.Code == ExitCode.Findings,
        _ => e.GetType().Name != CliApp.LibtorchUnavailable,
    };

    private ElaboratedVariant? Variant(GoldenFixture fixture, out string? problem)
    {
        if (variantName is null)
            return VariantMatcher.Find(_variants, fixture.Name, out problem);
        problem = null;
        return VariantPicker.ByName(specs.Named, variantName);
    }

    private void Compare(FixtureResult result, GoldenFixture fixture, ElaboratedVariant variant)
    {
        result.Variant = variant.Name;
        Costs(result, fixture, variant);
        _assembly ??= SpecAssembly.Build(specs, cancellation);
        using var model = _assembly.Create(variant);
        cancellation.ThrowIfCancellationRequested();
        var map = KeyComparison.Run(result, fixture, model, [.. KeyMaps(variant)]);
        Parameters(result, fixture, variant, model);
        var hasValues = fixture.Logits.Length + fixture.Stages.Count + fixture.Outputs.Count > 0;
        if (hasValues || fixture.Training is not null)
        {
            GoldenFill.Model(model, fixture, map);
            cancellation.ThrowIfCancellationRequested();
            using var input = GoldenFill.Input(fixture.InputShape);
            if (hasValues)
                Values(result, fixture, ModelRun.Of(model, input, fixture.Stages, map));
            if (fixture.Training is { } training)
                result.Training = Worst(result, TrainingRun.Of(model, input, training, map), TrainingTolerance);
        }

        if (result is { Keys: null, Parameters: null, Macs: null, Logits: null, Stages: null, Training: null })
            result.Problems.Add("the fixture has no number to compare with");
    }

    private void Costs(FixtureResult result, GoldenFixture fixture, ElaboratedVariant variant)
    {
        var at = ArchCompiler.At(specs.Result, variant, [fixture.InputShape], out var problem);
        if (at is null)
        {
            result.Problems.Add($"the input {NumberText.Sizes(fixture.InputShape)} isn't legal: {problem} (legal: {variant.LegalInput})");
            return;
        }

        if (fixture.Macs is not { } expected)
            return;
        result.Macs = Same(at.Root.Macs.Value, expected);
        if (!result.Macs.IsRight)
            result.Problems.Add($"MACs are {at.Root.Macs}, not {NumberText.Whole(expected)}" + Difference(at.Root.Macs.Value, expected));
    }

    private static void Parameters(FixtureResult result, GoldenFixture fixture, ElaboratedVariant variant, nn.Module model)
    {
        if (fixture.Parameters is not { } expected)
            return;
        var built = model.named_parameters().Select(p => p.parameter).DistinctBy(p => p.Handle).Sum(p => p.numel());
        result.Parameters = Same(built, expected);
        if (built != expected)
            result.Problems.Add($"parameters are {NumberText.Whole(built)}, not {NumberText.Whole(expected)}{Difference(built, expected)}");
        if (variant.Root.Parameters.Value is { } counted && counted != built)
        {
            result.Parameters = new Finding(NumberText.Whole(counted), false);
            result.Problems.Add($"the compiler counts {NumberText.Whole(counted)} parameters, and the model has {NumberText.Whole(built)}: a fault of ArchGen's");
        }
    }

    // The maps of the variant's own name first, then those of its model.
    private IEnumerable<KeyMap> KeyMaps(ElaboratedVariant variant) => specs.Result.Files.SelectMany(f => f.Model.KeyMaps)
        .Where(m => m.Target == variant.Name || m.Target == variant.Model).OrderBy(m => m.Target == variant.Name ? 0 : 1)
        .Select(m => new KeyMap(m.Name, [.. m.Rules.Select(r => new KeyRule(r.Ours, r.Theirs))]));

    private static void Values(FixtureResult result, GoldenFixture fixture, ModelRun run)
    {
        if (fixture.Logits.Length > 0)
            result.Logits = Worst(result, [GoldenComparison.Logits(run.Results[0], fixture)]);
        var stages = fixture.Stages.Select((golden, i) => StageComparison.Of(golden, i, run))
            .Concat(fixture.Outputs.Select((golden, i) => StageComparison.OfOutput(golden, i, fixture.Outputs.Count, run))).ToList();
        if (stages.Count > 0)
            result.Stages = Worst(result, stages);
        // The model's own results are what the golden numbers were compared with.
        result.Inference = Worst(result, [.. run.Results.Zip(run.Inference, (plain, fast) => new GoldenDifference(
            "ToInference()", plain.Shape.AsSpan().SequenceEqual(fast.Shape) ? GoldenComparison.RelativeError([.. fast.Values.Select(v => (double)v)], [.. plain.Values.Select(v => (double)v)]) : double.PositiveInfinity))]);
    }

    private static Finding Worst(FixtureResult result, IReadOnlyList<GoldenDifference> differences, double tolerance = Tolerance)
    {
        var wrong = differences.Where(d => !(d.Error <= tolerance)).ToList();
        foreach (var difference in wrong.Take(Shown))
            result.Problems.Add($"{difference.Name}: " + (difference.Problem ?? $"the relative error is {GoldenComparison.Text(difference.Error)}, above {GoldenComparison.Text(tolerance)}"));
        if (wrong.Count > Shown)
            result.Problems.Add($"and {wrong.Count - Shown} more");
        var worst = differences.Select(d => d.Error).DefaultIfEmpty(0).Max();
        return new Finding(GoldenComparison.Text(worst), worst <= tolerance);
    }

    private static Finding Same(long? actual, long expected) =>
        new(actual is { } value ? NumberText.Whole(value) : "unknown", actual == expected);

    private static string Difference(long? actual, long expected) =>
        actual is { } value ? $" ({(value > expected ? "+" : "−")}{NumberText.Whole(Math.Abs(value - expected))})" : "";
}
