using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime;

/// <summary>What came of a step.</summary>
/// <param name="Loss">The batch's loss.</param>
/// <param name="Right">How many images were named rightly; of two mixed ones, the one with the larger share.</param>
/// <param name="GradientNorm">The gradients' norm before it was clipped; null where it isn't.</param>
internal readonly record struct StepResult(double Loss, long Right, double? GradientNorm);

/// <summary>One step of a training: the loss of a batch, in one or several parts, and what follows from its gradients.</summary>
internal sealed class TrainingStep(nn.Module<Tensor, Tensor> model, TrainingOptions options, Func<Tensor, TokenLogits>? tokens, ParameterGroups groups, Device device)
{
    public StepResult Take(ImageBatch batch, double rate, long step)
    {
        using var scope = NewDisposeScope();
        manual_seed(unchecked(options.Seed * 1_000_003 + step));
        groups.SetRate(rate);
        var (images, labels) = (batch.Images.to(device), batch.Labels.to(device));
        var partners = batch.Share < 1 ? labels.flip(0) : labels;
        groups.Optimizer.zero_grad();
        var (count, parts) = (labels.size(0), Math.Min(options.Accumulate, labels.size(0)));
        var (loss, right) = (0.0, 0L);
        for (long part = 0; part < parts; part++)
        {
            var (from, length) = (count * part / parts, count * (part + 1) / parts - count * part / parts);
            var (partLoss, partRight) = parts == 1 ? Part(images, labels, partners, batch.Mix, 1)
                : Part(images.narrow(0, from, length), labels.narrow(0, from, length), partners.narrow(0, from, length), batch.Mix, (double)length / count);
            (loss, right) = (loss + partLoss, right + partRight);
        }

        double? norm = options.ClipNorm is { } most ? nn.utils.clip_grad_norm_(groups.All, most) : null;
        groups.Optimizer.step();
        return new StepResult(loss, right, norm);
    }

    // A part's share of the loss, its gradients added to those that there are.
    private (double Loss, long Right) Part(Tensor images, Tensor labels, Tensor partners, Mix mix, double share)
    {
        using var scope = NewDisposeScope();
        var (loss, logits) = tokens is null ? Plain(images, labels, partners, mix) : OfTokens(images, labels, partners, mix);
        if (share != 1)
            loss = loss * share;
        loss.backward();
        return (loss.item<float>(), Evaluation.Right(logits.detach(), mix.Share >= 0.5 ? labels : partners));
    }

    private (Tensor Loss, Tensor Logits) Plain(Tensor images, Tensor labels, Tensor partners, Mix mix)
    {
        var logits = model.call(images);
        return (mix.Share == 1 ? F.cross_entropy(logits, labels, label_smoothing: options.LabelSmoothing)
            : Losses.SoftTarget(logits, Mixed(labels, partners, logits.size(1), mix.Share)), logits);
    }

    private (Tensor Loss, Tensor Logits) OfTokens(Tensor images, Tensor labels, Tensor partners, Mix mix)
    {
        var logits = tokens!(images);
        var classes = logits.Class.size(1);
        if (!mix.IsOfTokens)
        {
            var targets = Mixed(labels, partners, classes, mix.Share);
            return (Losses.TokenLabelling(logits.Class, logits.Tokens, targets, targets, options.Tokens.ClassWeight, options.Tokens.Weight), logits.Class);
        }

        // The official code puts each position's logits back to the image that it came from; to leave them and take that image's target is the same sum.
        var (inside, share) = Positions(mix.Box!.Value, images.size(2), images.size(3), logits.Tokens.size(1));
        using var mask = tensor(inside, [1, inside.Length, 1]).to(images.device);
        var (own, others) = (Losses.Targets(labels, classes, options.LabelSmoothing), Losses.Targets(partners, classes, options.LabelSmoothing));
        return (Losses.TokenLabelling(
            logits.Class, logits.Tokens, own * share + others * (1 - share), own.unsqueeze(1) * (1 - mask) + others.unsqueeze(1) * mask, options.Tokens.ClassWeight, options.Tokens.Weight), logits.Class);
    }

    private Tensor Mixed(Tensor labels, Tensor partners, long classes, double share)
    {
        var own = Losses.Targets(labels, classes, options.LabelSmoothing);
        return share == 1 ? own : own * share + Losses.Targets(partners, classes, options.LabelSmoothing) * (1 - share);
    }

    /// <summary>Which of the positions of an image lie in a rectangle of its pixels (1), both ends rounded down, and the share of those that don't.</summary>
    internal static (float[] Inside, double Share) Positions(Rectangle box, long height, long width, long positions)
    {
        var side = Math.Sqrt((double)height * width / positions);
        var (rows, columns) = ((int)Math.Round(height / side), (int)Math.Round(width / side));
        if (rows * (long)columns != positions)
            throw new ArgumentException($"The model has {positions} positions for {height}×{width} pixels, which is no whole number of rows and columns.");
        int Row(int pixel) => (int)(pixel * rows / height);
        int Column(int pixel) => (int)(pixel * columns / width);
        var inside = new float[positions];
        for (var row = Row(box.Top); row < Row(box.Top + box.Height); row++)
            Array.Fill(inside, 1f, row * columns + Column(box.Left), Column(box.Left + box.Width) - Column(box.Left));
        return (inside, 1 - inside.Sum() / positions);
    }
}
