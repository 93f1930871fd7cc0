using System;

namespace TorchSharp.Modules;

/// <summary>What batch and instance norms share: affine parameters and running statistics.</summary>
public abstract class NormBase : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Parameter? _weight, _bias;
    private torch.Tensor? _running_mean, _running_var, _num_batches_tracked;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, torch.Device? device, torch.ScalarType? dtype, string name)
        : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            weight = Initial.Full([num_features], 1, device, dtype);
            bias = Initial.Full([num_features], 0, device, dtype);
        }

        if (!track_running_stats) return;
        running_mean = torch.zeros([num_features], dtype, device);
        running_var = torch.ones([num_features], dtype, device);
        num_batches_tracked = torch.tensor(0L, dtype: torch.ScalarType.Int64, device: device);
    }

    public long num_features { get; }
    public double eps { get; set; }

    /// <summary>The share of the new statistics; null averages over all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }
    public bool track_running_stats { get; }

    public Parameter weight
    {
        get => _weight!;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public Parameter bias
    {
        get => _bias!;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    public torch.Tensor running_mean
    {
        get => _running_mean!;
        set => ConditionallyRegisterBuffer(nameof(running_mean), _running_mean = value);
    }

    public torch.Tensor running_var
    {
        get => _running_var!;
        set => ConditionallyRegisterBuffer(nameof(running_var), _running_var = value);
    }

    public torch.Tensor num_batches_tracked
    {
        get => _num_batches_tracked!;
        set => ConditionallyRegisterBuffer(nameof(num_batches_tracked), _num_batches_tracked = value);
    }

    /// <summary>Sets the statistics back to mean 0 and variance 1.</summary>
    public void reset_running_stats()
    {
        if (!track_running_stats) return;
        _running_mean!.zero_();
        _running_var!.fill_(1);
        _num_batches_tracked!.zero_();
    }

    /// <summary>Sets statistics and parameters back.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine) return;
        torch.nn.init.ones_(_weight!);
        torch.nn.init.zeros_(_bias!);
    }

    /// <exception cref="ArgumentException">The input hasn't the rank that this norm takes.</exception>
    protected abstract void ValidateInputDimensions(torch.Tensor input);

    private protected void ExpectRank(torch.Tensor input, int least, int most)
    {
        var rank = input.dim();
        if (rank < least || rank > most)
            throw new ArgumentException($"{GetName()} takes an input of {(least == most ? $"{least}" : $"{least} or {most}")} axes; this one has {rank}.", nameof(input));
    }

    private protected torch.Tensor Normalize(torch.Tensor input)
    {
        var factor = momentum ?? 0;
        if (training && track_running_stats)
        {
            // The counter is no part of any gradient, and adding needs no record.
            using var _ = torch.no_grad();
            _num_batches_tracked!.add_(1);
            if (momentum is null) factor = 1.0 / _num_batches_tracked.ToInt64();
        }

        var own = training || !track_running_stats;
        return Native.Op.batch_norm.Call([input, _weight, _bias, _running_mean, _running_var, own, factor, eps, true]);
    }
}
