using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Cli.Diagnostics;

/// <summary><c>--format sarif</c>: SARIF 2.1.0, which code scanning and editors read. Paths are relative to the folder that the command ran in.</summary>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyList<Diagnostic> all, Places places)
    {
        var rules = all.Select(d => d.Descriptor).Distinct().OrderBy(d => d.Code, StringComparer.Ordinal).ToList();
        var version = typeof(SarifReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var log = new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "ArchGen",
                        ["semanticVersion"] = version,
                        ["informationUri"] = DiagnosticDescriptor.Pages,
                        ["rules"] = Array(rules.Select(Rule)),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = true }),
                ["results"] = Array(all.Select(d => Result(d, rules.IndexOf(d.Descriptor), places))),
            }),
        };
        return log.ToJsonString(s_options);
    }

    private static JsonObject Rule(DiagnosticDescriptor rule) => new()
    {
        ["id"] = rule.Code,
        ["name"] = Identifier(rule.Title),
        ["shortDescription"] = Message(rule.Title),
        ["helpUri"] = rule.Page,
        ["help"] = new JsonObject { ["text"] = $"{rule.Title}. What it means, with an example of it and of its cure: {rule.Page}", ["markdown"] = $"[{rule.Title}]({rule.Page})" },
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
    };

    private static JsonObject Result(Diagnostic diagnostic, int rule, Places places)
    {
        var result = new JsonObject
        {
            ["ruleId"] = diagnostic.Code,
            ["ruleIndex"] = rule,
            ["level"] = Level(diagnostic.Severity),
            ["message"] = Message(diagnostic.Message),
            ["locations"] = new JsonArray(Location(diagnostic.Path, diagnostic.Span, places)),
        };
        if (diagnostic.Related.Count > 0)
            result["relatedLocations"] = Array(diagnostic.Related.Select((r, i) => Related(r, i + 1, places)));
        if (diagnostic.Fix is { } fix)
        {
            result["fixes"] = new JsonArray(new JsonObject
            {
                ["description"] = Message(fix.Title),
                ["artifactChanges"] = new JsonArray(new JsonObject
                {
                    ["artifactLocation"] = Artifact(diagnostic.Path),
                    ["replacements"] = new JsonArray(new JsonObject
                    {
                        ["deletedRegion"] = Region(places.Of(diagnostic.Path, fix.Span)),
                        ["insertedContent"] = Message(fix.NewText),
                    }),
                }),
            });
        }
        return result;
    }

    private static JsonObject Related(RelatedPlace related, int id, Places places)
    {
        var location = Location(related.Path, related.Span, places);
        location["id"] = id;
        location["message"] = Message(related.Message);
        return location;
    }

    private static JsonObject Location(string path, TextSpan span, Places places)
    {
        var physical = new JsonObject { ["artifactLocation"] = Artifact(path) };
        if (places.Of(path, span) is { Line: > 0 } place)
            physical["region"] = Region(place);
        return new JsonObject { ["physicalLocation"] = physical };
    }

    private static JsonObject Region(Place place) => new()
    {
        ["startLine"] = place.Line, ["startColumn"] = place.Column, ["endLine"] = place.EndLine, ["endColumn"] = place.EndColumn,
    };

    private static JsonObject Artifact(string path) => Path.IsPathRooted(path)
        ? new JsonObject { ["uri"] = new Uri(path).AbsoluteUri }
        : new JsonObject { ["uri"] = string.Join('/', path.Split('/', '\\').Select(Uri.EscapeDataString)), ["uriBaseId"] = "%SRCROOT%" };

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    // "'..' out of place": OutOfPlace.
    private static string Identifier(string title) => string.Concat(
        title.Split(title.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);
}
