using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>
/// The report's page: that the bundle in the repository is what its sources give, and what a reader sees and does, in Debian's Chromium (<c>Browser/*.mjs</c>, one test for each of their checks).
/// Needs chromium, node and npm, which <c>test.sh</c> sees to; the page's packages are put into the build's folder.
/// </summary>
public sealed partial class ReportPageTests(ReportPageTests.Looked looked) : IClassFixture<ReportPageTests.Looked>
{
    public static TheoryData<string> Checks => [.. Looked.Names];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Page(string check)
    {
        Assert.True(looked.Outcomes.TryGetValue(check, out var error), $"It wasn't looked at. {looked.Problem}");
        Assert.True(error is null, error);
    }

    [Fact]
    public void Bundle_is_what_the_sources_give()
    {
        var fresh = Path.Combine(looked.Modules, "fresh");
        Run("npm", looked.Modules, ["run", "--silent", "check"]);
        Run("node", looked.Modules, ["build.mjs", fresh]);
        foreach (var name in new[] { "page.js", "page.css" })
            Assert.True(File.ReadAllText(Path.Combine(fresh, name)) == File.ReadAllText(Path.Combine(Looked.Sources, "bundle", name)), $"{name} is another: run `npm ci && npm run build` in Tools/ReportPage.");
    }

    [Fact]
    public void Bundle_has_the_licences_of_what_is_in_it_and_no_address_but_names_of_namespaces()
    {
        var program = File.ReadAllText(Path.Combine(Looked.Sources, "bundle", "page.js"));
        Assert.Contains("@observablehq/plot", program);
        Assert.Contains("Permission to use, copy, modify, and/or distribute this software", program);
        Assert.All(Address().Matches(program[program.IndexOf("*/", StringComparison.Ordinal)..]).Select(m => m.Value), address => Assert.StartsWith("http://www.w3.org/", address));
        Assert.DoesNotContain("resolved", File.ReadAllText(Path.Combine(Looked.Sources, "package-lock.json")));
    }

    [GeneratedRegex(@"https?://[^""'`\s]+")]
    private static partial Regex Address();

    private static string Run(string program, string folder, string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = Task.Run(process.StandardError.ReadToEnd);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}:\n{output}\n{error.Result}");
    }

    /// <summary>All checks, run once.</summary>
    public sealed partial class Looked : IDisposable
    {
        private readonly TemporaryFolder _pages = new();

        public Looked()
        {
            // The packages stay from one run to the next; sources are laid anew.
            Modules = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "report-page"));
            if (Directory.Exists(Path.Combine(Modules, "src")))
                Directory.Delete(Path.Combine(Modules, "src"), recursive: true);
            foreach (var file in Directory.GetFiles(Sources).Concat(Directory.GetFiles(Path.Combine(Sources, "src"))))
            {
                var copy = Path.Combine(Modules, Path.GetRelativePath(Sources, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }

            var installed = Path.Combine(Modules, "node_modules", ".installed");
            var wanted = File.ReadAllText(Path.Combine(Modules, "package-lock.json"));
            if (!File.Exists(installed) || File.ReadAllText(installed) != wanted)
            {
                Run("npm", Modules, ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel", "error"]);
                File.WriteAllText(installed, wanted);
            }

            foreach (var (name, make) in new (string, Action<string>)[]
                { ("mixers", ReportPages.Mixers), ("rows", ReportPages.Rows), ("attack", ReportPages.Attack), ("nothing", ReportPages.Nothing), ("large", ReportPages.Large) })
            {
                var folder = Path.Combine(_pages.Path, name);
                make(folder);
                Assert.Equal(0, Cli.Run("ablate", "report", folder, "--format", "html").Code);
            }

            try
            {
                var lines = Run("node", Scripts, ["run.mjs", _pages.Path], ("ARCHGEN_REPORT_MODULES", Modules)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                foreach (var line in lines.Select(l => JsonDocument.Parse(l).RootElement))
                    Outcomes.Add(line.GetProperty("name").GetString()!, line.GetProperty("error").GetString());
            }
            catch (InvalidOperationException e)
            {
                Problem = e.Message;
            }
        }

        public static string Sources { get; } = Path.Combine(Cli.Root, "Tools", "ReportPage");

        /// <summary>The checks' names, as the scripts have them.</summary>
        public static IEnumerable<string> Names =>
            from file in Directory.GetFiles(Scripts, "*.mjs").Order(StringComparer.Ordinal)
            from Match match in Check().Matches(File.ReadAllText(file))
            from name in match.Groups[1].Value.StartsWith("${name}", StringComparison.Ordinal) ? s_pages.Select(p => match.Groups[1].Value.Replace("${name}", p)) : [match.Groups[1].Value]
            select name;

        public string Modules { get; }

        public Dictionary<string, string?> Outcomes { get; } = [];

        public string Problem { get; } = "";

        private static readonly string[] s_pages = ["mixers", "rows", "attack", "nothing", "large"];

        private static string Scripts => Path.Combine(Cli.Root, "tests", "Cli.Tests", "Ablate", "Browser");

        public void Dispose() => _pages.Dispose();

        [GeneratedRegex(@"^ *check\(['`](.+?)['`], async", RegexOptions.Multiline)]
        private static partial Regex Check();
    }
}
