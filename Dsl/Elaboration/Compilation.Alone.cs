using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Models that nothing is made of.</summary>
internal sealed partial class Compilation
{
    /// <summary>
    /// The models that no variant and no ablation settles, each with its defaults, where it has them: someone may make one, and what its blocks demand of the sizes in it is
    /// only asked where every value is known.
    /// </summary>
    private IEnumerable<VariantSymbol> ModelsAlone()
    {
        var settled = new HashSet<BlockSymbol?>(Definitions<VariantSymbol>().Select(v => _elaborator.ModelSymbolOf(v)));
        foreach (var ablation in Definitions<AblationSymbol>())
            settled.Add(ablation.File.Visible.TryGetValue(ablation.Syntax.Target.Text, out var target) ? target as BlockSymbol : null);
        return Definitions<BlockSymbol>()
            .Where(b => b.Syntax is { Kind: BlockKind.Model, Body: not null } && !b.File.IsContext && !settled.Contains(b) && b.Syntax.Parameters.All(p => p.Default is not null))
            .Select(WithDefaults);
    }

    private static VariantSymbol WithDefaults(BlockSymbol model) =>
        new(model.File, new VariantSyntax(model.Syntax.Name.Span, model.Syntax.Name, null, model.Syntax.Name, [], []));
}
