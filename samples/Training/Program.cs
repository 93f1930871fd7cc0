using System;
using System.Linq;
using ArchGen.Samples.Training;

// Training [FEATURE…]: shows each thing that training has, on a few hundred drawn images, each in a file of its own.
var features = new (string Name, Action<Drawings> Show)[]
{
    ("recipe", Recipe.Show), ("layer-decay", LayerDecay.Show), ("clip", Clipping.Show), ("accumulate", Accumulation.Show), ("ema", Averaging.Show), ("mix", MixupAndCutMix.Show),
    ("smoothing", LabelSmoothing.Show), ("erase", Erasing.Show), ("rand-augment", RandAugmentation.Show), ("crop", Cropping.Show), ("repeats", RepeatedAugmentation.Show), ("drop-path", DropPaths.Show),
    ("tokens", TokenLabels.Show), ("seed", Seeding.Show), ("resume", Resuming.Show), ("evaluate", Evaluating.Show), ("loading", Loading.Show), ("logs", Logs.Show), ("loop", OwnLoop.Show),
};
var unknown = args.Except(features.Select(f => f.Name)).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"There is no '{unknown[0]}'; there are {string.Join(", ", features.Select(f => f.Name))}.");
    return 2;
}

var drawings = new Drawings();
foreach (var (name, show) in features.Where(f => args.Length == 0 || args.Contains(f.Name)))
{
    Console.Write($"{name}: ");
    show(drawings);
}

return 0;
