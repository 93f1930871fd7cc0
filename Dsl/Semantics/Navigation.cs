using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>Where a name is defined: the name itself, and all that defines it. The library's files have paths of their own (<c>ArchCompiler.Library</c>).</summary>
public sealed record DefinitionPlace(string Path, TextSpan Name, TextSpan Full);

/// <summary>Definitions and references.</summary>
internal static class Navigation
{
    public static IReadOnlyList<DefinitionPlace> Definition(SemanticModel model, int offset)
    {
        if (model.Names.At(offset)?.Symbol is not { IsBuiltIn: false } symbol)
            return [];
        // A namespace has many files, and a key may be that of several branches' layers.
        return symbol.Kind == NameKind.Namespace || symbol.IsKey
            ? [.. model.Table.Of(symbol).Where(o => o.Occurrence.Role == NameRole.Declaration)
                .Select(o => new DefinitionPlace(o.File.Source.Path, o.Occurrence.Span, o.Occurrence.Span == symbol.Place ? symbol.Full : o.Occurrence.Span))]
            : [new DefinitionPlace(symbol.Path, symbol.Place, symbol.Full)];
    }

    public static IReadOnlyList<SourceLocation> References(SemanticModel model, int offset, bool includeDeclaration) =>
        model.Names.At(offset) is { Symbol: var symbol } ? [.. References(model.Table, symbol, includeDeclaration)] : [];

    public static IEnumerable<SourceLocation> References(NameTable table, NameSymbol symbol, bool includeDeclaration) =>
        table.Of(symbol).Where(o => includeDeclaration || o.Occurrence.Role != NameRole.Declaration).Select(o => new SourceLocation(o.File.Source.Path, o.Occurrence.Span));
}
