using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers and schedules of their learning rates.</summary>
    public static partial class optim
    {
        /// <summary>What has a learning rate that a schedule can set.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }
            double InitialLearningRate { get; set; }
        }

        /// <summary>What has a momentum that a schedule can set.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        /// <summary>What has Adam's two betas.</summary>
        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }

        /// <summary>The base of all optimizers.</summary>
        public abstract class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];

            /// <summary>Whether a schedule was made for it.</summary>
            internal bool Scheduled;

            private protected Optimizer() { }

            /// <summary>The groups of parameters, each with its own learning rate.</summary>
            public IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            /// <summary>Drops all gradients.</summary>
            public virtual void zero_grad() => nn.Module.ZeroGradients(parameters(), toNone: true);

            /// <summary>Changes the parameters once, by their gradients. A closure computes the loss (and the gradients) first.</summary>
            public virtual Tensor? step(Func<Tensor>? closure = null) => closure?.Invoke();

            public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) { }

            /// <summary>An optimizer's numbers and states, by position.</summary>
            public class StateDictionary
            {
                internal StateDictionary() { }

                public List<OptimizerOptions> Options { get; } = [];
                public List<List<int>> StateIndexRef { get; } = [];
                public List<OptimizerState> State { get; } = [];
            }
        }
    }
}
