using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using ArchGen.Dsl.Shapes;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Operators;

/// <summary>Rules against what PyTorch itself made of the same calls: <c>torch-shapes.py</c> wrote them down.</summary>
public class TorchAgreementTests
{
    private static readonly Lazy<ILookup<string, string[]>> s_cases = new(() =>
        File.ReadAllLines(DataFile()).Where(l => l.Length > 0).Select(l => l.Split('\t')).ToLookup(row => row[0]));

    public static TheoryData<string> Operators => [.. s_cases.Value.Select(g => g.Key).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Shapes_and_refusals_are_PyTorchs(string name)
    {
        var wrong = new List<string>();
        foreach (var row in s_cases.Value[name])
        {
            var call = FakeCall.Of(name, row[2], row[1]);
            var result = call.Run();
            var found = call.Codes.Count > 0 ? "error" : Text(result?.Output);
            if (found != row[3])
                wrong.Add($"{string.Join("  ", row[..4])}\n    found {found} {string.Join(" ", call.Messages)}");
            else if (row[4].Length > 0 && State(result!) != row[4])
                wrong.Add($"{string.Join("  ", row)}\n    owns {State(result!)}");
            if (call.Codes.Count > 1)
                wrong.Add($"{string.Join("  ", row)}\n    reports {string.Join(" ", call.Codes)}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n" + string.Join("\n", wrong.Take(20)));
    }

    [Fact]
    public void Every_operator_that_changes_shapes_is_compared()
    {
        string[] alike = ["conv", "pool", "norm"];
        var missing = OperatorTable.All.Where(o => alike.Any(a => o.Name.Contains(a, StringComparison.Ordinal)) && !s_cases.Value.Contains(o.Name));
        Assert.Equal(["rms_norm"], missing.Select(o => o.Name));
    }

    private static string State(OperatorResult result) =>
        string.Join(";", result.Owned.Select(o => $"{o.Name}={Text(new SingleTensor(o.Shape))}"));

    private static string Text(TensorValue? value) => value switch
    {
        SingleTensor { Shape: { } shape } => shape.ToString().Replace(" ", "", StringComparison.Ordinal),
        KnownTensors list => string.Join("|", list.Items.Select(Text)),
        _ => "unknown",
    };

    private static string DataFile([CallerFilePath] string here = "")
    {
        var beside = Path.Combine(Path.GetDirectoryName(here)!, "torch-shapes.tsv");
        for (var folder = AppContext.BaseDirectory; !File.Exists(beside) && folder is not null; folder = Path.GetDirectoryName(folder))
            beside = Path.Combine(folder, "tests", "Dsl.Tests", "Shapes", "Operators", "torch-shapes.tsv");
        return beside;
    }
}
