using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace ArchGen.Cli.Tests;

/// <summary>What SARIF 2.1.0's schema demands of every object that <c>--format sarif</c> writes.</summary>
public sealed class SarifTests : IDisposable
{
    /// <summary>By kind of object: its members with the kind of theirs, required ones with <c>!</c>, lists with <c>[]</c>.</summary>
    private static readonly Dictionary<string, string> s_schema = new()
    {
        ["log"] = "$schema:uri version!:text runs![]:run",
        ["run"] = "tool!:tool columnKind:text invocations[]:invocation results[]:result",
        ["tool"] = "driver!:driver",
        ["driver"] = "name!:text semanticVersion:text informationUri:uri rules[]:rule",
        ["rule"] = "id!:text name:text shortDescription:multi helpUri:uri help:multi defaultConfiguration:configuration",
        ["multi"] = "text!:text markdown:text",
        ["configuration"] = "level:level",
        ["invocation"] = "executionSuccessful!:bool",
        ["result"] = "ruleId:text ruleIndex:number level:level message!:message locations[]:location relatedLocations[]:location fixes[]:fix",
        ["message"] = "text!:text",
        ["location"] = "id:number physicalLocation:physical message:message",
        ["physical"] = "artifactLocation!:artifact region:region",
        ["artifact"] = "uri!:reference uriBaseId:text",
        ["region"] = "startLine!:number startColumn:number endLine:number endColumn:number",
        ["fix"] = "description:message artifactChanges![]:change",
        ["change"] = "artifactLocation!:artifact replacements![]:replacement",
        ["replacement"] = "deletedRegion!:region insertedContent:message",
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Is_what_the_schema_demands()
    {
        var path = _folder.Write("a folder/net.arch", """
            namespace A;
            block Mixed(dim: int, unused: int) : [N, dim, H, W] -> same { residual { down: conv2d(dim + 1, 1) } }
            block Typo() : [N, C, H, W] -> same { conv: conv2d(C, 3, padding: same, grops: C) }
            block Spare(unused: int) : [N, C] -> same { relu }
            """);
        var run = Cli.Run("check", path, "--format", "sarif");
        Assert.Equal(1, run.Code);
        using var log = JsonDocument.Parse(run.Output);
        Check("log", log.RootElement);
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        var found = log.RootElement.GetProperty("runs")[0];
        Assert.Equal("utf16CodeUnits", found.GetProperty("columnKind").GetString());
        var rules = found.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToArray();
        var results = found.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["ARCH0105", "ARCH0113", "ARCH0205"], rules.Select(r => r.GetProperty("id").GetString()));
        Assert.Equal(["ARCH0205", "ARCH0105", "ARCH0113"], results.Select(r => r.GetProperty("ruleId").GetString()));
        Assert.Equal(["error", "error", "warning"], results.Select(r => r.GetProperty("level").GetString()));
        Assert.All(results, r => Assert.Equal(r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
        Assert.All(rules, r => Assert.EndsWith($"/docs/diagnostics/{r.GetProperty("id").GetString()}.md", r.GetProperty("helpUri").GetString()));
        Assert.NotEmpty(results[0].GetProperty("relatedLocations").EnumerateArray());
        var ids = results[0].GetProperty("relatedLocations").EnumerateArray().Select(l => l.GetProperty("id").GetInt32()).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var replacement = results[1].GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0];
        Assert.Equal("groups", replacement.GetProperty("insertedContent").GetProperty("text").GetString());
        Assert.True(JsonElement.DeepEquals(results[1].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region"), replacement.GetProperty("deletedRegion")));
        Assert.Contains("a%20folder/net.arch", run.Output);
    }

    [Fact]
    public void Sound_specs_have_a_run_without_results()
    {
        var run = Cli.Run("check", _folder.Write("net.arch", "namespace A;\nblock B() : [N, C] -> same { relu }\n"), "--format", "sarif");
        Assert.Equal(0, run.Code);
        using var log = JsonDocument.Parse(run.Output);
        Check("log", log.RootElement);
        Assert.Equal(0, log.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    private static void Check(string kind, JsonElement value)
    {
        switch (kind)
        {
            case "text":
                Assert.False(string.IsNullOrEmpty(value.GetString()));
                return;
            case "uri":
                Assert.True(Uri.IsWellFormedUriString(value.GetString(), UriKind.Absolute), value.ToString());
                return;
            case "reference":
                Assert.True(Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute), value.ToString());
                return;
            case "level":
                Assert.Contains(value.GetString(), new[] { "none", "note", "warning", "error" });
                return;
            case "bool":
                Assert.True(value.ValueKind is JsonValueKind.True or JsonValueKind.False);
                return;
            case "number":
                Assert.True(value.GetInt32() >= 0);
                return;
        }

        Assert.Equal(JsonValueKind.Object, value.ValueKind);
        var members = s_schema[kind].Split(' ').Select(m => m.Split(':')).ToDictionary(m => m[0].Replace("!", "").Replace("[]", ""), m => (Kind: m[1], IsRequired: m[0].Contains('!'), IsList: m[0].EndsWith("[]", StringComparison.Ordinal)));
        foreach (var (name, member) in members.Where(m => m.Value.IsRequired))
            Assert.True(value.TryGetProperty(name, out _), $"a {kind} without {name}");
        foreach (var member in value.EnumerateObject())
        {
            Assert.True(members.TryGetValue(member.Name, out var known), $"a {kind} with {member.Name}");
            if (!known.IsList)
                Check(known.Kind, member.Value);
            else
                Assert.All(member.Value.EnumerateArray(), item => Check(known.Kind, item));
            Assert.False(known is { IsList: true, IsRequired: true } && member.Value.GetArrayLength() == 0, $"{member.Name} of a {kind} is empty");
        }
        if (kind != "region")
            return;
        Assert.True(value.GetProperty("startLine").GetInt32() >= 1 && value.GetProperty("startColumn").GetInt32() >= 1);
        Assert.True(value.GetProperty("endLine").GetInt32() >= value.GetProperty("startLine").GetInt32());
    }

    public void Dispose() => _folder.Dispose();
}
