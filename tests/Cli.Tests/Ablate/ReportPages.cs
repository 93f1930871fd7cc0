using System;
using System.IO;
using System.Linq;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>Folders of studies for the pages that the browser looks at.</summary>
internal static class ReportPages
{
    /// <summary>What would run, or end its element, if a name were ever taken for markup.</summary>
    public const string Hostile = "<script>window.hacked=1</script></script><img src=x onerror=\"window.hacked=1\">'\"`&amp;\u2028\u2029]]>--><!--${1}\\";

    /// <summary>Twelve variants over three seeds: one failed, one with a failed seed, one stopped, one not begun.</summary>
    public static void Mixers(string root)
    {
        var (study, maker, axes) = StudyMaker.Mixers();
        maker.Run(new StudyFolder(root), study, axes, m => m.Own switch
        {
            ['G', .. var rest] when rest.Contains("K7Aggregation", StringComparison.Ordinal) => (0, "Sizes of tensors must match except in dimension 1. Expected size 7 but got size 8 for tensor number 1 in the list."),
            "PlainK7AggregationSecond" => (4, "The loss is not a number after step 1,876."),
            "GatedK5AggregationThird" => (11, null),
            "GatedK3AggregationSecond" or "GatedK3AggregationThird" => (-1, null),
            _ => (maker.Epochs, null),
        });
    }

    /// <summary>A paper's rows without seeds, all finished.</summary>
    public static void Rows(string root)
    {
        MadeAxis[] axes =
        [
            new("gate", "parameter", new MadeOption("off", null, 0, 0, 0), new MadeOption("gated", "+ gating", 0.012, 41_000, 5_200_000)),
            new("kernel", "parameter", new MadeOption("k3", null, 0, 0, 0), new MadeOption("k7", "+ large kernels", 0.007, 30_720, 7_900_000)),
            new("hidden", "parameter", new MadeOption("narrow", null, 0, 0, 0), new MadeOption("wide", "+ wide MLP", -0.002, 66_000, 8_000_000)),
        ];
        var study = StudyMaker.Of("Rows", "cumulative", axes, [("Base", "base", [0, 0, 0]), ("Gated", "+ gating", [1, 0, 0]), ("K7", "+ large kernels", [1, 1, 0]), ("Wide", "+ wide MLP", [1, 1, 1])]);
        var maker = new StudyMaker(3) { Epochs = 5 };
        maker.Run(new StudyFolder(root), study, axes, _ => (maker.Epochs, null));
    }

    /// <summary>Every name that a study can have is hostile.</summary>
    public static void Attack(string root)
    {
        MadeAxis[] axes = [new("a" + Hostile, "parameter", new MadeOption("x", Hostile, 0, 0, 0), new MadeOption("y", Hostile + "2", 0.01, 10, 10), new MadeOption("z", Hostile + "3", 0.02, 1000, 1000))];
        var study = StudyMaker.Of("Rows" + Hostile, "zip" + Hostile, axes, [("Base", Hostile, [0]), ("Y", Hostile + "2", [1]), ("Z", Hostile + "3", [2])]) with { Of = Hostile };
        study = study with
        {
            Recipe = new(Hostile, study.Recipe.Values.Append(new(Hostile, Hostile)).ToDictionary(p => p.Key, p => p.Value)), Data = study.Data with { Name = Hostile },
            Members = [.. study.Members.Select(m => m with { LegalInput = Hostile, Diff = m.Diff is null ? null : m.Diff with { Against = Hostile, Parts = [new(Hostile, "changed", Hostile, Hostile + "2", 1, 1)] } })],
        };
        var maker = new StudyMaker(5) { Epochs = 3 };
        maker.Run(new StudyFolder(root), study, axes, m => m.Parameters > 181_000 ? (2, Hostile) : (3, null));
    }

    /// <summary>A study of which nothing is run.</summary>
    public static void Nothing(string root)
    {
        Rows(root);
        Directory.Delete(Path.Combine(root, "members"), recursive: true);
    }

    /// <summary>As many members as a study may have, over many epochs.</summary>
    public static void Large(string root)
    {
        MadeAxis Axis(string name, int options) => new(name, "parameter", [.. Enumerable.Range(0, options).Select(i => new MadeOption($"{name}{i}", null, 0.002 * i, 9_000 * i, 700_000 * i))]);
        MadeAxis[] axes = [Axis("width", 4), Axis("depth", 4), Axis("kernel", 4), Axis("norm", 4)];
        var maker = new StudyMaker(11) { Epochs = 60 };
        maker.Run(new StudyFolder(root), StudyMaker.Cross("Large", axes), axes, _ => (maker.Epochs, null));
    }
}
