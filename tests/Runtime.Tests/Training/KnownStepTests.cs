using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>Steps and losses against numbers that PyTorch 1.13 gave for the same sums, in double precision.</summary>
public sealed class KnownStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Layer_decay_clipping_schedule_and_average_are_PyTorchs()
    {
        using var model = new TwoLayers();
        // Pixels 0…11 are -0.5…0.6.
        var data = new ImageDataset([.. Enumerable.Range(0, 12).Select(i => (byte)i)], [0, 1, 1, 0], 1, 1, 3, ["a", "b"]) { Mean = 5 / 255.0, Deviation = 10 / 255.0 };
        var seen = new List<TrainingProgress>();
        var path = _folder.File("m.safetensors");
        new Trainer(model, new TrainingOptions
        {
            Epochs = 3, BatchSize = 4, LearningRate = 0.1, WeightDecay = 0.05, WarmUp = 0, LabelSmoothing = 0.1, LayerDecay = 0.5, ClipNorm = 0.05, EmaDecay = 0.9, CheckpointPath = path,
        }).Fit(data, null, seen.Add);

        Assert.Equal([0.0299476365, 0.0898094875, 0.0617534073], seen.Where(p => !p.IsEpochEnd).Select(p => p.GradientNorm!.Value), new Near(1e-6));
        Assert.Equal([0.1, 0.075, 0.025], seen.Where(p => !p.IsEpochEnd).Select(p => p.LearningRate), new Near(1e-9));
        Assert.Equal(0.694458349796633, seen[0].Loss, 1e-6);
        Equal([0.1634849866, -0.1183624501, 0.3924625734, 0.3221353556, 0.4088120059, -0.6954599631], model.Stem.weight!);
        Equal([0.0077099478, -0.0139409459], model.Stem.bias!);
        Equal([0.6374397384, -0.6933587518, 0.2535869593, 0.0003379869], model.Head.weight!);
        Equal([-0.0548887313, 0.1548887313], model.Head.bias!);

        using var average = new TwoLayers();
        Checkpoint.Load(average, Trainer.EmaPath(path));
        Equal([0.1162884234, -0.1805153129, 0.3208005894, 0.3813688086, 0.4792204329, -0.6210763759], average.Stem.weight!);
        Equal([0.6789860856, -0.7706815650, 0.2190448530, 0.0722130573], average.Head.weight!);
    }

    [Fact]
    public void Soft_targets_and_token_labels()
    {
        using var scope = NewDisposeScope();
        var (logits, tokens) = Logits();
        var own = Losses.Targets(tensor([2L, 0L]), 3, 0.1);
        var mixed = own * 0.7 + own.flip(0) * 0.3;
        Assert.Equal(1.366405985377, Losses.SoftTarget(logits, mixed).ToDouble(), 1e-6);
        Assert.Equal(1.997101659676093, Losses.TokenLabelling(logits, tokens, mixed, mixed, 1, 0.5).ToDouble(), 1e-6);
        using var plain = nn.functional.cross_entropy(logits, tensor([2L, 0L]), label_smoothing: 0.1);
        Assert.Equal(plain.ToDouble(), Losses.SoftTarget(logits, own).ToDouble(), 1e-6);
    }

    /// <summary>The official code exchanges the logits back before it compares them with their own image's class.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mixed_tokens_have_the_official_loss_in_one_part_or_several(int parts)
    {
        using var scope = NewDisposeScope();
        using var model = new TwoLayers();
        var (logits, tokens) = Logits();
        logits.requires_grad_();
        tokens.requires_grad_();
        var options = new TrainingOptions { LabelSmoothing = 0.1, Accumulate = parts, BatchSize = 2, Tokens = new TokenLabelling { Weight = 0.5, Mix = 1 } };
        using var groups = new ParameterGroups(model, options);
        var taken = 0;
        var step = new TrainingStep(model, options, images =>
        {
            var count = images.size(0);
            taken += (int)count;
            return new TokenLogits(logits.narrow(0, taken - count, count), tokens.narrow(0, taken - count, count));
        }, groups, CPU);
        // Four positions of 4×4 pixels; the upper two are exchanged.
        var batch = new ImageBatch(zeros(2, 1, 8, 8), tensor([2L, 0L])) { Mix = Mix.Cut(new Rectangle(0, 0, 4, 8), 8, 8) with { IsOfTokens = true } };
        Assert.Equal(1.9071016596760932, step.Take(batch, 0.1, 0).Loss, 1e-6);
    }

    [Fact]
    public void Positions_are_those_whose_corner_is_passed()
    {
        var (inside, share) = TrainingStep.Positions(new Rectangle(4, 12, 20, 8), 32, 32, 16);
        Assert.Equal("0000 0010 0010 0000".Replace(" ", ""), string.Concat(TrainingStep.Positions(new Rectangle(8, 16, 16, 8), 32, 32, 16).Inside));
        Assert.Equal("0100 0100 0100 0000".Replace(" ", ""), string.Concat(inside));
        Assert.Equal(13 / 16.0, share);
        Assert.Throws<ArgumentException>(() => TrainingStep.Positions(new Rectangle(0, 0, 4, 4), 32, 32, 7));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(32)]
    public void A_step_of_several_parts_is_that_of_the_whole(int parts)
    {
        var data = TestData.Corners(96, 1);
        Dictionary<string, double[]> Trained(int accumulate)
        {
            manual_seed(3);
            using var model = new Flat();
            new Trainer(model, new TrainingOptions { Epochs = 2, BatchSize = 32, Accumulate = accumulate, ClipNorm = 0.5, Mixing = new Mixing { Mixup = 0.8, CutMix = 1 } }).Fit(data);
            return model.state_dict().ToDictionary(p => p.Key, p => Values(p.Value));
        }

        var (whole, cut) = (Trained(1), Trained(parts));
        Assert.All(whole, p => Assert.All(p.Value.Zip(cut[p.Key]), v => Assert.Equal(v.First, v.Second, 2e-5)));
    }

    [Fact]
    public void The_average_follows_as_timms_does()
    {
        using var model = new TwoLayers();
        using var average = new WeightAverage(model, 0.9999, warmsUp: true);
        Assert.Equal([0, 1 - Math.Pow(2, -2.0 / 3), 1 - Math.Pow(1000, -2.0 / 3), 0.9999], [average.DecayAt(1), average.DecayAt(2), average.DecayAt(1000), average.DecayAt(10_000_000)]);
        var before = Values(model.Head.weight!);
        using (no_grad())
            model.Head.weight!.add_(1);
        average.Update(2);
        Assert.Equal(before.Select(b => b + Math.Pow(2, -2.0 / 3)), Values(average.Tensors["head.weight"]), new Near(1e-6));
        Assert.Equal(Values(average.Tensors["head.weight"]), average.InPlace(() => Values(model.Head.weight!)));
        Assert.Equal(before.Select(b => b + 1), Values(model.Head.weight!), new Near(1e-6));
    }

    public void Dispose() => _folder.Dispose();

    private static (Tensor Class, Tensor Tokens) Logits() =>
        (tensor([1f, 2, 0.5f, 0.2f, -1, 0.7f], [2, 3]), tensor([.. Enumerable.Range(0, 24).Select(i => i * 7 % 5 / 3f - 0.6f)], [2, 4, 3]));

    private static double[] Values(Tensor tensor) => [.. tensor.detach().to(ScalarType.Float64).data<double>()];

    private static void Equal(double[] expected, Tensor actual) => Assert.Equal(expected, Values(actual), new Near(1e-5));

    private sealed class Near(double by) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= by;

        public int GetHashCode(double obj) => 0;
    }

    private sealed class Flat : nn.Module<Tensor, Tensor>
    {
        private readonly Linear _head = nn.Linear(64, 4);

        public Flat()
            : base(nameof(Flat)) => register_module("head", _head);

        public override Tensor forward(Tensor input) => _head.call(input.flatten(1));
    }

    private sealed class TwoLayers : nn.Module<Tensor, Tensor>
    {
        public TwoLayers()
            : base(nameof(TwoLayers))
        {
            register_module("stem", Stem);
            register_module("head", Head);
            using var quiet = no_grad();
            Set(Stem.weight!, 0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f);
            Set(Stem.bias!, 0.05f, -0.05f);
            Set(Head.weight!, 0.7f, -0.8f, 0.2f, 0.1f);
            Set(Head.bias!, 0, 0.1f);
        }

        public Linear Stem { get; } = nn.Linear(3, 2);

        public Linear Head { get; } = nn.Linear(2, 2);

        public override Tensor forward(Tensor input) => Head.call(Stem.call(input.flatten(1)).tanh());

        private static void Set(Tensor parameter, params float[] values)
        {
            using var value = tensor(values);
            parameter.copy_(value.view_as(parameter));
        }
    }
}
