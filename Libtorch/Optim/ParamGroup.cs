using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TorchSharp.Modules;

/// <summary>The numbers that every optimizer has for a group.</summary>
public class OptimizerOptions
{
    /// <summary>Null until the optimizer fills it in.</summary>
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    public virtual void LoadStateDict(OptimizerOptions source) =>
        (LearningRate, InitialLearningRate) = (source.LearningRate, source.InitialLearningRate);

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate ?? InitialLearningRate);
    }
}

/// <summary>Parameters that share their numbers.</summary>
public class ParamGroup : torch.optim.ILearningRateController
{
    private IReadOnlyList<Parameter> _parameters = [];

    public IEnumerable<Parameter> Parameters
    {
        get => _parameters;
        set => _parameters = value as IReadOnlyList<Parameter> ?? value.ToList();
    }

    public OptimizerOptions Options { get; set; } = null!;

    public double LearningRate
    {
        get => Options.LearningRate ?? Options.InitialLearningRate;
        set => Options.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }
}

/// <summary>Parameters that share numbers of one optimizer's kind.</summary>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    public ParamGroup() { }

    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options!;
    }

    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    internal Parameter Parameter => _parameter;

    public abstract void Initialize(OptimizerOptions options);
    public abstract void LoadStateDict(OptimizerState source);
    public abstract void LoadStateDict(BinaryReader reader);
    public abstract void SaveStateDict(BinaryWriter writer);
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;
    public virtual void to(torch.Device device) { }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref torch.Tensor? result, torch.Device device)
    {
        result?.Dispose();
        result = reader.ReadBoolean() ? torch.Tensor.Load(reader).to(device, disposeAfter: true).DetachFromDisposeScope() : null;
    }

    protected static void SaveConditionalStateTensor(BinaryWriter writer, torch.Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    private protected static torch.Tensor? Moved(torch.Tensor? tensor, torch.Device device) =>
        tensor?.to(device, disposeAfter: true).DetachFromDisposeScope();

    private protected static bool Close(torch.Tensor? left, torch.Tensor? right) =>
        left is null || right is null ? left is null && right is null : left.allclose(right);
}
