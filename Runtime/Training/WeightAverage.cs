using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// The exponential moving average of a model's weights and buffers, which is often the better model: after each step, every number moves by 1 − decay of the way to the model's. Whole numbers are
/// copied.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    // Of timm's warm-up: after n steps, the decay is at most 1 - (1 + n)^(-2/3).
    private const double WarmUpPower = 2.0 / 3;

    private readonly nn.Module _model;
    private readonly double _decay;
    private readonly bool _warmsUp;
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>Begins with the weights that a model has.</summary>
    public WeightAverage(nn.Module model, double decay, bool warmsUp = false)
    {
        (_model, _decay, _warmsUp) = (model, decay, warmsUp);
        foreach (var (key, value) in model.state_dict())
            _tensors[key] = value.detach().clone().DetachFromDisposeScope();
    }

    /// <summary>The averages by the model's keys.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>The decay after a number of steps.</summary>
    public double DecayAt(long steps) => _warmsUp ? Math.Min(_decay, 1 - Math.Pow(steps, -WarmUpPower)) : _decay;

    /// <summary>Takes up the weights after a step, the first of which is 1.</summary>
    public void Update(long steps)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var part = tensor((float)(1 - DecayAt(steps)));
        foreach (var (key, value) in _model.state_dict())
        {
            var own = _tensors[key];
            if (own.is_floating_point())
                own.lerp_(value.detach(), part.to(own.dtype).to(own.device));
            else
                own.copy_(value);
        }
    }

    /// <summary>Does something while the model has the averages; it has its own weights again after.</summary>
    public T InPlace<T>(Func<T> use)
    {
        using var scope = NewDisposeScope();
        var own = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (key, value) in _model.state_dict())
            own[key] = value.detach().clone();
        Set(_tensors);
        try
        {
            return use();
        }
        finally
        {
            Set(own);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in _tensors.Values)
            value.Dispose();
        _tensors.Clear();
    }

    /// <summary>Goes on with averages that were saved.</summary>
    internal void Restore(IReadOnlyDictionary<string, Tensor> saved)
    {
        using var quiet = no_grad();
        foreach (var (key, value) in _tensors)
        {
            if (!saved.TryGetValue(key, out var was) || !was.shape.AsSpan().SequenceEqual(value.shape))
                throw new CheckpointException($"There is no average for the tensor '{key}'.");
            value.copy_(was);
        }
    }

    private void Set(IReadOnlyDictionary<string, Tensor> values)
    {
        using var quiet = no_grad();
        foreach (var (key, value) in _model.state_dict())
            value.copy_(values[key]);
    }
}
