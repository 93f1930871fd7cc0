using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;
using ArchGen.Workspace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ArchGen.Cli.Ablate;

/// <summary>
/// A hash for each generated class that a study's members are made of, and for how each member makes its own. Comments and places in the specs don't count: equal hashes are equal networks.
/// </summary>
internal static class CodeHashes
{
    public static IReadOnlyDictionary<string, string> Of(LoadedSpecs specs, ElaboratedAblation ablation, CancellationToken cancellation)
    {
        var types = SpecEmitter.Emit(specs.Result, cancellation)
            .SelectMany(f => CSharpSyntaxTree.ParseText(f.Text, new CSharpParseOptions(LanguageVersion.Latest), cancellationToken: cancellation).GetRoot(cancellation).DescendantNodes(n => n is not TypeDeclarationSyntax))
            .OfType<TypeDeclarationSyntax>().ToLookup(t => t.Identifier.ValueText);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var study = types[ablation.Name].First(t => NameOf(t) == PickedStudy.Full(ablation));
        foreach (var member in study.Members.OfType<PropertyDeclarationSyntax>())
        {
            foreach (var made in member.DescendantNodes().OfType<ParenthesizedLambdaExpressionSyntax>().Take(1))
                hashes[NameOf(study) + "." + member.Identifier.ValueText] = Hash(made);
        }

        var (open, seen) = (new Queue<SyntaxNode>([study]), new HashSet<SyntaxNode> { study });
        while (open.Count > 0)
        {
            foreach (var name in open.Dequeue().DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText).Distinct())
            {
                foreach (var type in types[name].Where(seen.Add))
                {
                    hashes[NameOf(type)] = Hash(type);
                    open.Enqueue(type);
                }
            }
        }

        return hashes;
    }

    private static string NameOf(TypeDeclarationSyntax type) =>
        type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { } space ? $"{space.Name}.{type.Identifier.ValueText}" : type.Identifier.ValueText;

    private static string Hash(SyntaxNode node) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', node.DescendantTokens().Select(t => t.Text)))))[..16];
}
