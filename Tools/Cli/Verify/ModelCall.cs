using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Verify;

/// <summary>Calls a model whose type is only known at run time.</summary>
internal static class ModelCall
{
    private const string CallMethod = "call";
    private const string FeaturesMethod = "Features";
    private const string InferenceMethod = "ToInference";

    /// <summary>What the forward pass returns.</summary>
    public static IReadOnlyList<Tensor> Results(nn.Module model, params Tensor[] inputs) => [.. Tensors(Call(model, CallMethod, inputs))];

    /// <summary>What the forward pass returns, then what the model exposes, of one pass; nothing where it exposes nothing.</summary>
    public static IReadOnlyList<Tensor> All(nn.Module model, params Tensor[] inputs) =>
        model.GetType().GetMethod(FeaturesMethod, [.. inputs.Select(_ => typeof(Tensor))]) is null ? [] : [.. Tensors(Call(model, FeaturesMethod, inputs))];

    /// <summary>The model's form for inference.</summary>
    public static nn.Module ToInference(nn.Module model) =>
        model.GetType().GetMethod(InferenceMethod, []) is { } method
            ? (nn.Module)method.Invoke(model, BindingFlags.DoNotWrapExceptions, null, [], null)!
            : throw new CliException($"{model.GetName()} has no form for inference: no method {InferenceMethod}().", ExitCode.Findings);

    private static object? Call(nn.Module model, string method, Tensor[] inputs)
    {
        var found = model.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(m => m.Name == method && m.GetParameters() is { } all && all.Length == inputs.Length && all.All(p => p.ParameterType == typeof(Tensor))).FirstOrDefault()
            ?? throw new CliException(
                inputs.Length == 1 ? $"{model.GetName()} doesn't take one tensor, and a fixture has only one input." : $"{model.GetName()} doesn't take {inputs.Length} tensors.", ExitCode.Findings);
        return found.Invoke(model, BindingFlags.DoNotWrapExceptions, null, [.. inputs], null);
    }

    // A tensor, a tuple or list of them, or a record with tensors as its properties, in order.
    private static IEnumerable<Tensor> Tensors(object? value) => value switch
    {
        null => [],
        Tensor tensor => [tensor],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Tensors(tuple[i])),
        IEnumerable list => list.Cast<object?>().SelectMany(Tensors),
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && typeof(Tensor).IsAssignableFrom(p.PropertyType))
            .Select(p => (Tensor?)p.GetValue(value)).OfType<Tensor>(),
    };
}
