using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace ArchGen.Cli.Tests.Export;

/// <summary>
/// Exported models run in ONNX Runtime, at two sizes and batches each, against the C# module with the same weights: every operator over open sizes (<c>Data/export/operators.arch</c>), and
/// models of every kind. The table of all variants is <c>docs/onnx.sh</c>'s.
/// </summary>
public sealed class OnnxRunTests(OnnxRunTests.Ran ran) : IClassFixture<OnnxRunTests.Ran>
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Models => [.. Ran.Operators, .. Ran.Networks.Select(n => n.Variant)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Numbers_are_the_modules(string model)
    {
        Assert.True(ran.Checks.TryGetValue(model, out var check), ran.Problem);
        Assert.Equal("", check.Problem);
        Assert.True(ran.Outcomes.TryGetValue(model, out var outcome), ran.Problem);
        Assert.Equal("", outcome.Problem);
        Assert.Equal(2, outcome.Shapes.Split(", ").Length);
        Assert.True(outcome.Difference <= Tolerance, $"{outcome.Difference} at {outcome.Shapes}");
    }

    /// <summary>All of them, exported and run once.</summary>
    public sealed class Ran : IDisposable
    {
        private static readonly string s_operators = Cli.File("export", "operators.arch");
        private readonly TemporaryFolder _folder = new();

        public Ran()
        {
            Export([s_operators, "--all"]);
            foreach (var (spec, variant) in Networks)
                Export([Path.Combine(Cli.Root, "specs", spec), "--variant", variant]);
            string[] models = [.. Directory.GetFiles(_folder.Path, "*.onnx").Order(StringComparer.Ordinal)];
            Checks = OnnxTools.CheckAll(models);
            Outcomes = OnnxTools.RunAll(models);
        }

        /// <summary>A model of each kind: convolutions, attention in windows and over clips, maps in and maps out.</summary>
        public static (string Spec, string Variant)[] Networks { get; } =
        [
            ("edgenext/edgenext.arch", "EdgeNeXtXXSmall"), ("moganet/moganet.arch", "MogaNetXTiny"), ("uniformer/uniformer.arch", "UniFormerSmall"), ("uninext/uninext.arch", "UniNeXtT"),
            ("uniformer/video.arch", "UniFormer3dSmallK400"), ("dense/models.arch", "EdgeNeXtSmallSsdLite"), ("families/unet.arch", "UNet8"), ("families/wavenet.arch", "WaveNetTiny"),
        ];

        public static IEnumerable<string> Operators =>
            File.ReadLines(s_operators).Where(l => l.StartsWith("variant ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]);

        internal Dictionary<string, OnnxTools.Check> Checks { get; }

        internal Dictionary<string, OnnxTools.Outcome> Outcomes { get; }

        public string Problem { get; private set; } = "";

        public void Dispose() => _folder.Dispose();

        private void Export(string[] what)
        {
            var run = Cli.Run(["export", .. what, "--onnx", "--golden-weights", "--test-data", "--output", _folder.Path]);
            if (run.Code != 0)
                Problem += run.Error;
        }
    }
}
