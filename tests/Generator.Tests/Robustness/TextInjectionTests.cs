using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ArchGen.Generator.Tests.Robustness;

/// <summary>
/// No text of a spec gets out of where it stands: wherever a text reaches C#, the code with a hostile one has the structure that the code with a harmless one has, and compiles.
/// </summary>
public class TextInjectionTests
{
    private const string Slot = "harmless";

    private static readonly string[] s_hostile =
    [
        "*/ } } class Evil { } /*", "\"; class Evil { } //", "\"\"\" + Evil() + \"\"\"", "\\\"", "\\", "\\u0022; Evil(); //", "{0}{x}{{y}}", "$\"{Evil()}\"", "@\"", "</summary><evil a='\"'/>", "]]>", "<!--", "&#10;", "&",
        "--> <", "#endif", "#line 7 \"x\"", "?>", "\0", "\u0001\u001f", "\u007f", "\u0085class Evil { }", "\u2028class Evil { }", "\u2029} } class Evil { }", "\vclass Evil { }", "\fclass Evil { }", "\uD800", "\uDC00x",
        "\uD83D\uDE00", "\uFFFE\uFFFF", "\u202Egnihtyna\u202C", "\uFEFF", "\u00A0", "%s%n", "'", "`", "//", "/// <inheritdoc/>", "ß Ω 漢", new string('x', 3000),
    ];

    /// <summary>Where text gets into C#, by name; the slot is where it stands. Strings of the language have quotes and backslashes escaped.</summary>
    private static readonly (string Place, string Spec, bool IsString)[] s_places =
    [
        ("documentation of a block", "/// harmless\nblock B(dim: int) : [N, dim] -> same { fc: linear(dim) }", false),
        ("documentation of several lines", "/// one\n/// harmless\n/// three\nblock B(dim: int) : [N, dim] -> same { fc: linear(dim) }", false),
        ("documentation of a model, variant, ablation and map",
            "/// harmless\nmodel M(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim) }\n/// harmless\nvariant V = M()\n/// harmless\nablation A of V { axis dim: x = 4, y = 5 }\n/// harmless\nkeys K of M { \"fc.**\" = \"head.**\" }", false),
        ("documentation of a function and a constant", "/// harmless\nfn f(a: int) = a + 1\n/// harmless\nconst C = f(2)", false),
        ("a comment in a signature", "block B(dim: int) : x [N, /* harmless */ dim] -> same where dim >= 1 { fc: linear(dim) }", false),
        ("a comment in a constraint", "block B(dim: int) : [N, dim] -> same where dim % /* harmless */ 2 == 0 { fc: linear(dim) }", false),
        ("a comment in an argument", "block B(dim: int) : [N, dim] -> same { fc: linear(/* harmless */ dim) // harmless\n }", false),
        ("a string constant", "const C = \"harmless\"", true),
        ("a string's default", "block B(mode: string = \"harmless\") : [N, C] -> same { if mode == \"harmless\" { fc: linear(C) } else { relu } }", true),
        ("a string in a constraint", "block B(mode: string) : [N, C] -> same where mode == \"harmless\" or mode == \"b\" { if mode == \"b\" { relu } else { gelu } }", true),
        ("a variant's string", "model M(mode: string) : [N, 3] -> same { if mode == \"harmless\" { fc: linear(3) } else { head: linear(3, bias: false) } }\nvariant V = M(\"harmless\")", true),
        ("an option's string", "model M(mode: string = \"c\") : [N, 3] -> same { if mode == \"harmless\" { fc: linear(3) } else { head: linear(3, bias: false) } }\nablation A of M { axis mode: x = \"harmless\", y = \"b\" }", true),
        ("a recipe's string", "/// one\nrecipe R { data: \"harmless\" }\nmodel M(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim) }\nablation A of M { recipe: R; axis dim: x = 4, y = 5; setting data: z = \"harmless\", w = \"c\" }", true),
        ("a list's strings", "const MODES = [\"harmless\", \"b\"]\nblock B(modes: string[] = [\"harmless\"]) : [N, C] -> same { for m in modes { if m == \"harmless\" { relu } else { gelu } } }", true),
        ("a key map", "model M() : [N, 3] -> same { fc: linear(3) }\nvariant V = M()\nkeys K of M { \"fc.**\" = \"harmless.**\" }", true),
    ];

    public static TheoryData<string> Places => [.. s_places.Select(p => p.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Text_stays_where_it_stands(string place)
    {
        var (_, spec, isString) = s_places.Single(p => p.Place == place);
        Assert.All(s_hostile, text => Check(spec, isString, "/project/spec.arch", text));
    }

    public static TheoryData<string> Paths =>
    [
        "/project/a\"b.arch", "/project/a\nclass Evil { }.arch", "/project/a\rb.arch", "/project/*/b.arch", "C:\\x\\u0022\\n.arch", "/project/#line 1.arch", "/project/{0}.arch", "/project/a\u2028class Evil { }.arch",
        "/project/a\u0085b.arch", "/project/\uD800.arch", "/project/\0.arch", "/project/ .arch", "/project/ß漢.arch", "/project/</summary>.arch", "a.arch", "/project/'\"\"\"'.arch", "/project/" + new string('x', 3000) + ".arch",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_path_stays_a_path(string path) => Check("block B(dim: int) : [N, dim] -> same { fc: linear(dim); relu }\nmodel M() : [N, 3] -> same { b: B(3) }\nvariant V = M()", false, path, Slot);

    private static void Check(string spec, bool isString, string path, string text)
    {
        var written = isString ? text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) : text;
        // What ends the comment or line that it stands in is no text in it.
        if (!isString && (spec.Contains("/* " + Slot, StringComparison.Ordinal) && text.Contains("*/", StringComparison.Ordinal)))
            return;
        var plain = Compile(spec, "/project/spec.arch");
        var hostile = Compile(spec.Replace(Slot, written, StringComparison.Ordinal), path);
        if (hostile.HasErrors)
        {
            Assert.DoesNotContain(hostile.Files[0].Diagnostics, d => d.Code == "ARCH0900");
            return;
        }
        var (expected, actual) = (Assert.Single(Emitted.Trees(plain)), Assert.Single(Emitted.Trees(hostile)));
        var shown = $"{string.Concat(text.Take(40).Select(c => c is >= ' ' and < (char)127 ? c.ToString() : $"\\u{(int)c:X4}"))} in\n{actual}";
        Assert.True(!actual.GetDiagnostics().Any(), shown + "\n" + string.Join("\n", actual.GetDiagnostics()));
        // A formula that is too long to read is left out of the documentation.
        var (wanted, found) = (Kinds(expected), Kinds(actual));
        List<string> Kinds(SyntaxTree tree) => [.. Emitted.Structure(tree).Where(kind => IsCode(kind) && (text.Length < 1000 || !kind.StartsWith("Xml", StringComparison.Ordinal)))];
        var same = wanted.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(wanted.SequenceEqual(found), $"{string.Join(" ", wanted.Skip(same).Take(4))} became {string.Join(" ", found.Skip(same).Take(4))}: {shown}");
        var findings = Emitted.Findings([actual]);
        Assert.True(findings.Count == 0, string.Join("\n", findings.Take(5)) + "\n" + shown);
    }

    // A path that C# can't spell has no #line; an XML line has a token for each entity.
    private static bool IsCode(string kind) => !kind.Contains("Directive", StringComparison.Ordinal) && kind is not "LineDirectivePosition";

    private static CompilationResult Compile(string spec, string path) => ArchCompiler.Compile([new SourceText(path, "namespace Demo.Text;\n" + spec + "\n")]);
}
