using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Cli.Ablate.Report.Model;

namespace ArchGen.Cli.Ablate.Report;

/// <summary>The table of a paper: labels, parameters, multiply-accumulates, accuracy; the best in bold, as often as it is printed.</summary>
internal static class MarkdownReport
{
    /// <summary>The table's text, with a line above on what it is of and lines below on what isn't in it.</summary>
    public static string Of(StudyReport report)
    {
        var parameters = new PaperColumn("params", "M", report.Variants.Select(v => (long?)v.Parameters));
        var macs = new PaperColumn("MACs", "G", report.Variants.Select(v => v.Macs));
        var best = report.Variants.Where(v => v.Accuracy is not null).OrderByDescending(v => v.Accuracy!.Mean).Select(v => PaperColumn.Percent(v.Accuracy!.Mean)).FirstOrDefault();
        var text = new StringBuilder();
        var seeds = report.Seeds.Count > 1 ? $"; accuracy is the mean over {report.Seeds.Count} seeds ± the sample standard deviation" : "";
        var at = report.MacsAt is { } shape ? $"; MACs at {string.Join('×', shape)}" : "";
        text.Append($"**{Escape(report.Study)}** of {Escape(report.Of)} on {Escape(report.Data.Name)}{at}{seeds}.\n\n");
        text.Append($"| variant | {parameters.Head} | {macs.Head} | accuracy (%) |\n|---|---:|---:|---:|\n");
        foreach (var v in report.Variants)
            text.Append($"| {Escape(v.Label)} | {parameters.Of(v.Parameters)} | {(v.Macs is null ? "–" : macs.Of(v.Macs))} | {Accuracy(v, best)} |\n");
        var notes = report.Variants.SelectMany(v => Notes(report, v)).ToArray();
        if (notes.Length > 0)
            text.Append($"\n{report.Members["finished"]} of {report.Members["all"]} members are finished:\n\n").AppendJoin('\n', notes.Select(n => "- " + n)).Append('\n');
        return text.ToString();
    }

    private static string Accuracy(ReportVariant variant, string? best)
    {
        if (variant.Accuracy is not { } accuracy)
            return variant.State == RunState.Failed ? "failed" : "–";
        var mean = PaperColumn.Percent(accuracy.Mean);
        return (mean == best ? $"**{mean}**" : mean) + (accuracy.Deviation is { } deviation ? $" ± {PaperColumn.Percent(deviation)}" : "");
    }

    private static IEnumerable<string> Notes(StudyReport report, ReportVariant variant) =>
        variant.Runs.Where(r => r.State != RunState.Finished).Select(r =>
            $"{Escape(variant.Label)}{(r.Seed is null ? "" : $", seed {Escape(r.Seed)}")}: " + r.State switch
            {
                RunState.Failed => "failed: " + Escape(r.Error ?? ""),
                RunState.Waiting => "not begun",
                _ => r.Epoch is { } epoch ? $"unfinished, epoch {epoch} of {r.Epochs}" : "unfinished, in its first epoch",
            });

    // Letters that mean something to Markdown, or to the HTML that it becomes, are only themselves.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsControl(letter) || letter is '\u2028' or '\u2029')
                escaped.Append(' ');
            else if (letter is '<')
                escaped.Append("&lt;");
            else if (letter is '&')
                escaped.Append("&amp;");
            else if (@"\`*_[]|>#~$".Contains(letter))
                escaped.Append('\\').Append(letter);
            else
                escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
