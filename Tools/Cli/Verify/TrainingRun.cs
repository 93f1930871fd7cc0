using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Verify;

/// <summary>One step of a model in training mode, compared with a fixture's: results, gradients, running averages.</summary>
internal sealed class TrainingRun(nn.Module model, GoldenTraining golden, KeyMap? keys)
{
    /// <summary>Runs the step, which changes the model's running averages, and gives each tensor's difference, results first.</summary>
    public static IReadOnlyList<GoldenDifference> Of(nn.Module model, Tensor input, GoldenTraining golden, KeyMap? keys = null)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        model.train();
        return new TrainingRun(model, golden, keys).Run(input.detach().clone().requires_grad_());
    }

    private IReadOnlyList<GoldenDifference> Run(Tensor input)
    {
        var outputs = Outputs(input);
        var differences = Compare(golden.Outputs, i => i < outputs.Count ? outputs[i] : null, "the model gives no such output").ToList();
        if (differences.Any(d => d.Problem is not null))
            return differences; // another loss, other gradients: one cause, one error
        using (var loss = Loss(outputs))
            loss.backward();
        var parameters = model.named_parameters().ToDictionary(p => keys?.Map(p.name) ?? p.name, p => (Tensor)p.parameter, StringComparer.Ordinal);
        var buffers = model.named_buffers().ToDictionary(b => keys?.Map(b.name) ?? b.name, b => b.buffer, StringComparer.Ordinal);
        parameters.TryAdd("input", input);
        return [.. differences, .. Compare(golden.Gradients, parameters, t => t.grad, "gradient of"), .. Compare(golden.Buffers, buffers, t => t, "buffer")];
    }

    // A backbone's maps are what it exposes, behind its result; a model's exposed tensors may also be no part of the loss.
    private IReadOnlyList<Tensor> Outputs(Tensor input)
    {
        var all = ModelCall.All(model, input);
        if (all.Count == 0)
            all = ModelCall.Results(model, input);
        var count = Math.Min(golden.Outputs.Count, all.Count);
        var first = all.Take(count).ToArray();
        var last = all.TakeLast(count).ToArray();
        return Fit(last) && !Fit(first) ? last : first;
    }

    private bool Fit(Tensor[] outputs) => outputs.Zip(golden.Outputs).All(p => p.Second.Shape is not { } shape || p.First.shape.AsSpan().SequenceEqual(shape));

    private static Tensor Loss(IReadOnlyList<Tensor> outputs)
    {
        using var scope = NewDisposeScope();
        var loss = outputs.Select((output, i) => (output * GoldenFill.Input(output.shape, $"loss.{i}")).sum()).Aggregate((a, b) => a + b);
        return scope.MoveToOuter(loss);
    }

    private static IEnumerable<GoldenDifference> Compare(
        IReadOnlyList<GoldenProjection> list, Dictionary<string, Tensor> ours, Func<Tensor, Tensor?> value, string kind)
    {
        // Zero where the model has no gradient at all: it doesn't use the parameter, and neither may the official one.
        var found = Compare(list, i => ours.TryGetValue(list[i].Name, out var tensor) ? value(tensor) ?? zeros_like(tensor) : null, "the model has no such tensor").ToList();
        return [.. found.Select(d => d with { Name = $"{kind} {d.Name}" })];
    }

    private static IEnumerable<GoldenDifference> Compare(IReadOnlyList<GoldenProjection> list, Func<int, Tensor?> ours, string missing)
    {
        var largest = list.Select(g => g.Norm).DefaultIfEmpty(0).Max();
        for (var i = 0; i < list.Count; i++)
        {
            yield return ours(i) is { } tensor
                ? GoldenComparison.Projection(TensorSnapshot.Of(tensor), list[i], largest)
                : new GoldenDifference(list[i].Name, double.PositiveInfinity, missing);
        }
    }
}
