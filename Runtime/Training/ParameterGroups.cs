using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Which parameters decay: matrices and kernels do; biases, norms, scales, temperatures and position encodings don't.</summary>
internal static class ParameterGroups
{
    public static AdamW Optimizer(nn.Module model, TrainingOptions options)
    {
        var parameters = model.named_parameters().Where(p => p.parameter.requires_grad).ToList();
        var groups = new List<AdamW.ParamGroup>();
        Add(parameters.Where(p => Decays(p.name, p.parameter)), options.WeightDecay);
        Add(parameters.Where(p => !Decays(p.name, p.parameter)), 0);
        return optim.AdamW(groups, options.LearningRate);

        void Add(IEnumerable<(string Name, Parameter Parameter)> some, double decay)
        {
            var list = some.Select(p => p.Parameter).ToList();
            if (list.Count > 0)
                groups.Add(new AdamW.ParamGroup(list, options.LearningRate, weight_decay: decay));
        }
    }

    private static bool Decays(string name, Tensor parameter) =>
        parameter.dim() > 1 && (name == "weight" || name.EndsWith(".weight", System.StringComparison.Ordinal));
}
