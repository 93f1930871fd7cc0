using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up to a highest rate and down to next to nothing, with the momentum the other way.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly double[] _highest, _first, _last;
                    private readonly double[]? _lowMomentum, _highMomentum;
                    private readonly (double End, bool Up)[] _phases;
                    private readonly AnnealStrategy _strategy;
                    private readonly int _total;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 10000, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, ForEach(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, ForEach(optimizer, base_momentum), ForEach(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose) { }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25, double final_div_factor = 10000, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (total_steps <= 0 && (epochs <= 0 || steps_per_epoch <= 0))
                            throw new ArgumentException("OneCycleLR needs total_steps, or both epochs and steps_per_epoch.");
                        _total = total_steps > 0 ? total_steps : epochs * steps_per_epoch;
                        _strategy = anneal_strategy;
                        _highest = max_lr.ToArray();
                        _first = Array.ConvertAll(_highest, rate => rate / div_factor);
                        _last = Array.ConvertAll(_first, rate => rate / final_div_factor);
                        _phases = three_phase
                            ? [(pct_start * _total - 1, true), (2 * pct_start * _total - 2, false), (_total - 1, false)]
                            : [(pct_start * _total - 1, true), (_total - 1, false)];
                        if (cycle_momentum)
                        {
                            _lowMomentum = (base_momentum ?? ForEach(optimizer, 0.85)).ToArray();
                            _highMomentum = (max_momentum ?? ForEach(optimizer, 0.95)).ToArray();
                        }

                        if (last_epoch == -1)
                        {
                            foreach (var (group, rate) in optimizer.ParamGroups.Zip(_first)) group.InitialLearningRate = rate;
                        }

                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total) throw new InvalidOperationException($"OneCycleLR was stepped {_last_epoch} times; it was made for {_total}.");
                        var (phase, share) = Where();
                        var three = _phases.Length == 3;
                        var rates = new double[_highest.Length];
                        foreach (var (group, i) in _optimizer!.ParamGroups.Select((group, i) => (group, i)))
                        {
                            double[] stops = three ? [_first[i], _highest[i], _first[i], _last[i]] : [_first[i], _highest[i], _last[i]];
                            rates[i] = Anneal(stops[phase], stops[phase + 1], share);
                            if (_lowMomentum is null) continue;
                            double high = _highMomentum![i], low = _lowMomentum[i];
                            double[] momenta = three ? [high, low, high, high] : [high, low, high];
                            SetMomentum(group, Anneal(momenta[phase], momenta[phase + 1], share));
                        }

                        return rates;
                    }

                    private (int Phase, double Share) Where()
                    {
                        double start = 0;
                        for (var i = 0; ; i++)
                        {
                            if (_last_epoch <= _phases[i].End || i == _phases.Length - 1) return (i, (_last_epoch - start) / (_phases[i].End - start));
                            start = _phases[i].End;
                        }
                    }

                    private double Anneal(double from, double to, double share) => _strategy == AnnealStrategy.Cos
                        ? to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share))
                        : (to - from) * share + from;

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas betas) betas.Betas = (momentum, betas.Betas.Item2);
                        else if (group is IMomentum plain) plain.Momentum = momentum;
                        else if (group is ParamGroup { Options: Adam.Options adam }) adam.beta1 = momentum;
                        else if (group is ParamGroup { Options: AdamW.Options adamW }) adamW.beta1 = momentum;
                    }

                    private static double[] ForEach(Optimizer optimizer, double value) => Enumerable.Repeat(value, optimizer.ParamGroups.Count()).ToArray();

                    /// <summary>The form of a rise or fall.</summary>
                    public enum AnnealStrategy { Cos = 0, Linear = 1 }
                }

                /// <summary>One schedule after another.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1)
                    {
                        _schedulers = schedulers.ToArray();
                        _milestones = milestones.ToArray();
                        if (_milestones.Length != _schedulers.Length - 1) throw new ArgumentException($"{_schedulers.Length} schedules need {_schedulers.Length - 1} milestones.", nameof(milestones));
                        if (_schedulers.Any(scheduler => scheduler._optimizer != optimizer)) throw new ArgumentException("The schedules are of different optimizers.", nameof(schedulers));
                        (_optimizer, _last_epoch) = (optimizer, last_epoch + 1);
                        // Each schedule set its first rate when it was made: only the first one's counts.
                        foreach (var group in optimizer.ParamGroups) group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in _schedulers) scheduler._last_epoch--;
                        _schedulers[0].step();
                        _last_lr = _schedulers[0]._last_lr;
                    }

                    private protected override void Advance()
                    {
                        _last_epoch++;
                        var index = _milestones.Count(milestone => milestone <= _last_epoch);
                        if (index > 0 && _milestones[index - 1] == _last_epoch) _schedulers[index].step(0);
                        else _schedulers[index].step();
                        _last_lr = _schedulers[index]._last_lr;
                    }

                    protected override IEnumerable<double> get_lr() => _last_lr;
                }
            }
        }
    }
}
