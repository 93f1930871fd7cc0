using System;
using System.IO;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl.Diagnostics;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>
/// AnalyzerReleases.*.md list the catalog's codes. <c>ARCHGEN_UPDATE_BASELINES=1</c> writes the unshipped ones anew; at a release they move to Shipped.md by hand.
/// </summary>
public class ReleaseTests
{
    private const string Header = "; Codes that no released version has yet. The catalog in Dsl/Diagnostics is what they come from.\n\n### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\n";

    private static readonly string s_folder = Path.Combine(References.Metadata("Repository"), "Generator");

    [Fact]
    public void Every_code_is_listed()
    {
        var shipped = File.ReadAllText(Path.Combine(s_folder, "AnalyzerReleases.Shipped.md"));
        var codes = typeof(Catalog).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>()
            .OrderBy(d => d.Code, StringComparer.Ordinal).Where(d => !shipped.Contains(d.Code)).ToArray();
        Assert.True(codes.Length > 50 || shipped.Contains("ARCH0001"));
        var expected = Header + string.Concat(codes.Select(d => $"{d.Code} | ArchGen | {d.Severity} | {d.Title}\n"));
        var path = Path.Combine(s_folder, "AnalyzerReleases.Unshipped.md");
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1")
            File.WriteAllText(path, expected);
        Assert.Equal(expected, File.ReadAllText(path).Replace("\r\n", "\n"));
    }
}
