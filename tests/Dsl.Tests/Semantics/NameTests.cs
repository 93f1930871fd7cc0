using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>What names mean: the editor's table beside what the elaborator saw.</summary>
public class NameTests
{
    public static TheoryData<string> Specs => [.. Editor.Shipped.Select(s => s.Path)];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_name_of_a_shipped_spec_means_something(string path)
    {
        var model = SemanticModel.Of(Editor.Compiled, path)!;
        var unknown = SyntaxParts.Below(model.Syntax)
            .Where(n => n is NameExpressionSyntax or NameSyntax { IsMissing: false } && n is not NameSyntax { Text: "_" })
            .Where(n => model.Names.At(n.Span) is null && model.Source.Slice(n.Span).Any(c => !char.IsDigit(c) && c != '.'))
            .Select(n => $"{model.Source.PositionOf(n.Span.Start).Line + 1}: {model.Source.Slice(n.Span)}");
        Assert.Empty(unknown);
    }

    // Where the elaborator found a variable, the table has the one that is declared at the same place.
    [Theory]
    [MemberData(nameof(Specs))]
    public void Names_mean_what_they_mean_to_the_elaborator(string path)
    {
        var model = SemanticModel.Of(Editor.Compiled, path)!;
        var compared = 0;
        foreach (var block in model.File.Definitions.OfType<BlockSymbol>().Where(b => b.Syntax.Body is not null))
        {
            var records = model.Table.RecordsOf(block)!;
            foreach (var name in SyntaxParts.Below(block.Syntax.Body!).OfType<NameExpressionSyntax>())
            {
                if (records.NameAt(name.Span, block.Syntax.Span.Start) is not { Variable: { } variable } || variable.Article == "a dim that the component is told")
                    continue;
                var symbol = model.Names.At(name.Span);
                if (symbol is { Kind: NameKind.Operator or NameKind.Definition })
                    continue;
                compared++;
                Assert.True(
                    symbol?.Place == variable.Span || (symbol is { IsKey: true } && symbol.Name == variable.Name),
                    $"'{name.Name}' in line {model.Source.PositionOf(name.Span.Start).Line + 1} is {variable.Article} of line {model.Source.PositionOf(variable.Span.Start).Line + 1}, not {symbol?.Kind}");
            }
        }
        Assert.True(compared > 0 || !model.File.Definitions.OfType<BlockSymbol>().Any());
    }
}
