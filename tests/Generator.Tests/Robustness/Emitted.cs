using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Generator.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ArchGen.Generator.Tests.Robustness;

/// <summary>What the emitter prints of specs, as trees.</summary>
internal static class Emitted
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>The C# of the files that are compiled together, the library's parts left out.</summary>
    public static IReadOnlyList<SyntaxTree> Trees(CompilationResult result) =>
    [
        .. result.Files.Select(f => f.Model).Where(CSharpEmitter.HasContent)
            .Select(m => CSharpSyntaxTree.ParseText(CSharpEmitter.EmitFile(m, EmitOptions.For(result, m)), s_parse)),
    ];

    /// <summary>What the C# compiler finds in trees compiled together; warnings count, as in a user's build.</summary>
    public static IReadOnlyList<Diagnostic> Findings(IEnumerable<SyntaxTree> trees) =>
    [
        .. CSharpCompilation.Create(
            "Emitted", trees, References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9))
            .GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning),
    ];

    /// <summary>Every declaration and statement of a tree by its kind, in order: what text in names, strings and comments must not change.</summary>
    public static IReadOnlyList<string> Skeleton(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes().Where(n => n is MemberDeclarationSyntax or StatementSyntax or ParameterSyntax or AccessorDeclarationSyntax).Select(n => n.Kind().ToString())];

    /// <summary>The same with every node, those of documentation and of directives too: for text that has no business outside of tokens.</summary>
    public static IReadOnlyList<string> Structure(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes(descendIntoTrivia: true).Where(n => n is not XmlTextSyntax).Select(n => n.Kind().ToString())];
}
