using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArchGen.Cli.Ablate.Report.Model;

namespace ArchGen.Cli.Ablate.Report;

/// <summary>
/// One page with all in it: the program and style sheet of <c>Tools/ReportPage</c>, and the study as data. The page's policy lets it run that program and nothing else, and load nothing.
/// </summary>
internal static class HtmlReport
{
    // This encoder leaves no <, >, & or quote and nothing beyond ASCII: no name in a study can end the element that the data stands in.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Default,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The page's text.</summary>
    public static string Of(StudyReport report)
    {
        var (program, style) = (Resource("page.js"), Resource("page.css"));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(program)));
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <title>{WebUtility.HtmlEncode(report.Study)}: ablation report</title>
            <style>{style}</style>
            </head>
            <body>
            <noscript>This page draws its tables and charts by a script, which is in it, and the browser runs none. The same numbers are in report.md and report.csv.</noscript>
            <script type="application/json" id="report-data">{JsonSerializer.Serialize(report, s_json)}</script>
            <script>{program}</script>
            </body>
            </html>

            """;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("ArchGen.Cli.Report." + name) ?? throw new InvalidOperationException($"The resource {name} is missing from archgen.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
