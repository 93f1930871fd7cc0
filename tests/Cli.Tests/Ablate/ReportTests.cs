using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Ablate.Report;
using ArchGen.Cli.Ablate.Report.Model;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary><c>archgen ablate report</c>: which files it writes, what stands in the tables, and what it makes of a journal.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void All_forms_are_written_into_the_study_s_folder()
    {
        ReportPages.Rows(_folder.Path);
        var run = Cli.Run("ablate", "report", _folder.Path);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal([.. new[] { "report.html", "report.csv", "report.md" }.Select(f => "wrote " + Path.Combine(_folder.Path, f))], run.Output.TrimEnd().Split('\n'));
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Path.Combine(_folder.Path, "report.html")));
    }

    [Fact]
    public void A_table_for_a_paper_has_the_best_in_bold()
    {
        ReportPages.Rows(_folder.Path);
        var run = Cli.Run("ablate", "report", _folder.Path, "--format", "markdown", "--out", "-");
        Assert.Equal(
            """
            **Rows** of Mixing on fashion-mnist; MACs at 1×1×28×28.

            | variant | params (M) | MACs (M) | accuracy (%) |
            |---|---:|---:|---:|
            | base | 0.18 | 24.5 | 82.0 |
            | + gating | 0.22 | 29.7 | 84.3 |
            | + large kernels | 0.25 | 37.6 | **84.5** |
            | + wide MLP | 0.32 | 45.6 | 83.9 |

            """.ReplaceLineEndings("\n"), run.Output);
    }

    [Fact]
    public void Tables_of_an_unfinished_study_have_what_there_is_and_say_what_is_not()
    {
        ReportPages.Mixers(_folder.Path);
        var run = Cli.Run("ablate", "report", _folder.Path, "--out", Path.Combine(_folder.Path, "out", "table.md"));
        Assert.Equal($"wrote {Path.Combine(_folder.Path, "out", "table.md")}\n29 of 36 members are finished, 4 failed, 1 are begun and not finished, 2 aren't begun: the report is of what there is.\n", run.Output);
        Assert.Equal(["table.md"], Directory.GetFiles(Path.Combine(_folder.Path, "out")).Select(Path.GetFileName));
        var table = File.ReadAllText(Path.Combine(_folder.Path, "out", "table.md"));
        Assert.Contains("accuracy is the mean over 3 seeds ± the sample standard deviation", table);
        Assert.Contains("| + gating, 5×5, channel aggregation | 0.300 | 40.8 | **89.2** ± 0.2 |", table);
        Assert.Contains("| + gating, 7×7, channel aggregation | 0.318 | 45.6 | failed |", table);
        Assert.Contains("- plain, 7×7, channel aggregation, seed 2: failed: The loss is not a number after step 1,876.\n", table);
        Assert.Contains("- + gating, 5×5, channel aggregation, seed 3: unfinished, epoch 11 of 20\n", table);
        Assert.Contains("- + gating, 3×3, channel aggregation, seed 2: not begun\n", table);

        var csv = Cli.Run("ablate", "report", _folder.Path, "--format", "csv", "-o", "-").Output.Split('\n');
        Assert.Equal("label,params (M),MACs (M),accuracy (%),± (%),variant,gate,kernel,mlp,parameters,macs,accuracy,deviation,finished seeds,accuracy over base,seconds,state,error", csv[0]);
        Assert.Equal(12 + 2, csv.Length);
        Assert.StartsWith("\"plain, 3×3, MLP\",0.180,24.5,87.3,0.1,PlainK3Mlp,plain,3×3,MLP,180234,24500000,0.8728", csv[1]);
        Assert.EndsWith(",,,0,,,failed,Sizes of tensors must match except in dimension 1. Expected size 7 but got size 8 for tensor number 1 in the list.", csv[12]);
    }

    [Fact]
    public void Numbers_are_those_of_the_journals()
    {
        ReportPages.Mixers(_folder.Path);
        var folder = new StudyFolder(_folder.Path);
        var study = folder.Read()!;
        var report = ReportBuilder.Of(study, m => folder.Member(m).Journal);
        Assert.Equal(["gate", "kernel", "mlp"], report.Axes.Select(a => a.Name));
        Assert.Equal(["1", "2", "3"], report.Seeds);
        Assert.Equal(12, report.Variants.Count);
        Assert.Equal(["0.001", "as the study sets it"], new[] { "learning_rate", "seed" }.Select(n => report.Recipe.Values.Single(v => v.Name == n).Value));
        var seen = report.Variants.Single(v => v.Name == "GatedK5Mlp");
        var accuracies = new[] { "First", "Second", "Third" }.Select(s => folder.Member("GatedK5Mlp" + s).Journal.Finished!.Accuracy!.Value).ToArray();
        Assert.Equal(accuracies.Average(), seen.Accuracy!.Mean, 12);
        var bases = new[] { "First", "Second", "Third" }.Select(s => folder.Member("PlainK3Mlp" + s).Journal.Finished!.Accuracy!.Value).ToArray();
        Assert.Equal(accuracies.Zip(bases, (a, b) => a - b).Average(), seen.OverBase!.Mean, 12);
        Assert.Equal(("+ gating, 5×5, MLP", RunState.Finished), (seen.Label, seen.State));
        // A seed that failed is left out on both sides.
        var torn = report.Variants.Single(v => v.Name == "PlainK7Aggregation");
        Assert.Equal((2, 2, RunState.Partly), (torn.Accuracy!.Count, torn.OverBase!.Count, torn.State));
        Assert.Equal(20, seen.Runs[0].Curve.Epoch.Count);
        Assert.Equal(folder.Member("GatedK5MlpFirst").Journal.Epochs[4].TestAccuracy!.Value, seen.Runs[0].Curve.TestAccuracy[4]!.Value, 6);
    }

    [Fact]
    public void What_is_no_number_is_left_out_of_the_curves()
    {
        ReportPages.Rows(_folder.Path);
        var member = new StudyFolder(_folder.Path).Member("Base");
        File.Delete(member.JournalPath);
        var time = new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);
        member.Append(new StartedEvent(time, "host", 1, 1));
        member.Append(new EpochEvent(time, 1, 3, 10, 30, double.NaN, 0.1, null, 1e-3, 4));
        member.Append(new FinishedEvent(time, null, double.NaN, 30, 12, 1));
        File.AppendAllText(member.JournalPath, "{\"event\":\"fini");
        var page = Cli.Run("ablate", "report", _folder.Path, "--format", "html", "-o", "-").Output;
        using var data = JsonDocument.Parse(Between(page, "id=\"report-data\">", "</script>"));
        var run = data.RootElement.GetProperty("variants")[0].GetProperty("runs")[0];
        Assert.Equal(("finished", JsonValueKind.Null), (run.GetProperty("state").GetString(), run.GetProperty("accuracy").ValueKind));
        Assert.Equal("[null]", run.GetProperty("curve").GetProperty("loss").GetRawText());
        Assert.Equal(JsonValueKind.Null, data.RootElement.GetProperty("variants")[0].GetProperty("accuracy").ValueKind);
    }

    [Fact]
    public void Names_cannot_end_what_they_stand_in()
    {
        ReportPages.Attack(_folder.Path);
        var page = Cli.Run("ablate", "report", _folder.Path, "--format", "html", "-o", "-").Output;
        Assert.DoesNotContain("<script>window", page);
        Assert.Equal(2, page.Split("</script>").Length - 1);
        // In the title they are but text; in a script they were the ends of lines.
        Assert.DoesNotContain(page[page.IndexOf("<body>", StringComparison.Ordinal)..], c => c is '\u2028' or '\u2029');
        var table = Cli.Run("ablate", "report", _folder.Path, "--format", "markdown", "-o", "-").Output;
        Assert.DoesNotContain("<", table);
        Assert.Equal(3 + 2, table.Split('\n').Count(l => l.StartsWith('|')));
    }

    [Fact]
    public void The_same_study_gives_the_same_page()
    {
        ReportPages.Mixers(_folder.Path);
        var first = Cli.Run("ablate", "report", _folder.Path, "--format", "html", "-o", "-").Output;
        Assert.Equal(first, Cli.Run("ablate", "report", _folder.Path, "--format", "html", "-o", "-").Output);
        Assert.True(first.Length < 1_500_000, $"{first.Length} characters");
    }

    [Fact]
    public void A_study_that_is_not_there_is_told_with_where_it_was_looked_for()
    {
        var run = Cli.Run("ablate", "report", "NoSuchStudy");
        Assert.Equal(2, run.Code);
        Assert.Contains("There is no study 'NoSuchStudy': neither 'NoSuchStudy/study.json' nor 'runs/NoSuchStudy/study.json' is there.", run.Error);
        Assert.Contains("archgen ablate run NoSuchStudy", run.Error);
    }

    [Fact]
    public void Only_one_form_goes_to_the_output()
    {
        ReportPages.Rows(_folder.Path);
        var run = Cli.Run("ablate", "report", _folder.Path, "--out", "-");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("--format html, csv or markdown", run.Error);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_told()
    {
        ReportPages.Rows(_folder.Path);
        _folder.Write("file", "");
        var run = Cli.Run("ablate", "report", _folder.Path, "--out", Path.Combine(_folder.Path, "file", "report.md"));
        Assert.Equal(2, run.Code);
        Assert.Contains("can't be written", run.Error);
    }

    [Theory]
    [InlineData("params", "M", new[] { 5_586_832L, 11_600_000L }, "params (M)", new[] { "5.6", "11.6" })]
    [InlineData("params", "M", new[] { 5_586_832L, 5_601_000L }, "params (M)", new[] { "5.59", "5.60" })]
    [InlineData("params", "M", new[] { 5_586_832L, 5_586_833L }, "params (M)", new[] { "5.59", "5.59" })]
    [InlineData("params", "M", new[] { 5_594L, 72_000L }, "params (K)", new[] { "5.6", "72.0" })]
    [InlineData("MACs", "G", new[] { 1_260_000_000L, 0L }, "MACs (G)", new[] { "1.3", "0.0" })]
    [InlineData("MACs", "G", new[] { 24_000_000L, 80_000_000L }, "MACs (M)", new[] { "24.0", "80.0" })]
    [InlineData("MACs", "G", new long[0], "MACs (G)", new string[0])]
    public void Counts_are_printed_in_one_unit_with_the_digits_that_tell_them_apart(string name, string usual, long[] counts, string head, string[] expected)
    {
        var column = new PaperColumn(name, usual, counts.Select(c => (long?)c));
        Assert.Equal(head, column.Head);
        Assert.Equal(expected, counts.Select(c => column.Of(c)));
        Assert.Equal("", column.Of(null));
    }

    public void Dispose() => _folder.Dispose();

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
