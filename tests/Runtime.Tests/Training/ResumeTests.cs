using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>With everything on that training has, a run that died and was resumed is the run that didn't, to the bit.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ImageSet _train, _test;

    public ResumeTests()
    {
        var train = TestData.Corners(96, 1);
        (_train, _test) = (train, TestData.Corners(40, 2).NormalisedAs(train));
    }

    public static TrainingOptions Everything { get; } = new()
    {
        Epochs = 3, BatchSize = 16, LearningRate = 0.02, WarmUpFrom = 1e-4, LeastLearningRate = 1e-4, LayerDecay = 0.8, ClipNorm = 0.5, Accumulate = 3, EmaDecay = 0.9, EmaWarmUp = true,
        Augmentation = new Augmentation(true, 1) { Crop = 0.3, RandAugment = 9, Interpolation = Interpolation.Random, Erase = 0.5, EraseMode = EraseMode.Pixel, EraseCount = 2 },
        Mixing = new Mixing { Mixup = 0.8, CutMix = 1, Probability = 0.8 }, Repeats = 2, Seed = 5, Loaders = 2,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(18)]
    [InlineData(6, true)]
    [InlineData(8, true)]
    public void Resumed_is_uninterrupted(int after, bool isStreamed = false)
    {
        if (isStreamed)
            (_train, _test) = Files();
        var (whole, expected) = Run("whole", int.MaxValue);
        var (dead, begun) = Run("cut", after);
        Assert.Equal(after, begun.Count);
        var (resumed, told) = Run("cut", int.MaxValue);
        Assert.Equal(expected.Skip(after), told);
        Assert.Equal(after == 18, whole["conv.weight"].SequenceEqual(dead["conv.weight"]));
        Equal(whole, resumed);
        Equal(Load(Trainer.EmaPath(Path("whole"))), Load(Trainer.EmaPath(Path("cut"))));
        // The files of numbers, but for times.
        Assert.Equal(Rows("whole", "steps.csv", 5), Rows("cut", "steps.csv", 5));
        Assert.Equal(Rows("whole", "epochs.csv", 7), Rows("cut", "epochs.csv", 7));
        Assert.Equal(18, Rows("cut", "steps.csv", 5).Length - 1);
        Assert.Equal(3, Rows("cut", "epochs.csv", 7).Length - 1);
        Assert.Equal(Events("whole"), Events("cut"));
    }

    [Fact]
    public void Threads_that_load_change_no_number()
    {
        var (one, _) = Run("one", int.MaxValue, Everything with { Loaders = 0 });
        var (other, _) = Run("other", int.MaxValue, Everything with { Loaders = 3 });
        Equal(one, other);
    }

    [Fact]
    public void What_changes_numbers_is_in_the_fingerprint()
    {
        var free = new[] { "CheckpointPath", "SaveEvery", "KeepState", "Resume", "LogFolder", "Loaders", "StartFrom" };
        void Check(object on, Func<object, TrainingOptions> with, string path)
        {
            foreach (var property in on.GetType().GetProperties().Where(p => p.SetMethod is not null && !free.Contains(p.Name)))
            {
                var value = property.GetValue(on);
                if (value is Augmentation or Mixing or TokenLabelling)
                {
                    Check(value, part => Everything with { Augmentation = part as Augmentation ?? Everything.Augmentation, Mixing = part as Mixing ?? Mixing.None, Tokens = part as TokenLabelling ?? TokenLabelling.None }, property.Name);
                    continue;
                }

                var copy = on.GetType().GetMethod("<Clone>$")!.Invoke(on, null)!;
                property.SetValue(copy, value switch { bool b => !b, int i => i + 1, long l => l + 1, double d => d + 0.01, Enum e => Enum.ToObject(e.GetType(), (Convert.ToInt32(e, CultureInfo.InvariantCulture) + 1) % 3), _ => throw new InvalidOperationException(property.Name) });
                Assert.True(with(on).Fingerprint(10) != with(copy).Fingerprint(10), $"{path}.{property.Name}");
            }
        }

        Check(Everything, o => (TrainingOptions)o, "");
    }

    public void Dispose() => _folder.Dispose();

    // Of several sizes, for crops to be of what is stored.
    private (ImageSet Train, ImageSet Test) Files()
    {
        foreach (var (part, count) in new[] { ("train", 24), ("val", 10) })
        {
            for (var i = 0; i < 4 * count; i++)
            {
                var (height, width, name) = (9 + i % 5, 8 + i % 7, Directory.CreateDirectory(_folder.File($"images/{part}/{"abcd"[i % 4]}")).FullName);
                File.WriteAllBytes(System.IO.Path.Combine(name, $"{i}.png"), SmallPng.Grey(width, height, [.. Enumerable.Range(0, height * width).Select(p => (byte)(40 * (i % 4) + (p * 31 + i * 17) % 97))]));
            }
        }

        return new DataOptions { Name = _folder.File("images"), ImageSize = 8, Channels = 1 }.Load();
    }

    private (Dictionary<string, float[]> Weights, List<(long, double, double?)> Told) Run(string name, int until, TrainingOptions? options = null)
    {
        manual_seed(11);
        using var model = new SmallNet();
        var told = new List<(long, double, double?)>();
        var path = Path(name);
        try
        {
            new Trainer(model, (options ?? Everything) with { CheckpointPath = path, SaveEvery = TimeSpan.Zero, Resume = true, LogFolder = _folder.File(name) }).Fit(_train, _test, p =>
            {
                if (p.Step > until || (p.IsEpochEnd && p.Step >= until))
                    throw new OperationCanceledException("as if killed");
                if (!p.IsEpochEnd)
                    told.Add((p.Step, p.Loss, p.GradientNorm));
            });
        }
        catch (OperationCanceledException)
        {
        }

        return (model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().to(ScalarType.Float32).data<float>().ToArray()), told);
    }

    private string Path(string name) => _folder.File(name + ".safetensors");

    private static Dictionary<string, float[]> Load(string path)
    {
        using var model = new SmallNet();
        Checkpoint.Load(model, path);
        return model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().to(ScalarType.Float32).data<float>().ToArray());
    }

    private static void Equal(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual) => Assert.All(expected, p => Assert.Equal(p.Value, actual[p.Key]));

    private string[] Rows(string name, string file, int columns) => [.. File.ReadAllLines(System.IO.Path.Combine(_folder.File(name), file)).Select(r => string.Join(',', r.Split(',').Take(columns)))];

    private (long, string, float)[] Events(string name) =>
        [.. EventReader.Read(Directory.GetFiles(_folder.File(name), "events.*").Single()).SelectMany(e => e.Values.Where(v => !v.Tag.Contains("time/") && v.Tag != "epoch/waited").Select(v => (e.Step, v.Tag, v.Value)))];
}
