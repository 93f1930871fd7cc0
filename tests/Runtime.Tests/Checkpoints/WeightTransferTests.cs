using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

public sealed class WeightTransferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Saved => _folder.File("m.safetensors");

    [Fact]
    public void What_fits_is_carried_and_the_rest_stays()
    {
        using var source = new SmallNet(classes: 7);
        using var model = new SmallNet();
        var before = Weights(model);
        var plan = WeightTransfer.Plan(model, source);
        Assert.Equal(before, Weights(model));
        Checkpoint.Save(source, Saved);
        var done = WeightTransfer.Apply(model, Saved);
        Assert.Equal(plan.Tensors.Select(t => (t.Key, t.Fate, t.From)), done.Tensors.Select(t => (t.Key, t.Fate, t.From)));
        Assert.Equal(["head.bias", "head.weight"], done.Of(TensorFate.Changed).Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.Empty(done.Of(TensorFate.New));
        Assert.Empty(done.Dropped);
        var (after, theirs) = (Weights(model), Weights(source));
        foreach (var tensor in done.Tensors)
            Assert.Equal(tensor.Fate == TensorFate.Carried ? theirs[tensor.Key] : before[tensor.Key], after[tensor.Key]);
        Assert.Contains("2 changed: 'head.", done.Describe());
        Assert.Contains("'head.weight' is [4, 8], was [7, 8]", done.Describe());
    }

    [Fact]
    public void A_map_says_what_the_other_calls_them()
    {
        using var source = new SmallNet();
        using var model = new SmallNet();
        var map = new KeyMap("Torch", [new KeyRule("conv.*", "stem.0.*"), new KeyRule("norm.**", "stem.1.**")]);
        Safetensors.Write(Saved, map.Apply(source).Where(p => p.Key != "head.bias").Append(KeyValuePair.Create("extra.weight", source.state_dict()["head.bias"])));
        var done = WeightTransfer.Apply(model, Saved, map);
        Assert.Equal(["head.bias"], done.Of(TensorFate.New).Select(t => t.Key));
        Assert.Equal(["extra.weight"], done.Dropped);
        Assert.Equal("stem.0.weight", done.Tensors.Single(t => t.Key == "conv.weight").From);
        Assert.Equal(Weights(source)["conv.weight"], Weights(model)["conv.weight"]);
        Assert.Equal(Weights(source)["norm.running_mean"], Weights(model)["norm.running_mean"]);
    }

    [Theory]
    [InlineData("head.*", null)]
    [InlineData("**.bias", "'head.weight' [4, 8] is changed, was [7, 8]")]
    public void What_may_be_new_can_be_said(string fresh, string? problem)
    {
        using var source = new SmallNet(classes: 7);
        using var model = new SmallNet();
        var before = Weights(model);
        if (problem is null)
        {
            Assert.Equal(2, WeightTransfer.Apply(model, source, fresh: [fresh]).Of(TensorFate.Changed).Count());
            return;
        }
        var fault = Assert.Throws<CheckpointException>(() => WeightTransfer.Apply(model, source, fresh: [fresh]));
        Assert.Contains(problem, fault.Message);
        Assert.Contains("Nothing was loaded", fault.Message);
        Assert.Equal(before, Weights(model));
    }

    [Fact]
    public void Nothing_carried_is_a_mistake()
    {
        using var source = new SmallNet();
        using var model = new SmallNet();
        var before = Weights(model);
        var fault = Assert.Throws<CheckpointException>(() => WeightTransfer.Apply(model, source, new KeyMap("Far", [new KeyRule("**", "body.**")])));
        Assert.Contains("Nothing of the model 'SmallNet' carries over to 'SmallNet' through the key map 'Far'", fault.Message);
        Assert.Equal(before, Weights(model));
    }

    [Fact]
    public void Two_tensors_never_take_one()
    {
        using var source = new SmallNet();
        using var model = new SmallNet();
        Assert.Contains("would all be 'head.bias'", Assert.Throws<CheckpointException>(() => WeightTransfer.Plan(model, source, new KeyMap("Twice", [new KeyRule("conv.bias", "head.bias")]))).Message);
    }

    [Fact]
    public void Types_are_carried_as_they_are_or_not()
    {
        using var source = new SmallNet();
        using var model = new SmallNet();
        Safetensors.Write(Saved, source.state_dict().Select(p => KeyValuePair.Create(p.Key, p.Key == "conv.weight" ? p.Value.detach().to(ScalarType.Float64) : p.Value)));
        Assert.Equal(["conv.weight"], WeightTransfer.Apply(model, Saved).Of(TensorFate.Changed).Select(t => t.Key));
    }

    [Fact]
    public void Training_begins_with_them_and_a_resumed_run_does_not_again()
    {
        using var source = new SmallNet(classes: 7);
        Checkpoint.Save(source, Saved);
        var train = TestData.Corners(64, 1);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 32, Seed = 3, CheckpointPath = _folder.File("run.safetensors"), StartFrom = new StartingWeights(Saved) { Fresh = ["head.*"] } };

        manual_seed(1);
        using var carried = new SmallNet();
        WeightTransfer.Apply(carried, Saved);
        new Trainer(carried, options with { StartFrom = null, CheckpointPath = null }).Fit(train);

        manual_seed(1);
        using var whole = new SmallNet();
        var trainer = new Trainer(whole, options);
        Assert.Null(trainer.Started);
        trainer.Fit(train);
        Assert.Equal(2, trainer.Started!.Of(TensorFate.Changed).Count());
        Assert.Equal(Weights(carried), Weights(whole));

        manual_seed(1);
        using var stopped = new SmallNet();
        using var stop = new System.Threading.CancellationTokenSource();
        Assert.True(new Trainer(stopped, options).Fit(train, null, _ => stop.Cancel(), stop.Token).WasStopped);
        using var resumed = new SmallNet();
        var again = new Trainer(resumed, options with { Resume = true });
        again.Fit(train);
        Assert.Null(again.Started);
        Assert.Equal(Weights(whole), Weights(resumed));
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, string> Weights(nn.Module model) =>
        model.state_dict().ToDictionary(p => p.Key, p => Convert.ToHexString(p.Value.detach().cpu().contiguous().bytes));
}
