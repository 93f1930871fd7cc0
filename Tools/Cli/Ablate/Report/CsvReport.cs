using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ArchGen.Cli.Ablate.Report.Model;

namespace ArchGen.Cli.Ablate.Report;

/// <summary>A line a variant, for spreadsheets and programs: a paper's rounded columns, and beside them the exact numbers.</summary>
internal static class CsvReport
{
    private const char Quote = '"';

    /// <summary>The file's text.</summary>
    public static string Of(StudyReport report)
    {
        var parameters = new PaperColumn("params", "M", report.Variants.Select(v => (long?)v.Parameters));
        var macs = new PaperColumn("MACs", "G", report.Variants.Select(v => v.Macs));
        var text = new StringBuilder();
        Line(text,
        [
            "label", parameters.Head, macs.Head, "accuracy (%)", "± (%)", "variant", .. report.Axes.Select(a => a.Name), "parameters", "macs", "accuracy", "deviation", "finished seeds",
            "accuracy over base", "seconds", "state", "error",
        ]);
        foreach (var v in report.Variants)
        {
            Line(text,
            [
                v.Label, parameters.Of(v.Parameters), macs.Of(v.Macs), PaperColumn.Percent(v.Accuracy?.Mean), PaperColumn.Percent(v.Accuracy?.Deviation), v.Name,
                .. v.Choices.Select((o, a) => report.Axes[a].Options[o].Label), Number(v.Parameters), Number(v.Macs), Number(v.Accuracy?.Mean), Number(v.Accuracy?.Deviation),
                Number(v.Accuracy?.Count ?? 0), Number(v.OverBase?.Mean), Number(v.Seconds), v.State.ToString().ToLowerInvariant(), v.Runs.FirstOrDefault(r => r.Error is not null)?.Error ?? "",
            ]);
        }

        return text.ToString();
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append('\n');

    private static string Field(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 && value.Trim() == value ? value : Quote + value.Replace("\"", "\"\"") + Quote;
}
