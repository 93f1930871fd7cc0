using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>An option of a made-up study: what it adds to accuracy and costs.</summary>
internal sealed record MadeOption(string Name, string? Label, double Gain, long Parameters, long Macs);

/// <summary>An axis of a made-up study.</summary>
internal sealed record MadeAxis(string Name, string Kind, params MadeOption[] Options);

/// <summary>Folders of studies as a run leaves them: curves that look like training, the same for the same seed, with members that failed, stopped or weren't begun.</summary>
internal sealed class StudyMaker(int seed)
{
    private static readonly DateTime Start = new(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);
    private readonly Random _random = new(seed);

    public int Epochs { get; init; } = 20;

    /// <summary>A study that looks like a paper's: a gate, kernels and norms over seeds, a good part of it finished.</summary>
    public static (StudyFile Study, StudyMaker Maker, MadeAxis[] Axes) Mixers()
    {
        MadeAxis[] axes =
        [
            new("gate", "structure", new MadeOption("plain", null, 0, 0, 0), new MadeOption("gated", "+ gating", 0.011, 41_000, 5_200_000)),
            new("kernel", "parameter", new("k3", "3×3", 0, 0, 0), new("k5", "5×5", 0.006, 12_288, 3_100_000), new("k7", "7×7", 0.008, 30_720, 7_900_000)),
            new("mlp", "component", new MadeOption("mlp", "MLP", 0, 0, 0), new MadeOption("aggregation", "channel aggregation", 0.004, 66_000, 8_000_000)),
            new("seed", "setting", new("first", null, 0, 0, 0), new("second", null, 0, 0, 0), new("third", null, 0, 0, 0)),
        ];
        return (Cross("MixerStudy", axes), new StudyMaker(7), axes);
    }

    /// <summary>Every combination of the axes' options, named as the compiler names them.</summary>
    public static StudyFile Cross(string name, params MadeAxis[] axes)
    {
        IEnumerable<int[]> all = [[]];
        foreach (var axis in axes)
            all = all.SelectMany(c => axis.Options.Select((_, i) => (int[])[.. c, i]));
        return Of(name, "cross", axes, all.Select(c => (string.Concat(c.Select((o, a) => Pascal(axes[a].Options[o].Name))), string.Join(", ", c.Select((o, a) => axes[a].Options[o].Label ?? axes[a].Options[o].Name)), c)));
    }

    /// <summary>A study of the members that are named.</summary>
    public static StudyFile Of(string name, string mode, MadeAxis[] axes, IEnumerable<(string Name, string Label, int[] Options)> members)
    {
        var list = members.Select(m => Member(name, axes, m.Name, m.Label, m.Options)).ToArray();
        return new StudyFile(
            name, "My.Nets", "Mixing", mode, ["studies.arch"],
            [.. axes.Select(a => new StudyAxis(a.Name, a.Kind, [.. a.Options.Select((o, i) => new StudyOption(o.Name, o.Label, Value(a, i)))]))],
            new StudyRecipe("Quick", new Dictionary<string, object?> { ["epochs"] = 20L, ["batch"] = 128L, ["learning_rate"] = 1e-3, ["optimizer"] = "adam_w", ["flip"] = true, ["seed"] = 1L, ["image_size"] = null }),
            new StudyData("fashion-mnist", 60_000, 10_000, 10, [1, 28, 28], "f00d"), list[0].Name, 2, [.. list.Select((m, i) => i == 0 ? m : m with { Diff = Diff(list[0], m, axes) })]);
    }

    /// <summary>What a run of a study leaves: <paramref name="fate"/> says of each member after how many epochs it ended, and why where it failed.</summary>
    public void Run(StudyFolder folder, StudyFile study, MadeAxis[] axes, Func<StudyMember, (int Epochs, string? Error)> fate)
    {
        folder.Write(study);
        foreach (var member in study.Members)
        {
            var (epochs, error) = fate(member);
            var final = 0.872 + member.Choices.Sum(c => axes.Single(a => a.Name == c.Axis).Options.Single(o => o.Name == c.Option).Gain) + 0.0015 * Normal();
            var pace = 2.2 + 0.4 * _random.NextDouble();
            if (epochs < 0)
                continue;
            var (events, time, perEpoch) = (new List<JournalEvent>(), Start, 21 + (member.Macs ?? 0) / 1e6 * 0.6 + _random.NextDouble());
            events.Add(new StartedEvent(time, "host", 17, 1));
            for (var epoch = 1; epoch <= epochs; epoch++)
            {
                time = Start.AddSeconds(epoch * perEpoch);
                var learnt = 1 - Math.Exp(-epoch / pace);
                var test = 0.5 + (final - 0.5) * learnt + 0.0025 * (1 - (double)epoch / Epochs) * Normal();
                var train = 0.5 + (final + 0.03 * epoch / Epochs - 0.5) * learnt;
                events.Add(new EpochEvent(
                    time, epoch, Epochs, epoch * 469, Epochs * 469, 2.1 * Math.Exp(-epoch / pace) + 0.28 - 0.1 * epoch / Epochs, train, test, 5e-4 * (1 + Math.Cos(Math.PI * epoch / Epochs)), epoch * perEpoch));
            }

            if (error is not null)
                events.Add(new FailedEvent(time, error, error + "\n   at My.Nets.Mixing.forward(Tensor x)\n   at ArchGen.Runtime.Training.Trainer.Step(Batch batch)"));
            else if (epochs == Epochs)
                events.Add(new FinishedEvent(time, Math.Round(10_000 * (0.5 + (final - 0.5) * (1 - Math.Exp(-epochs / pace)))) / 10_000, 0.31, Epochs * 469, epochs * perEpoch, 412L << 20));
            else
                events.Add(new StoppedEvent(time, epochs * 469));
            // In one go, since a journal that lives sees to the disk line by line.
            var journal = folder.Member(member).JournalPath;
            Directory.CreateDirectory(Path.GetDirectoryName(journal)!);
            File.WriteAllLines(journal, events.Select(e => JsonSerializer.Serialize(e, JournalJson.Line)));
        }
    }

    private static StudyMember Member(string study, MadeAxis[] axes, string name, string label, int[] options)
    {
        var taken = options.Select((o, a) => axes[a].Options[o]).ToArray();
        return new StudyMember(
            $"{study}.{name}", label, [.. options.Select((o, a) => new StudyChoice(axes[a].Name, taken[a].Name, taken[a].Label, Value(axes[a], o)))],
            180_234 + taken.Sum(o => o.Parameters), 24_500_000 + taken.Sum(o => o.Macs), [1, 1, 28, 28], "H % 4 == 0, W % 4 == 0",
            options.Select((o, a) => (axes[a], o)).Where(p => p.Item1.Kind == "setting").ToDictionary(p => p.Item1.Name, p => (object?)Value(p.Item1, p.o)), null);
    }

    private static StudyDiff Diff(StudyMember from, StudyMember to, MadeAxis[] axes)
    {
        var parts = new List<StudyDiffPart>();
        foreach (var (choice, axis) in to.Choices.Zip(axes))
        {
            var option = axis.Options.Single(o => o.Name == choice.Option);
            if (axis.Kind != "setting" && option != axis.Options[0])
            {
                for (var stage = 0; stage < 2; stage++)
                    parts.Add(new($"stages.{stage}.0.{axis.Name}", axis.Kind == "structure" ? "added" : "changed", axis.Kind == "structure" ? null : axis.Options[0].Name, option.Name, option.Parameters / 2, option.Macs / 2));
            }
        }

        return new StudyDiff(from.Name, parts, to.Parameters - from.Parameters, to.Macs - from.Macs);
    }

    private static object Value(MadeAxis axis, int option) => axis.Kind == "setting" ? (long)option + 1 : axis.Options[option].Name;

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
