using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Verify;

/// <summary>What a model gave for one input.</summary>
/// <param name="Results">What its forward pass returned.</param>
/// <param name="Stages">For each of the fixture's stages what was seen at its module; null where the model has no such module, or it didn't run.</param>
/// <param name="Features">The outputs that the model exposes, in order; empty where it exposes none.</param>
/// <param name="Inference">What its form for inference returned.</param>
internal sealed record ModelRun(
    IReadOnlyList<TensorSnapshot> Results, IReadOnlyList<TensorSnapshot?> Stages, IReadOnlyList<TensorSnapshot> Features, IReadOnlyList<TensorSnapshot> Inference)
{
    /// <summary>Runs a model in evaluation and inference mode, watching the modules at which the fixture's stages were taken; a key map gives their official names.</summary>
    public static ModelRun Of(nn.Module model, Tensor input, IReadOnlyList<GoldenTensor> stages, KeyMap? keys = null)
    {
        model.eval();
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        var seen = new TensorSnapshot?[stages.Count];
        var modules = model.named_modules().GroupBy(m => keys?.MapModule(m.name) ?? m.name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().module, StringComparer.Ordinal);
        var hooks = new List<Action>();
        for (var i = 0; i < stages.Count; i++)
        {
            var place = i;
            if (stages[i].Module is { } path && modules.TryGetValue(path, out var module))
                hooks.Add(Watch(module, stages[i].IsInput, tensor => seen[place] = TensorSnapshot.Of(tensor)));
        }

        IReadOnlyList<TensorSnapshot> results;
        try
        {
            results = ModelCall.Results(model, input).Select(TensorSnapshot.Of).ToArray();
        }
        finally
        {
            hooks.ForEach(remove => remove());
        }

        using var fast = ModelCall.ToInference(model);
        return new ModelRun(
            results, seen, [.. ModelCall.All(model, input).Skip(results.Count).Select(TensorSnapshot.Of)], [.. ModelCall.Results(fast, input).Select(TensorSnapshot.Of)]);
    }

    // Modules take one to three tensors; a hook sees the first input and, of several outputs, the first.
    private static Action Watch(nn.Module module, bool input, Action<Tensor> see)
    {
        switch (module)
        {
            case nn.Module<Tensor, Tensor> one:
                return input
                    ? one.register_forward_pre_hook((_, x) => Seen(x, x)).remove
                    : one.register_forward_hook((_, _, y) => Seen(y, y)).remove;
            case nn.Module<Tensor, Tensor, Tensor> two:
                return input
                    ? two.register_forward_pre_hook((_, x, other) => Seen(x, (x, other))).remove
                    : two.register_forward_hook((_, _, _, y) => Seen(y, y)).remove;
            case nn.Module<Tensor, Tensor, Tensor, Tensor> three:
                return input
                    ? three.register_forward_pre_hook((_, x, second, third) => Seen(x, (x, second, third))).remove
                    : three.register_forward_hook((_, _, _, _, y) => Seen(y, y)).remove;
            case nn.Module<Tensor, (Tensor, Tensor)> pair:
                return input
                    ? pair.register_forward_pre_hook((_, x) => Seen(x, x)).remove
                    : pair.register_forward_hook((_, _, y) => Seen(y.Item1, y)).remove;
            default:
                return () => { };
        }

        T Seen<T>(Tensor tensor, T passed)
        {
            see(tensor);
            return passed;
        }
    }
}
