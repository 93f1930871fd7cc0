using System;
using System.Linq;
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Training by token labels (arXiv 2104.10858), of a model with a second head that classifies each position.</summary>
public sealed record TokenLabelling
{
    /// <summary>None.</summary>
    public static TokenLabelling None { get; } = new();

    /// <summary>The weight of the positions' loss; 0 for none.</summary>
    public double Weight { get; init; }

    /// <summary>The weight of the class's loss.</summary>
    public double ClassWeight { get; init; } = 1;

    /// <summary>
    /// The parameter of the beta distribution for mixing tokens ("MixToken"): a rectangle of whole patches is exchanged between images, and each position has the class of where it came from. 0 for none.
    /// </summary>
    public double Mix { get; init; }

    internal string Text => FormattableString.Invariant($"token labels {Weight} {ClassWeight} {Mix}");

    internal void Validate(Mixing mixing)
    {
        OptionCheck.Require(Weight >= 0, "Tokens.Weight", Weight, "at least 0");
        OptionCheck.Require(ClassWeight >= 0, "Tokens.ClassWeight", ClassWeight, "at least 0");
        OptionCheck.Require(Mix >= 0, "Tokens.Mix", Mix, "at least 0");
        OptionCheck.Require(Mix == 0 || Weight > 0, "Tokens.Mix", Mix, "0 without a weight of the positions' loss");
        OptionCheck.Require(Mix == 0 || !mixing.IsOn, "Tokens.Mix", Mix, "0 where batches are mixed otherwise (mixup, cutmix)");
    }
}

/// <summary>The logits of the two heads of a model for token labelling.</summary>
/// <param name="Class">The image's, [N, classes].</param>
/// <param name="Tokens">Each position's, [N, positions, classes].</param>
public sealed record TokenLogits(Tensor Class, Tensor Tokens)
{
    private const string ClassName = "class_logits", TokensName = "token_logits";

    /// <summary>How a generated model gives them: by what it exposes as <c>class_logits</c> and <c>token_logits</c>.</summary>
    internal static Func<Tensor, TokenLogits> Of(nn.Module model)
    {
        var features = model.GetType().GetMethods().FirstOrDefault(m => m.Name == "Features" && m.GetParameters() is [{ ParameterType: var type }] && type == typeof(Tensor));
        var (first, second) = (features?.ReturnType.GetProperty(ClassName), features?.ReturnType.GetProperty(TokensName));
        if (first?.PropertyType != typeof(Tensor) || second?.PropertyType != typeof(Tensor))
            throw new ArgumentException($"{model.GetType().Name} has no logits of positions: for training by token labels it must expose '{ClassName}' and '{TokensName}', or the trainer be given both (TokenLogits).");
        return images =>
        {
            try
            {
                var all = features!.Invoke(model, [images]);
                return new TokenLogits((Tensor)first.GetValue(all)!, (Tensor)second.GetValue(all)!);
            }
            catch (TargetInvocationException e) when (e.InnerException is { } cause)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
                throw;
            }
        };
    }
}
