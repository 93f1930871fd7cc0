using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets an optimizer's learning rates, once an epoch or once a step.</summary>
            public abstract class LRScheduler
            {
                internal Optimizer? _optimizer;
                internal int _last_epoch = -1;
                internal double[] _base_lrs = [];
                internal double[] _last_lr = [];
                private protected bool _verbose;
                protected int _step_count;

                protected LRScheduler() { }

                /// <summary>A schedule that starts after <paramref name="last_epoch"/>; -1 is its beginning.</summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    (_optimizer, _last_epoch, _verbose) = (optimizer, last_epoch, verbose);
                    // The first schedule of an optimizer fixes where all of its schedules start from.
                    if (last_epoch == -1 && !optimizer.Scheduled)
                    {
                        foreach (var group in optimizer.ParamGroups) group.InitialLearningRate = group.LearningRate;
                    }

                    optimizer.Scheduled = true;

                    _base_lrs = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToArray();
                    _last_lr = CurrentRates().ToArray();
                }

                /// <summary>The rates that the last step set, one a group.</summary>
                public IEnumerable<double> get_last_lr() => _last_lr;

                /// <summary>Goes one epoch on.</summary>
                public virtual void step() => Advance();

                private protected virtual void Advance() => step((int?)null);

                /// <summary>Goes to an epoch, by a closed form where there is one; null goes one on.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToArray();
                    foreach (var (group, rate) in _optimizer!.ParamGroups.Zip(rates))
                    {
                        if (_verbose && group.LearningRate != rate)
                            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Adjusting learning rate to {rate}"));
                        group.LearningRate = rate;
                    }

                    _last_lr = rates;
                }

                /// <summary>Goes one epoch on, by a measure that only some schedules look at.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates of the epoch just reached, from the present ones.</summary>
                protected virtual IEnumerable<double> get_lr() => get_closed_form_lr();

                /// <summary>The rates of the epoch just reached, from the first ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> CurrentRates() => _optimizer!.ParamGroups.Select(group => group.LearningRate);

                private protected IEnumerable<double> BaseTimes(double factor) => _base_lrs.Select(rate => rate * factor);
            }
        }
    }
}
