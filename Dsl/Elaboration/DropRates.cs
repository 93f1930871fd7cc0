using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// The parameters of a block that are nothing but the rate of its residuals (<c>residual(drop_path: rate)</c>). Networks give each of their blocks another one, and as far as shapes
/// and costs go all rates between 0 and 1 are the same.
/// </summary>
internal static class DropRates
{
    private static readonly ConditionalWeakTable<BlockSyntax, IReadOnlyCollection<string>> s_known = new();

    public static IReadOnlyCollection<string> Of(BlockSyntax block) => s_known.GetValue(block, Find);

    private static IReadOnlyCollection<string> Find(BlockSyntax block)
    {
        var floats = new HashSet<string>(block.Parameters.Where(p => p.Type is NamedTypeSyntax { Name: "float" }).Select(p => p.Name.Text));
        if (floats.Count == 0)
            return floats;
        var rates = new HashSet<SyntaxNode>(
            SyntaxParts.Below(block).OfType<ResidualSyntax>().SelectMany(r => r.Arguments).Where(a => a.Name?.Text == "drop_path").Select(a => a.Value), SameNode.Instance);
        foreach (var name in SyntaxParts.Below(block).OfType<NameExpressionSyntax>().Where(n => !rates.Contains(n)))
            floats.Remove(name.Name);
        // Where the body gives a name another meaning, nothing is said of it.
        foreach (var declared in SyntaxNames.Of(block).Declared)
            floats.Remove(declared.Text);
        return floats;
    }

    private sealed class SameNode : IEqualityComparer<SyntaxNode>
    {
        public static readonly SameNode Instance = new();

        public bool Equals(SyntaxNode? left, SyntaxNode? right) => ReferenceEquals(left, right);

        public int GetHashCode(SyntaxNode node) => RuntimeHelpers.GetHashCode(node);
    }
}
