using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

/// <summary>
/// The TextMate grammar of <c>editors/vscode</c> knows the words and signs that the compiler knows, and no others. <c>ARCHGEN_UPDATE_BASELINES=1</c> writes the lists of
/// built-in names into it; keywords and signs have places of their own in it, and are put there by hand.
/// </summary>
public class EditorGrammarTests
{
    private static readonly string[] s_wordRules = ["literals", "language-values", "storage-words", "control-words", "operator-words", "other-words"];

    public static TheoryData<string> Lists => ["operators", "functions", "initials"];

    private static string Path { get; } = System.IO.Path.Combine(
        typeof(EditorGrammarTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!,
        "editors", "vscode", "syntaxes", "archgen.tmLanguage.json");

    [Fact]
    public void Every_keyword_is_in_one_rule() => Assert.Equal(SyntaxFacts.Keywords.Order(StringComparer.Ordinal), s_wordRules.SelectMany(Words).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_definition_s_keyword_begins_a_definition()
    {
        var rules = Rule("definitions").GetProperty("patterns").EnumerateArray().SelectMany(r => WordsIn(r.GetProperty("match").GetString()!)).ToHashSet();
        Assert.Empty(SyntaxFacts.DefinitionKeywords.Except(rules));
        Assert.DoesNotContain(rules, w => !SyntaxFacts.IsKeyword(w));
    }

    [Fact]
    public void Every_sign_is_in_one_rule_after_those_that_begin_with_it()
    {
        var signs = Alternatives("signs").Concat(Alternatives("punctuation")).ToList();
        Assert.Equal(SyntaxFacts.SignTexts.Order(StringComparer.Ordinal), signs.Order(StringComparer.Ordinal));
        foreach (var (sign, i) in signs.Select((sign, i) => (sign, i)))
            Assert.DoesNotContain(signs.Skip(i + 1), later => later.StartsWith(sign, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Built_in_names_are_the_compiler_s(string rule)
    {
        IEnumerable<string> all = rule switch
        {
            "operators" => OperatorTable.All.Select(o => o.Name),
            "functions" => StaticFunctions.Names.Where(name => OperatorTable.Find(name) is null),
            _ => InitialTable.All.Select(i => i.Name).Where(name => OperatorTable.Find(name) is null && !StaticFunctions.Names.Contains(name)),
        };
        var expected = all.Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1")
        {
            var text = File.ReadAllText(Path);
            var line = new Regex($@"(?m)^(    ""{rule}"": .*?""match"": ""\\\\b\()[^)]*(\))");
            Assert.Single(line.Matches(text));
            File.WriteAllText(Path, line.Replace(text, match => match.Groups[1].Value + string.Join("|", expected) + match.Groups[2].Value));
        }

        Assert.Equal(expected, Words(rule));
    }

    private static JsonElement Rule(string name)
    {
        using var grammar = JsonDocument.Parse(File.ReadAllText(Path));
        return grammar.RootElement.GetProperty("repository").GetProperty(name).Clone();
    }

    private static IEnumerable<string> Words(string rule) => WordsIn(Rule(rule).GetProperty("match").GetString()!);

    private static IEnumerable<string> WordsIn(string pattern) => Regex.Matches(pattern, @"\(([a-z][a-z0-9_|]*)\)").SelectMany(m => m.Groups[1].Value.Split('|'));

    private static IEnumerable<string> Alternatives(string rule) => Regex.Split(Rule(rule).GetProperty("match").GetString()!, @"(?<!\\)\|").Select(Regex.Unescape);
}
