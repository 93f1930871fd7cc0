using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp.Serialization;
using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>What the optimizers share: groups, states, and both in a dictionary or a file.</summary>
public abstract class OptimizerHelper : torch.optim.Optimizer
{
    protected OptimizerOptions _defaults = null!;
    protected OrderedDict<nint, OptimizerState> _state = [];

    public OptimizerHelper() { }

    public override IEnumerable<Parameter> parameters() => base.parameters();

    public override void zero_grad() => base.zero_grad();

    public override void add_param_group(ParamGroup param_group)
    {
        var present = parameters().Select(parameter => (nint)parameter.Handle).ToHashSet();
        if (param_group.Parameters.Any(parameter => present.Contains(parameter.Handle)))
            throw new ArgumentException("A parameter is in more than one group.", nameof(param_group));
        base.add_param_group(param_group);
    }

    /// <summary>Runs a closure with gradients recorded, and then the step of each group without.</summary>
    protected torch.Tensor? _step<T>(Action<T> body, Func<torch.Tensor>? loss_closure = null) where T : ParamGroup
    {
        torch.Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var _ = torch.enable_grad();
            loss = loss_closure();
        }

        using var quiet = torch.no_grad();
        foreach (var group in _parameter_groups) body((T)group);
        return loss;
    }

    /// <summary>The groups' numbers and each parameter's state.</summary>
    public virtual StateDictionary state_dict()
    {
        var dict = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dict.Options.Add(group.Options);
            var references = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                references.Add(dict.State.Count);
                dict.State.Add(StateOf(parameter));
            }

            dict.StateIndexRef.Add(references);
        }

        return dict;
    }

    /// <summary>Copies numbers and states of an optimizer over the same parameters.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
            throw new ArgumentException("The state is of an optimizer with other groups or parameters.", nameof(state_dict));
        for (var i = 0; i < own.Options.Count; i++) own.Options[i].LoadStateDict(state_dict.Options[i]);
        using var _ = torch.no_grad();
        for (var i = 0; i < own.State.Count; i++)
        {
            if (!ReferenceEquals(own.State[i], state_dict.State[i])) own.State[i].LoadStateDict(state_dict.State[i]);
        }
    }

    public void save_state_dict(string location)
    {
        using var file = File.Create(location);
        using var writer = new BinaryWriter(file);
        save_state_dict(writer);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var dict = state_dict();
        writer.WriteCount(dict.Options.Count);
        writer.WriteCount(dict.State.Count);
        foreach (var options in dict.Options) options.SaveStateDict(writer);
        foreach (var state in dict.State) state.SaveStateDict(writer);
    }

    public void load_state_dict(string location)
    {
        using var file = File.OpenRead(location);
        using var reader = new BinaryReader(file);
        load_state_dict(reader);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var dict = state_dict();
        var (groups, states) = (reader.ReadCount(), reader.ReadCount());
        if (groups != dict.Options.Count || states != dict.State.Count)
            throw new ArgumentException($"The file is of an optimizer with {groups} groups and {states} parameters; this one has {dict.Options.Count} and {dict.State.Count}.");
        using var _ = torch.no_grad();
        foreach (var options in dict.Options) options.LoadStateDict(reader);
        foreach (var state in dict.State) state.LoadStateDict(reader);
    }

    /// <summary>A parameter's state. A parameter that was moved since has another handle, and is found by itself.</summary>
    private protected OptimizerState StateOf(Parameter parameter)
    {
        if (_state.TryGetValue(parameter.Handle, out var state)) return state;
        foreach (var (key, candidate) in _state)
        {
            if (!ReferenceEquals(candidate.Parameter, parameter)) continue;
            _state.Remove(key);
            _state[parameter.Handle] = candidate;
            return candidate;
        }

        throw new InvalidOperationException("The parameter isn't one of this optimizer's.");
    }

    /// <summary>Moves the states.</summary>
    public void to(torch.Device device)
    {
        foreach (var (_, state) in _state) state.to(device);
    }
}
