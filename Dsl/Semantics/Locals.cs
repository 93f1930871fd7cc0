using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Semantics;

/// <summary>What the names of a body hold, as far as the elaborator came to their declarations.</summary>
internal static class Locals
{
    public static Value? ValueOf(SemanticModel model, NameSymbol symbol) =>
        symbol.Owner is BlockSymbol block && model.Table.RecordsOf(block) is { } records ? records.DeclaredAt(symbol.Place, block.Syntax.Span.Start)?.Value : null;

    /// <summary>A shape or value; empty where nothing is known.</summary>
    public static string TextOf(SemanticModel model, NameSymbol symbol) =>
        ValueText.Of(ValueOf(model, symbol), Assumptions.None) is { } text && text != symbol.Name ? text : "";

    public static bool IsTensor(SemanticModel model, NameSymbol symbol) => symbol.Kind switch
    {
        NameKind.Input or NameKind.Tensor => true,
        NameKind.Value => ValueOf(model, symbol) is Flow,
        _ => false,
    };

    /// <summary>True for a tensor, and for a name that the elaborator didn't come to.</summary>
    public static bool MayBeTensor(SemanticModel model, NameSymbol symbol) => IsTensor(model, symbol) || (symbol.Kind == NameKind.Value && ValueOf(model, symbol) is null);
}
